//! When a post leaves: what the author's wall clock shows, in a zone, and which instant that is.
//!
//! The wall time is kept beside the instant, with the version of the tables by which that was computed: when the tables
//! of a zone change, the same wall time may become another instant.

use basics::{Moment, UnknownZone, Zone};
use jiff::{
    SignedDuration, ToSpan,
    civil::DateTime,
    tz::{AmbiguousOffset, Offset},
};
use serde::{Deserialize, Serialize};

/// A time to leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// What the clock on the wall shows then.
    pub wall: DateTime,
    /// Whose wall.
    pub zone: Zone,
    /// The instant.
    pub at: Moment,
    /// Which of two instants it is, where the clock shows this time twice.
    pub choice: Choice,
    /// The version of the zone tables by which the instant was computed.
    pub tables: String,
}

/// Which instant is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The clock shows this time once.
    #[default]
    Only,
    /// The first of two, before the clock is turned back.
    First,
    /// The second of two.
    Second,
}

/// Why nothing can be planned for this time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotPlan {
    /// The text is no time.
    #[error("{0:?} is not a day and a time: expected something like 2026-12-04T15:00")]
    NotATime(String),
    /// The zone is unknown.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// The clock jumps over this time.
    #[error(
        "{} does not exist in {zone}: the clock jumps from {} to {}; choose {} or {}",
        shown(*wall), shown(*before), shown(*after), shown(*before), shown(*after)
    )]
    Gap {
        /// What was asked for.
        wall: DateTime,
        /// The zone.
        zone: Zone,
        /// The last minute before the jump.
        before: DateTime,
        /// The first minute after it.
        after: DateTime,
    },
    /// The clock shows this time twice.
    #[error(
        "{} happens twice in {zone}, because the clock is turned back: first at {}, then at {}; say which",
        shown(*wall), zone.shows(*first), zone.shows(*second)
    )]
    Fold {
        /// What was asked for.
        wall: DateTime,
        /// The zone.
        zone: Zone,
        /// The earlier instant.
        first: Moment,
        /// The later one.
        second: Moment,
    },
    /// It is over.
    #[error("{} in {zone} is over; choose a later time", shown(*wall))]
    Past {
        /// What was asked for.
        wall: DateTime,
        /// The zone.
        zone: Zone,
    },
    /// It is too far ahead.
    #[error("{} is more than two years ahead; choose a day before {}", shown(*wall), shown(*latest))]
    TooFar {
        /// What was asked for.
        wall: DateTime,
        /// The first time that is too far.
        latest: DateTime,
    },
}

/// The plan for what a form sent: a time such as `2026-12-04T15:00` and, where the clock shows it twice, which one.
pub fn plan(wall: &str, zone: &Zone, choice: Choice, now: Moment) -> Result<Planned, CannotPlan> {
    let wall = wall.trim().parse::<DateTime>().map_err(|_| CannotPlan::NotATime(wall.to_owned()))?;
    Planned::new(wall, zone, choice, now)
}

impl Planned {
    /// The plan for this wall time, if it names exactly one instant within the next two years.
    pub fn new(wall: DateTime, zone: &Zone, choice: Choice, now: Moment) -> Result<Self, CannotPlan> {
        let (at, choice) = resolve(wall, zone, choice)?;
        if at <= now {
            return Err(CannotPlan::Past { wall, zone: zone.clone() });
        }
        let latest = in_two_years(now, zone);
        if wall >= latest {
            return Err(CannotPlan::TooFar { wall, latest });
        }
        Ok(Self { wall, zone: zone.clone(), at, choice, tables: Zone::tables().to_owned() })
    }
}

/// The instant, and the choice that was needed for it: none is kept where the clock shows the time once.
pub(crate) fn resolve(wall: DateTime, zone: &Zone, choice: Choice) -> Result<(Moment, Choice), CannotPlan> {
    match zone.rules().to_ambiguous_timestamp(wall).offset() {
        AmbiguousOffset::Unambiguous { offset } => Ok((instant(wall, offset)?, Choice::Only)),
        AmbiguousOffset::Gap { before, after } => Err(gap(wall, zone, before, after)?),
        AmbiguousOffset::Fold { before, after } => {
            let (first, second) = (instant(wall, before)?, instant(wall, after)?);
            match choice {
                Choice::First => Ok((first, choice)),
                Choice::Second => Ok((second, choice)),
                Choice::Only => Err(CannotPlan::Fold { wall, zone: zone.clone(), first, second }),
            }
        }
    }
}

fn instant(wall: DateTime, offset: Offset) -> Result<Moment, CannotPlan> {
    offset.to_timestamp(wall).map(Moment::new).map_err(|_| CannotPlan::NotATime(wall.to_string()))
}

/// The minutes on both sides of the jump. With the offset that holds after it, the time that does not exist would lie
/// just before the jump, so the next change of the zone from there is the jump itself.
fn gap(wall: DateTime, zone: &Zone, before: Offset, after: Offset) -> Result<CannotPlan, CannotPlan> {
    let start = instant(wall, after)?.timestamp();
    let jump = zone.rules().following(start).next().map_or(start, |change| change.timestamp());
    let minute = SignedDuration::from_mins(1);
    let last = before.to_datetime(jump.saturating_sub(minute).unwrap_or(start));
    Ok(CannotPlan::Gap { wall, zone: zone.clone(), before: last, after: after.to_datetime(jump) })
}

fn in_two_years(now: Moment, zone: &Zone) -> DateTime {
    let today = now.in_zone(zone.rules()).datetime();
    today.checked_add(2.years()).unwrap_or(DateTime::MAX)
}

/// A wall time to the minute, as forms and sentences show it.
pub fn shown(wall: DateTime) -> String {
    wall.strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::now;

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap()
    }
    fn wall(text: &str) -> DateTime {
        text.parse().unwrap()
    }
    /// The plan made long before, so that past transitions can be tested.
    fn planned(text: &str, name: &str, choice: Choice) -> Result<Planned, CannotPlan> {
        let at = wall(text);
        let before = at.checked_sub(30.days()).unwrap().to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        plan(text, &zone(name), choice, Moment::new(before))
    }

    #[test]
    fn a_wall_time_becomes_an_instant_and_keeps_its_wall() {
        let planned = plan("2026-12-04T15:00", &zone("Europe/Copenhagen"), Choice::Only, now()).unwrap();
        assert_eq!(planned.at.to_string(), "2026-12-04T14:00:00.000000Z");
        assert_eq!(planned.tables, Zone::tables());
        let stored = serde_json::to_string(&planned).unwrap();
        assert_eq!(serde_json::from_str::<Planned>(&stored).unwrap(), planned);
    }

    #[test]
    fn pc12_a_time_in_a_gap_is_refused_with_both_neighbours() {
        for (name, asked, before, after) in [
            ("Europe/Copenhagen", "2026-03-29T02:30", "2026-03-29T01:59", "2026-03-29T03:00"),
            ("Europe/London", "2026-03-29T01:30", "2026-03-29T00:59", "2026-03-29T02:00"),
            ("Europe/Dublin", "2026-03-29T01:00", "2026-03-29T00:59", "2026-03-29T02:00"),
            ("Europe/Helsinki", "2026-03-29T03:59", "2026-03-29T02:59", "2026-03-29T04:00"),
            ("Europe/Chisinau", "2026-03-29T03:15", "2026-03-29T02:59", "2026-03-29T04:00"),
            ("Atlantic/Azores", "2026-03-29T00:30", "2026-03-28T23:59", "2026-03-29T01:00"),
            ("America/New_York", "2026-03-08T02:00", "2026-03-08T01:59", "2026-03-08T03:00"),
            ("America/Los_Angeles", "2026-03-08T02:30", "2026-03-08T01:59", "2026-03-08T03:00"),
            ("America/St_Johns", "2026-03-08T02:30", "2026-03-08T01:59", "2026-03-08T03:00"),
            ("America/Havana", "2026-03-08T00:30", "2026-03-07T23:59", "2026-03-08T01:00"),
            ("America/Santiago", "2026-09-06T00:30", "2026-09-05T23:59", "2026-09-06T01:00"),
            ("America/Nuuk", "2026-03-28T23:30", "2026-03-28T22:59", "2026-03-29T00:00"),
            ("Africa/Cairo", "2026-04-24T00:30", "2026-04-23T23:59", "2026-04-24T01:00"),
            ("Africa/Casablanca", "2026-03-22T02:30", "2026-03-22T01:59", "2026-03-22T03:00"),
            ("Asia/Beirut", "2026-03-29T00:30", "2026-03-28T23:59", "2026-03-29T01:00"),
            ("Asia/Jerusalem", "2026-03-27T02:30", "2026-03-27T01:59", "2026-03-27T03:00"),
            ("Australia/Sydney", "2026-10-04T02:30", "2026-10-04T01:59", "2026-10-04T03:00"),
            ("Australia/Adelaide", "2026-10-04T02:30", "2026-10-04T01:59", "2026-10-04T03:00"),
            ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T01:59", "2026-10-04T02:30"),
            ("Pacific/Auckland", "2026-09-27T02:30", "2026-09-27T01:59", "2026-09-27T03:00"),
            ("Pacific/Chatham", "2026-09-27T03:00", "2026-09-27T02:44", "2026-09-27T03:45"),
            ("Pacific/Apia", "2011-12-30T12:00", "2011-12-29T23:59", "2011-12-31T00:00"),
            ("Antarctica/Troll", "2026-03-29T02:00", "2026-03-29T00:59", "2026-03-29T03:00"),
        ] {
            let refusal = planned(asked, name, Choice::Only).unwrap_err();
            let CannotPlan::Gap { before: last, after: first, .. } = &refusal else { panic!("{name}: {refusal}") };
            assert_eq!((*last, *first), (wall(before), wall(after)), "{name}");
            assert!(
                planned(before, name, Choice::Only).is_ok() && planned(after, name, Choice::Only).is_ok(),
                "{name}"
            );
        }
    }

    #[test]
    fn pc12_a_time_in_a_fold_is_asked_about() {
        for (name, asked, first, second) in [
            ("Europe/Copenhagen", "2026-10-25T02:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z"),
            ("Europe/London", "2026-10-25T01:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z"),
            ("Europe/Dublin", "2026-10-25T01:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z"),
            ("Europe/Helsinki", "2026-10-25T03:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z"),
            ("Atlantic/Azores", "2026-10-25T00:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z"),
            ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30Z", "2026-11-01T06:30Z"),
            ("America/Los_Angeles", "2026-11-01T01:30", "2026-11-01T08:30Z", "2026-11-01T09:30Z"),
            ("America/St_Johns", "2026-11-01T01:30", "2026-11-01T04:00Z", "2026-11-01T05:00Z"),
            ("America/Havana", "2026-11-01T00:30", "2026-11-01T04:30Z", "2026-11-01T05:30Z"),
            ("America/Santiago", "2026-04-04T23:30", "2026-04-05T02:30Z", "2026-04-05T03:30Z"),
            ("Africa/Cairo", "2026-10-29T23:30", "2026-10-29T20:30Z", "2026-10-29T21:30Z"),
            ("Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T01:30Z", "2026-02-15T02:30Z"),
            ("Asia/Beirut", "2026-10-24T23:30", "2026-10-24T20:30Z", "2026-10-24T21:30Z"),
            ("Asia/Jerusalem", "2026-10-25T01:30", "2026-10-24T22:30Z", "2026-10-24T23:30Z"),
            ("Australia/Sydney", "2026-04-05T02:30", "2026-04-04T15:30Z", "2026-04-04T16:30Z"),
            ("Australia/Adelaide", "2026-04-05T02:30", "2026-04-04T16:00Z", "2026-04-04T17:00Z"),
            ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z", "2026-04-04T15:15Z"),
            ("Pacific/Auckland", "2026-04-05T02:30", "2026-04-04T13:30Z", "2026-04-04T14:30Z"),
            ("Pacific/Chatham", "2026-04-05T03:00", "2026-04-04T13:15Z", "2026-04-04T14:15Z"),
            ("Pacific/Apia", "2021-04-04T03:30", "2021-04-03T13:30Z", "2021-04-03T14:30Z"),
        ] {
            let instant = |text: &str| text.replace('Z', ":00Z").parse::<Moment>().unwrap();
            let refusal = planned(asked, name, Choice::Only).unwrap_err();
            let CannotPlan::Fold { first: one, second: two, .. } = refusal else { panic!("{name}: {refusal}") };
            assert_eq!((one, two), (instant(first), instant(second)), "{name}");
            assert_eq!(planned(asked, name, Choice::First).unwrap().at, instant(first), "{name}");
            assert_eq!(planned(asked, name, Choice::Second).unwrap().at, instant(second), "{name}");
        }
    }

    #[test]
    fn a_choice_is_not_kept_where_none_was_needed() {
        let planned = plan("2026-12-04T15:00", &Zone::utc(), Choice::Second, now()).unwrap();
        assert_eq!(planned.choice, Choice::Only);
    }

    #[test]
    fn pc12_the_past_and_the_far_future_are_refused() {
        let utc = Zone::utc();
        assert!(matches!(plan("2026-11-20T12:00", &utc, Choice::Only, now()), Err(CannotPlan::Past { .. })));
        assert!(plan("2026-11-20T12:01", &utc, Choice::Only, now()).is_ok());
        assert!(plan("2028-11-20T11:59", &utc, Choice::Only, now()).is_ok());
        assert!(matches!(plan("2028-11-20T12:00", &utc, Choice::Only, now()), Err(CannotPlan::TooFar { .. })));
        assert!(matches!(plan("2076-01-01T00:00", &utc, Choice::Only, now()), Err(CannotPlan::TooFar { .. })));
    }

    #[test]
    fn pc12_what_is_no_time_is_refused_with_an_example() {
        for wrong in ["", "tomorrow", "2026-13-01T00:00", "2026-02-30T10:00", "2026-11-20T25:00"] {
            let refusal = plan(wrong, &Zone::utc(), Choice::Only, now()).unwrap_err();
            assert!(refusal.to_string().contains("2026-12-04T15:00"), "{wrong}: {refusal}");
        }
    }
}
