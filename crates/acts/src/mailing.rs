//! What somebody chooses about mail, and the way out of it that stands in every such letter: it needs no signing in, works
//! for good, and is nobody else's.

use crate::Installation;
use basics::{Digest, PersonId, Zone};
use people::{SignedIn, TokenHash};
use store::{MailChoice, MailedHow};

/// What somebody chose; off where they never did.
pub async fn chosen(here: &Installation, person: PersonId) -> Result<MailChoice, anyhow::Error> {
    let known = here.store.mail_choice(person).await?;
    Ok(known.unwrap_or_else(|| MailChoice { person, how: MailedHow::Off, hour: 8, zone: Zone::utc(), last_day: None }))
}

/// Keeps what somebody chooses. `hour` is an hour of their day, 0 to 23.
pub async fn choose(
    here: &Installation,
    who: &SignedIn,
    how: MailedHow,
    hour: i8,
    zone: &Zone,
) -> Result<(), anyhow::Error> {
    here.store.bookkeeping().choose_mail(who.person(), how, hour.clamp(0, 23), zone).await
}

/// The address by which this person ends it.
pub(crate) fn way_out(here: &Installation, person: PersonId) -> String {
    format!("{}/unsubscribe/{person}/{}", here.public_url, signature(here, person))
}

/// Whose way out this is; none where nobody was given it.
pub fn of_way_out(here: &Installation, person: &str, signed: &str) -> Option<PersonId> {
    let (person, signed): (PersonId, Digest) = (person.parse().ok()?, signed.parse().ok()?);
    // Compared as hashes of tokens are: in constant time.
    (TokenHash::from(signature(here, person)) == TokenHash::from(signed)).then_some(person)
}

/// Ends it.
pub async fn leave(here: &Installation, person: PersonId) -> Result<(), anyhow::Error> {
    here.store.bookkeeping().choose_no_mail(person).await
}

/// Twice under the secret, so that nobody who has one signature makes another from it.
fn signature(here: &Installation, person: PersonId) -> Digest {
    let (secret, person) = (here.store.derived_secret("way out of mail 1"), person.to_string());
    let inner = Digest::of_parts([&secret[..], person.as_bytes()]);
    Digest::of_parts([&secret[..], inner.bytes()])
}
