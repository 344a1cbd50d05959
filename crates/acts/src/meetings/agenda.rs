//! The agenda of a meeting: put on it, set in order by hand, planned by the minute.

use super::{line, papers::papers};
use crate::{Declined, Installation};
use basics::{AgendaItemId, GroupId, MeetingId};
use meetings::LONGEST_ITEM;
use people::SignedIn;
use store::{Direction, SentForm};

/// Something to be put on an agenda, as it is filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// What is to be talked about.
    pub words: String,
    /// How many minutes are planned for it; empty where nobody says.
    pub minutes: String,
    /// The path of its page within the group, for what the group has open anyway.
    pub leads_to: Option<String>,
}

/// Puts something at the end of the agenda.
///
/// # Errors
/// At the field that has to be mended; when the meeting is over or was called off.
pub async fn put(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
    (filled, form): (&Filled, &SentForm),
) -> Result<(), Declined> {
    let words = line("item", &filled.words, "say what is to be talked about")?;
    let minutes = planned("takes", &filled.minutes)?;
    let judged = papers(here, group, who, meeting).await?;
    judged.put_on_agenda(&words, minutes, filled.leads_to.as_deref(), form).await?.commit().await?;
    Ok(())
}

/// Moves one thing past its neighbour.
pub async fn order(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
    (item, to): (AgendaItemId, Direction),
) -> Result<(), Declined> {
    papers(here, group, who, meeting).await?.order_agenda(item, to).await?.commit().await?;
    Ok(())
}

/// Plans so many minutes for one thing; an empty answer takes the plan away.
pub async fn plan(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    meeting: MeetingId,
    (item, minutes): (AgendaItemId, &str),
) -> Result<(), Declined> {
    let minutes = planned("plans", minutes)?;
    papers(here, group, who, meeting).await?.plan_item(item, minutes).await?.commit().await?;
    Ok(())
}

fn planned(field: &'static str, minutes: &str) -> Result<Option<u32>, Declined> {
    let minutes = minutes.trim();
    if minutes.is_empty() {
        return Ok(None);
    }
    let sensible = minutes.parse().ok().filter(|minutes| (1..=LONGEST_ITEM).contains(minutes));
    let sentence = || format!("write how many minutes it takes, from 1 to {LONGEST_ITEM}, or nothing");
    sensible.map(Some).ok_or_else(|| Declined::field(field, sentence()))
}
