//! What people are outside the group: recorded with evidence, and carried out at its instant by the charter.

use crate::{Declined, Installation, terms};
use basics::{GroupId, Moment, PersonId, days};
use charter::{
    Actor,
    act::{FollowStatus, RecordStatus},
};
use membership::removal::{self, NoWords};
use people::Elevated;

/// Nobody means an earlier year.
const EARLIEST: i16 = 1970;

/// What is recorded about a status.
#[derive(Clone, Debug)]
pub struct Filled<'a> {
    /// Whether it begins; otherwise it ends.
    pub began: bool,
    /// The first day with it, or without it: `2027-01-01`.
    pub from: &'a str,
    /// Where that can be read.
    pub evidence: &'a str,
}

/// Records that somebody's outside status begins or ends on a day.
///
/// # Errors
/// At the field `from` or `evidence`; by a sentence where the record says otherwise.
pub async fn record(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    act: RecordStatus,
    filled: Filled<'_>,
) -> Result<(), Declined> {
    let (from, evidence) = since(here, group, filled.from, filled.evidence).await?;
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(filled.began, from, &evidence).await?.commit().await?;
    Ok(())
}

/// Since when something outside the group is so, and where that can be read: the first instant of a day, in the charter's
/// zone.
///
/// # Errors
/// At the field `from` or `evidence`.
pub(crate) async fn since(
    here: &Installation,
    group: GroupId,
    from: &str,
    evidence: &str,
) -> Result<(Moment, String), Declined> {
    let evidence = removal::words(evidence).map_err(|no| {
        let no = match no {
            NoWords::Blank => "say where it can be read: the minutes, a message, an address".to_owned(),
            NoWords::Long(_) => no.to_string(),
        };
        Declined::field("evidence", no)
    })?;
    let day = terms::day("from", from)?;
    if day.year() < EARLIEST {
        let sentence = format!("{} lies before {EARLIEST}: write the year with four digits", days::day(day));
        return Err(Declined::field("from", sentence));
    }
    let rule = here.store.terms(group).await?.rule;
    let today = here.store.now().in_zone(rule.zone.rules()).date();
    days::near_enough(day, today).map_err(|far| Declined::field("from", far))?;
    let from = day.to_zoned(rule.zone.rules().clone()).map_err(anyhow::Error::from)?;
    Ok((Moment::new(from.timestamp()), evidence))
}

/// Carries out what hangs on a status that began or ended, as the charter itself does at that instant. False where it gives
/// nobody that power, so that only the rights that need the status are over.
pub(crate) async fn follow(
    here: &Installation,
    group: GroupId,
    person: PersonId,
    status: String,
) -> Result<bool, Declined> {
    let act = FollowStatus { person, status };
    // Asked first, since a refusal would stand in the log again and again.
    if !here.store.opinion(group, Actor::Charter, &act).await?.may() {
        return Ok(false);
    }
    here.store.begin(group, Actor::Charter, act).await?.keep().await?.commit().await?;
    Ok(true)
}
