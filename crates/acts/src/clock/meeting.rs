//! Series of meetings go on by themselves, and people are written to about meetings: invited, told that one was moved or
//! called off, and reminded, each once.

use crate::{Installation, letters, meetings::planning};
use anyhow::Context as _;
use basics::{PersonId, Zone};
use jiff::SignedDuration;
use mail::{Letter, Outbox};
use meetings::{Letter as About, letter_due};
use store::{Group, MeetingRow};

/// How far ahead meetings are looked at that nobody was written to about: a little more than they are invited.
const LOOKED_AT: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Adds what follows to series that are short of meetings. Gives the number of series.
pub(super) async fn goes_on(here: &Installation) -> Result<usize, anyhow::Error> {
    let mut longer = 0;
    for series in here.store.bookkeeping().running_series().await? {
        match planning::go_on(here, &series).await {
            Ok(more) => longer += usize::from(more),
            Err(declined) => {
                tracing::error!(series = %series.id, %declined, "a series of meetings does not go on; it is tried again");
            }
        }
    }
    Ok(longer)
}

/// Sends what is due. Gives the number of letters that a mail server took.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let Some(outbox) = &here.mail else { return Ok(0) };
    let (mut sent, now) = (0, here.store.now());
    for row in here.store.bookkeeping().meetings_to_tell_of(now.plus(LOOKED_AT)).await? {
        let group = here.store.group(row.group).await?.context("a meeting belongs to no group")?;
        let (known, presences) =
            (here.store.bookkeeping().letters_about(row.id).await?, here.store.presences(row.group).await?);
        for member in here.store.members(row.group).await?.into_iter().filter(|member| member.current(now)) {
            let known = known.get(&member.person).map(Vec::as_slice).unwrap_or_default();
            let Some(about) = letter_due(&row.course(), row.sequence, known, now) else { continue };
            let presence = presences.get(&(row.id, member.person));
            let stays_away =
                presence.is_some_and(|known| known.answer.as_deref() == Some("no") || known.excuse.is_some());
            if about == About::Reminder && stays_away {
                continue;
            }
            let written = write(here, outbox, &group, &row, (member.person, about)).await;
            sent += letters::left("a meeting", written);
        }
    }
    Ok(sent)
}

async fn write(
    here: &Installation,
    outbox: &Outbox,
    group: &Group,
    row: &MeetingRow,
    (person, about): (PersonId, About),
) -> Result<bool, anyhow::Error> {
    let to = here.store.person(person).await?.context("a member has no account")?;
    let (subject, text) = words(here, group, row, about)?;
    let (what, books) = (about.note(row.sequence), here.store.bookkeeping());
    let (note, take_back) = (books.note_letter(row.id, person, &what), books.forget_letter(row.id, person, &what));
    letters::once(outbox, Letter { to: to.email, subject, text }, note, take_back).await
}

fn words(
    here: &Installation,
    group: &Group,
    row: &MeetingRow,
    about: About,
) -> Result<(String, String), anyhow::Error> {
    let zone = Zone::named(&group.zone)?;
    let (name, title, starts) = (&group.name, &row.title, zone.shows(row.starts));
    let page = format!("{}/g/{}/meetings/{}", here.public_url, group.slug, row.id);
    let place = if row.place.is_empty() { String::new() } else { format!("Where: {}\n", row.place) };
    let facts = format!("When: {starts}, {} minutes\n{place}", row.minutes);
    let calendar = "An address for your calendar, which has every meeting, is on your own page.";
    Ok(match about {
        About::Invitation => (
            format!("{title} on {starts}"),
            format!(
                "{name} meets: {title}.\n\n{facts}\nSay whether you come, and see what is on the agenda:\n\n{page}\n\n{calendar}\n"
            ),
        ),
        About::Moved => (
            format!("Moved: {title} is on {starts}"),
            format!("{title} of {name} was moved. From now on:\n\n{facts}\nSay whether you come:\n\n{page}\n"),
        ),
        About::BackOn => (
            format!("After all: {title} on {starts}"),
            format!(
                "{title} of {name} takes place after all: the word that it was called off is taken back.\n\n{facts}\nSay whether you come:\n\n{page}\n"
            ),
        ),
        About::CalledOff => {
            let why = row.cancelled.as_ref().map(|(why, _)| why.as_str()).unwrap_or_default();
            (
                format!("Called off: {title} on {starts}"),
                format!("{title} of {name} on {starts} does not take place.\n\nWhy: {why}\n\n{page}\n"),
            )
        }
        About::Reminder => (
            format!("Reminder: {title} on {starts}"),
            format!("{name} meets: {title}.\n\n{facts}\nThe agenda is on its page:\n\n{page}\n"),
        ),
    })
}
