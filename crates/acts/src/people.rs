//! What a person does about their own account: passkeys, password and second factor.

use crate::{
    Installation,
    sign_in::{NotIn, Visit, account, passkeys},
};
use anyhow::Context as _;
use basics::PersonId;
use people::{
    CodeAccepted, Elevated, EmailAddress, Enrolled, MayEnrol, NewPassword, PasskeyOf, PendingEnrolment, Person,
    PersonName, Secret, StoredPassword, TotpCode, TotpSecret,
};
use store::{Ceremony, KeptPasskey, NewWay};

/// The most characters of a passkey's name.
const LONGEST_LABEL: usize = 60;

/// How a person can sign in.
pub struct Ways {
    /// Their passkeys.
    pub passkeys: Vec<KeptPasskey>,
    /// Whether they have a password with a second factor.
    pub password: bool,
}

/// The secret of a second factor that is being set up, shown once: it is kept when the first code from it was right.
pub struct Setup {
    /// For typing into an app.
    pub typed: Secret,
    /// For opening in an app.
    pub uri: Secret,
}

/// How this person can sign in.
pub async fn ways(here: &Installation, person: PersonId) -> Result<Ways, NotIn> {
    let passkeys = here.store.passkeys_of(person).await?;
    Ok(Ways { passkeys, password: here.store.password_of(person).await?.is_some() })
}

/// Begins to add a passkey: the question for the browser, as JSON.
pub async fn start_passkey(here: &Installation, visit: Visit<'_>, who: &Elevated) -> Result<String, NotIn> {
    let person = account(here, who.person()).await?;
    ask_to_enrol(here, visit, &person, &MayEnrol::Elevated(who)).await
}

/// Adds the passkey that answered.
pub async fn finish_passkey(
    here: &Installation,
    visit: Visit<'_>,
    who: &Elevated,
    label: &str,
    answer: &str,
) -> Result<(), NotIn> {
    let enrolled = enrolled(here, visit, answer).await?;
    let way = NewWay::Passkey { passkey: enrolled.passkey(), label: &label_of(label) };
    here.store.bookkeeping().add_way(who.person(), &way, who.session()).await?;
    Ok(())
}

/// Takes a passkey away. The only way in stays.
pub async fn remove_passkey(here: &Installation, who: &Elevated, credential_id: &str) -> Result<(), NotIn> {
    here.store.bookkeeping().remove_passkey(who.person(), credential_id, who.session()).await?;
    Ok(())
}

pub(crate) async fn ask_to_enrol(
    here: &Installation,
    visit: Visit<'_>,
    person: &Person,
    may: &MayEnrol<'_>,
) -> Result<String, NotIn> {
    let existing: Vec<PasskeyOf> =
        here.store.passkeys_of(person.id).await?.into_iter().map(|kept| kept.passkey).collect();
    let started = passkeys(here)?.start_enrolment(person, may, &existing, here.store.now());
    let (question, pending) = started.map_err(NotIn::because)?;
    here.store.bookkeeping().keep_ceremony(visit.cookie, Ceremony::Enrol, &serde_json::to_vec(&pending)?).await?;
    Ok(question)
}

pub(crate) async fn enrolled(here: &Installation, visit: Visit<'_>, answer: &str) -> Result<Enrolled, NotIn> {
    let pending = here.store.bookkeeping().take_ceremony(visit.cookie, Ceremony::Enrol).await?;
    let pending = pending.ok_or_else(|| NotIn::because(people::PasskeyRefused::TooLate))?;
    let pending: PendingEnrolment = serde_json::from_slice(&pending)?;
    passkeys(here)?.finish_enrolment(&pending, answer, here.store.now()).map_err(NotIn::because)
}

/// What a person calls a passkey, cut to what a list has room for.
pub(crate) fn label_of(typed: &str) -> String {
    match PersonName::parse(&typed.chars().take(LONGEST_LABEL).collect::<String>()) {
        Ok(name) => name.as_str().to_owned(),
        Err(_) => "Passkey".to_owned(),
    }
}

/// Begins to set a password: the secret for an authenticator app, which is shown now and kept once a code from it was
/// right.
pub async fn start_password(here: &Installation, visit: Visit<'_>, who: &Elevated) -> Result<Setup, NotIn> {
    let person = account(here, who.person()).await?;
    begin_code(here, visit, &person.email).await
}

/// The secret that was shown before and still waits, for a page that is shown again.
pub async fn shown_secret(here: &Installation, visit: Visit<'_>, email: &EmailAddress) -> Result<Option<Setup>, NotIn> {
    let Some(bytes) = here.store.ceremony(visit.cookie, Ceremony::Code).await? else { return Ok(None) };
    Ok(Some(setup(here, &secret_of(&bytes)?, email)))
}

/// Sets the password and the second factor, and ends the other sessions.
pub async fn finish_password(
    here: &Installation,
    visit: Visit<'_>,
    who: &Elevated,
    password: &str,
    code: &str,
) -> Result<(), NotIn> {
    let person = account(here, who.person()).await?;
    let chosen = choose(password, &person)?;
    let (secret, first) = confirmed(here, visit, &person, code).await?;
    let stored = hash(here, chosen).await?;
    let way = NewWay::PasswordAndCode { password: &stored, secret: &secret, step: first.step() };
    here.store.bookkeeping().add_way(person.id, &way, who.session()).await?;
    forget_secret(here, visit).await
}

pub(crate) async fn begin_code(here: &Installation, visit: Visit<'_>, email: &EmailAddress) -> Result<Setup, NotIn> {
    let secret = TotpSecret::mint().map_err(anyhow::Error::from)?;
    here.store.bookkeeping().keep_ceremony(visit.cookie, Ceremony::Code, secret.bytes()).await?;
    Ok(setup(here, &secret, email))
}

/// The secret that waits in this browser, once a code from it is right.
pub(crate) async fn confirmed(
    here: &Installation,
    visit: Visit<'_>,
    person: &Person,
    code: &str,
) -> Result<(TotpSecret, CodeAccepted), NotIn> {
    let bytes = here.store.ceremony(visit.cookie, Ceremony::Code).await?;
    let bytes =
        bytes.ok_or_else(|| NotIn::because("The secret was shown too long ago. Start again; a new one is shown."))?;
    let secret = secret_of(&bytes)?;
    let code = TotpCode::parse(code).map_err(NotIn::because)?;
    let accepted =
        secret.check(person.id, &code, here.store.clock().of_this_machine_now(), None).map_err(NotIn::because)?;
    Ok((secret, accepted))
}

/// Takes the secret away that was set up.
pub(crate) async fn forget_secret(here: &Installation, visit: Visit<'_>) -> Result<(), NotIn> {
    here.store.bookkeeping().take_ceremony(visit.cookie, Ceremony::Code).await?;
    Ok(())
}

fn secret_of(bytes: &[u8]) -> Result<TotpSecret, NotIn> {
    let bytes = bytes.try_into().context("a secret that waits has another length than it was given")?;
    Ok(TotpSecret::from_bytes(bytes))
}

fn setup(here: &Installation, secret: &TotpSecret, email: &EmailAddress) -> Setup {
    Setup { typed: secret.typed_form(), uri: secret.uri(&here.entrance.listed_as, email) }
}

/// A password that this person may choose.
pub(crate) fn choose(typed: &str, person: &Person) -> Result<NewPassword, NotIn> {
    let email = person.email.to_string();
    NewPassword::choose(typed, &[person.name.as_str(), &email, crate::installation::PRODUCT]).map_err(NotIn::because)
}

/// Hashes off the request's thread, a few at a time.
pub(crate) async fn hash(here: &Installation, chosen: NewPassword) -> Result<StoredPassword, NotIn> {
    let _turn = here.entrance.hashing.acquire().await.map_err(anyhow::Error::from)?;
    let hashed = tokio::task::spawn_blocking(move || StoredPassword::hash(&chosen)).await;
    Ok(hashed.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?)
}
