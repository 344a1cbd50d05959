//! What becomes of a post that could not leave at its time.

use crate::{CannotPlan, Choice, Planned};
use basics::Moment;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// How late a post may still leave by itself, and until when it may leave at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lateness {
    /// So many minutes late it leaves without anybody being asked; later it waits for a person. `None`: as any post does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// After this it leaves no more, whoever says so: what it tells is over then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Planned>,
}

/// It would be over before it leaves.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the post leaves at {due} and is not to leave after {last}: choose a later last moment, or an earlier time")]
pub struct OverBefore {
    due: String,
    last: String,
}

impl Lateness {
    /// The minutes that can be chosen beside the usual hour: what lies between asking at once and asking after a day.
    pub const MINUTES: [u32; 5] = [5, 15, 180, 720, 1440];

    /// Whether nothing was chosen.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
    /// How late it may leave without asking, where that was chosen.
    pub fn limit(&self) -> Option<SignedDuration> {
        self.minutes.map(|minutes| SignedDuration::from_mins(minutes.into()))
    }
    /// Its last instant.
    pub fn not_after(&self) -> Option<Moment> {
        self.last.as_ref().map(|last| last.at)
    }
    /// The same for a post that leaves on another day of the wall: its last moment is as many days later. Where the clock jumps
    /// over that, it is the first minute after; of a time that comes twice it is the second.
    #[must_use]
    pub fn on_the_day_of(&self, then: &Planned, first: &Planned) -> Self {
        let days = then.wall.date() - first.wall.date();
        let moved = self.last.as_ref().map(|last| {
            let wall = last.wall.saturating_add(days);
            let resolved = |wall| Planned::new(wall, &last.zone, Choice::Second, then.at);
            match resolved(wall) {
                Err(CannotPlan::Gap { after, .. }) => resolved(after),
                other => other,
            }
        });
        // A day on which nothing can be planned leaves the last moment where it was, so that planning names both.
        Self { last: moved.and_then(Result::ok).or_else(|| self.last.clone()), ..self.clone() }
    }
    /// Refuses a last moment that is not later than the time at which the post leaves.
    pub fn fits(&self, when: &Planned) -> Result<(), OverBefore> {
        match &self.last {
            Some(last) if last.at <= when.at => {
                Err(OverBefore { due: when.zone.shows(when.at), last: last.zone.shows(last.at) })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{plan, testing::now};
    use basics::Zone;

    fn at(wall: &str, zone: &str) -> Planned {
        plan(wall, &Zone::named(zone).unwrap(), Choice::Only, now()).unwrap()
    }

    #[test]
    fn pc13_a_last_moment_lies_after_the_time_on_whatever_wall_each_is_read() {
        let fits = |last: Planned, when: Planned| Lateness { last: Some(last), ..Lateness::default() }.fits(&when);
        let noon = at("2026-12-04T12:00", "UTC");
        assert_eq!(fits(at("2026-12-04T14:00", "Europe/Copenhagen"), noon.clone()), Ok(()));
        for too_early in [at("2026-12-04T13:00", "Europe/Copenhagen"), noon.clone(), at("2026-12-03T12:00", "UTC")] {
            let refused = fits(too_early, noon.clone()).unwrap_err().to_string();
            assert!(refused.starts_with("the post leaves at ") && refused.contains("choose a later"), "{refused}");
        }
    }

    #[test]
    fn a_repeated_post_is_over_as_long_after_its_time_on_the_wall_as_the_first_one() {
        let zone = "Europe/Copenhagen";
        let late = Lateness { last: Some(at("2027-03-20T02:30", zone)), ..Lateness::default() };
        let on = |day: &str| late.on_the_day_of(&at(day, zone), &at("2027-03-20T01:00", zone)).last.unwrap();
        assert_eq!(on("2027-03-22T01:00").wall.to_string(), "2027-03-22T02:30:00");
        assert_eq!(
            on("2027-03-28T01:00").wall.to_string(),
            "2027-03-28T03:00:00",
            "the clock jumps over half past two"
        );
        assert_eq!(on("2027-10-31T01:00").choice, Choice::Second);
    }

    #[test]
    fn a_post_about_which_nothing_was_chosen_is_kept_as_it_was_before_there_was_a_choice() {
        assert_eq!(serde_json::to_string(&Lateness::default()).unwrap(), "{}");
        assert_eq!(Lateness::default().limit(), None);
    }
}
