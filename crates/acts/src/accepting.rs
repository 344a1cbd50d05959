//! Whoever was admitted is written to, and accepts by the link in that letter; an admission that nobody accepts lapses by
//! itself.

use crate::{Declined, Installation, letters};
use anyhow::Context as _;
use basics::{ApplicationId, GroupId, Moment, PersonId, Zone};
use charter::{
    Actor,
    act::{AcceptAdmission, LapseAdmission},
};
use mail::{Letter, Outbox};
use people::{Guest, Invitation, Role, Token};
use store::{Coming, Waiting};

/// Accepts the admission that waits for this person, and lets them in by the same act. False where none waits: they are a
/// member already.
///
/// # Errors
/// By the charter, and for whatever keeps them from coming in.
pub(crate) async fn accept(
    here: &Installation,
    group: GroupId,
    person: PersonId,
    coming: Coming<'_>,
) -> Result<bool, Declined> {
    let Some(waits) = here.store.admission_to_accept(group, person).await? else { return Ok(false) };
    let act = AcceptAdmission { application: waits.application };
    here.store.begin(group, Actor::Person(person), act).await?.keep(coming).await?.commit().await?;
    Ok(true)
}

/// Ends an admission whose day passed, as the charter itself does at that instant. False where the charter gives nobody the
/// power, so that it only can be accepted no more.
pub(crate) async fn lapse(here: &Installation, group: GroupId, application: ApplicationId) -> Result<bool, Declined> {
    let act = LapseAdmission { application };
    // Asked first, since a refusal would stand in the log again and again.
    if !here.store.opinion(group, Actor::Charter, &act).await?.may() {
        return Ok(false);
    }
    here.store.begin(group, Actor::Charter, act).await?.keep().await?.commit().await?;
    Ok(true)
}

/// Writes the letters that are due, right after an admission. What fails is logged, and tried again by the clock.
pub(crate) async fn write_now(here: &Installation) {
    if let Err(error) = write(here).await {
        tracing::error!(
            error = format!("{error:#}"),
            "whoever was admitted could not be written to; it is tried again"
        );
    }
}

/// Writes to everybody who was admitted and to whom a letter is due: that they were, and that it ends soon. Gives the number
/// of letters that a mail server took.
pub(crate) async fn write(here: &Installation) -> Result<usize, anyhow::Error> {
    let Some(outbox) = &here.mail else { return Ok(0) };
    let mut sent = 0;
    for (waits, due) in here.store.bookkeeping().admissions_to_write().await? {
        sent += letters::left("an admission", write_one(here, outbox, &waits, due).await);
    }
    Ok(sent)
}

/// The link is made with its letter, so that of several only the last one works.
async fn write_one(here: &Installation, outbox: &Outbox, to: &Waiting, due: Moment) -> Result<bool, anyhow::Error> {
    let guest = Guest::Colleague { group: to.group, email: to.email.clone(), role: Role::Member, inviter: None };
    let (invitation, link) = Invitation::offer(guest, here.store.now())?;
    let invitation = match to.offer.accept_by {
        Some(until) => invitation.until(until),
        None => invitation,
    };
    let letter = letter(here, to, invitation.link.expires, &link).await?;
    let books = here.store.bookkeeping();
    let note = async { books.writes_of_admission(to, due, &invitation).await.map_err(anyhow::Error::from) };
    letters::once(outbox, letter, note, books.admission_was_not_written(to, due)).await
}

async fn letter(here: &Installation, to: &Waiting, until: Moment, link: &Token) -> Result<Letter, anyhow::Error> {
    let group = here.store.group(to.group).await?.context("an admission to no group")?;
    let (name, site, link) = (&group.name, &here.public_url, link.reveal());
    let (until, link) = (Zone::named(&group.zone)?.shows(until), link.expose());
    let is_first = to.written.is_none();
    let begins =
        if is_first { "has admitted you: welcome." } else { "has admitted you, and you have not accepted yet." };
    let subject = if is_first { "has admitted you" } else { "waits for your yes" };
    let lapses = match to.offer.accept_by {
        Some(_) => format!("It works once, until {until}; whoever has not accepted by then was not admitted."),
        None => format!("It works once, until {until}."),
    };
    let text = format!(
        "{name} {begins}\n\n\
         To accept and come in, open this link:\n\n\
         {site}/join/{link}\n\n\
         {lapses} Your membership and your term begin on the day on which you accept. You choose there how you will sign in: \
         with a passkey, or with a password and codes from an app. Whoever holds the link comes in as you, so keep it to \
         yourself. A later letter brings a new link, and the one before works no more.\n\n\
         If you did not apply there, or do not want to any more, do nothing.\n"
    );
    Ok(Letter { to: to.email.clone(), subject: format!("{name} {subject}"), text })
}
