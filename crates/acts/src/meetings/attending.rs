//! Who comes and who was there.

use super::line;
use crate::{Declined, Installation};
use basics::{CorrectionId, GroupId, MeetingId, PersonId};
use charter::{
    Actor,
    act::{AttendMeeting, CorrectAttendance},
};
use people::SignedIn;
use store::Said;

/// The answers to an invitation.
pub const ANSWERS: [&str; 3] = ["yes", "no", "maybe"];

/// Somebody says whether they come. `person` is whom the form is about: the charter lets only themselves.
pub async fn answer(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    of: (MeetingId, PersonId),
    answer: &str,
) -> Result<(), Declined> {
    let known = ANSWERS.into_iter().find(|known| *known == answer);
    let known = known.ok_or_else(|| Declined::field("answer", "say yes, no or maybe"))?;
    say(here, group, who, of, &Said::Answer(known)).await
}

/// Somebody says why they do not, or did not, come.
pub async fn excuse(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    of: (MeetingId, PersonId),
    why: &str,
) -> Result<(), Declined> {
    let why = line("excuse", why, "say why you cannot come")?;
    say(here, group, who, of, &Said::Excuse(why)).await
}

/// Somebody says that they are there, or were. Any part of the meeting is enough.
pub async fn present(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    of: (MeetingId, PersonId),
) -> Result<(), Declined> {
    say(here, group, who, of, &Said::Present).await
}

async fn say(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    (meeting, person): (MeetingId, PersonId),
    said: &Said,
) -> Result<(), Declined> {
    let act = AttendMeeting { meeting, person };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(said).await?.commit().await?;
    Ok(())
}

/// Somebody says who was, or was not, there. It counts once another member confirms it.
pub async fn correct(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    (meeting, person): (MeetingId, PersonId),
    was_present: bool,
) -> Result<(), Declined> {
    let act = CorrectAttendance { meeting, person };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.propose(was_present).await?.commit().await?;
    Ok(())
}

/// Another member confirms a correction.
pub async fn confirm(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
    correction: CorrectionId,
) -> Result<(), Declined> {
    let known = here.store.corrections(group, meeting).await?;
    let row = known.iter().find(|row| row.id == correction).ok_or(Declined::NotFound("correction"))?;
    let act = CorrectAttendance { meeting, person: row.person };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.confirm(correction).await?.commit().await?;
    Ok(())
}
