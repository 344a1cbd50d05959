//! Versions of a charter: what bodies agreed to is adopted, what begins is noted, and a body is told of what the group
//! changed by itself.
//!
//! No version waits for this to be in force: whoever judges looks at the instants that the versions carry.

use crate::{Installation, amending};
use anyhow::Context as _;
use basics::{GroupId, PersonId};
use charter::{Charter, rules::Appointment};
use mail::{Letter, Outbox};
use store::{CharterVersion, Group};

/// Adopts what was answered, and notes what has begun.
pub(super) async fn work_through(here: &Installation) -> Result<(), anyhow::Error> {
    Box::pin(amending::adopt_what_was_answered(here)).await?;
    here.store.bookkeeping().charters_begun().await?;
    Ok(())
}

/// Tells the body of every minor version that it was not told of yet. That it is told is noted before the first letter
/// leaves, and taken back when no mail server took it. Gives the number of letters.
pub(super) async fn tell(here: &Installation) -> Result<usize, anyhow::Error> {
    let Some(outbox) = &here.mail else { return Ok(0) };
    let mut sent = 0;
    for (group, number) in here.store.bookkeeping().minor_versions_to_tell().await? {
        let letters = letters(here, group, number).await?;
        if here.store.bookkeeping().version_is_told(group, number, true).await? {
            sent += send(here, outbox, letters, (group, number)).await?;
        }
    }
    Ok(sent)
}

async fn letters(here: &Installation, id: GroupId, number: i64) -> Result<Vec<Letter>, anyhow::Error> {
    let group = here.store.group(id).await?.context("a group is gone")?;
    let versions = here.store.charter_versions(id).await?;
    let version = versions.iter().find(|version| version.number == number).context("a version is gone")?;
    let charter = here.store.charter_of_digest(id, version.digest).await?;
    let mut letters = Vec::new();
    for person in of_the_body(here, id, &charter).await? {
        let to = here.store.person(person).await?.context("a member has no account")?;
        let subject = format!("The charter of {}: minor version {}", group.name, version.name);
        letters.push(Letter { to: to.email, subject, text: text(here, &group, &charter, version) });
    }
    Ok(letters)
}

async fn send(
    here: &Installation,
    outbox: &Outbox,
    letters: Vec<Letter>,
    (group, number): (GroupId, i64),
) -> Result<usize, anyhow::Error> {
    let mut sent = 0;
    for letter in letters {
        if let Err(error) = outbox.send(letter).await {
            tracing::warn!(%error, "word of a minor version did not leave; it is tried again in a minute");
            if sent == 0 {
                here.store.bookkeeping().version_is_told(group, number, false).await?;
            }
            return Ok(sent);
        }
        sent += 1;
    }
    Ok(sent)
}

/// The members whom the body itself put into an office: its people in the group.
async fn of_the_body(here: &Installation, group: GroupId, charter: &Charter) -> Result<Vec<PersonId>, anyhow::Error> {
    let Some(amendment) = &charter.rules().amendment else { return Ok(Vec::new()) };
    let appointed = Appointment::Body(amendment.substantive_by.clone());
    let offices = charter.rules().offices.iter().filter(|(_, office)| office.appointed_by == appointed);
    let offices: Vec<&String> = offices.map(|(name, _)| name).collect();
    let now = here.store.now();
    let members = here.store.roster(group).await?.members(now);
    let theirs = members.into_iter().filter(|member| member.current(now));
    let theirs = theirs.filter(|member| member.offices.iter().any(|office| offices.contains(&office)));
    Ok(theirs.map(|member| member.person).collect())
}

fn text(here: &Installation, group: &Group, charter: &Charter, version: &CharterVersion) -> String {
    let (name, site, slug) = (&group.name, &here.public_url, &group.slug);
    let label = charter.rules().amendment.as_ref().map(|amendment| amendment.clause.as_str());
    let clause = label.and_then(|label| charter.clause(label)).map(charter::Bound::written);
    let says = clause.map(|words| format!("{}: “{words}”\n\n", label.unwrap_or_default())).unwrap_or_default();
    let draft = version.draft.map_or_else(String::new, |draft| format!("/drafts/{draft}"));
    format!(
        "{name} changed its charter by itself, to version {version}. By the charter this is no change of substance, so it \
         needs no vote of yours.\n\n{says}What it changes, word by word and rule by rule, stands here:\n\n\
         {site}/g/{slug}/charter{draft}\n",
        version = version.name
    )
}
