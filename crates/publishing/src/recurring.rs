//! A post that is repeated: days by the calendar and one time on the wall, always with an end. The days follow from the first
//! one and the rule alone, never from when anybody looked.

use crate::{CannotPlan, Choice, Planned};
use basics::Moment;
use jiff::{
    ToSpan as _,
    civil::{Date, DateTime},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most posts that one series has, the first included.
pub const MOST: u32 = 52;

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// On the same weekday of each week.
    Week,
    /// On the same weekday of every second week.
    TwoWeeks,
    /// On the same day of each month; a month too short for it has its last day.
    MonthByDay,
    /// On the same weekday of each month, the second Tuesday, say; a month that has no fifth one has its last.
    MonthByWeekday,
}

impl Every {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Week, Self::TwoWeeks, Self::MonthByDay, Self::MonthByWeekday];

    /// The word in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::TwoWeeks => "two-weeks",
            Self::MonthByDay => "month-day",
            Self::MonthByWeekday => "month-weekday",
        }
    }
    /// Reads the word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|every| every.word() == word)
    }

    /// The day of the post with this number, counted from zero; none at the end of the calendar.
    fn day(self, first: Date, number: u32) -> Option<Date> {
        let n = i64::from(number);
        match self {
            Self::Week => first.checked_add((n * 7).days()).ok(),
            Self::TwoWeeks => first.checked_add((n * 14).days()).ok(),
            Self::MonthByDay => first.checked_add(n.months()).ok(),
            Self::MonthByWeekday => {
                let month = first.first_of_month().checked_add(n.months()).ok()?;
                let which = (first.day() - 1) / 7 + 1;
                let nth = month.nth_weekday_of_month(which, first.weekday());
                nth.or_else(|_| month.nth_weekday_of_month(-1, first.weekday())).ok()
            }
        }
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Week => "every week on the same weekday",
            Self::TwoWeeks => "every two weeks on the same weekday",
            Self::MonthByDay => "every month on the same day",
            Self::MonthByWeekday => "every month on the same weekday",
        })
    }
}

/// When it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// With the last one on or before this day.
    Day(Date),
    /// After so many, the first included.
    Times(u32),
}

impl fmt::Display for Until {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "until {day}"),
            Self::Times(times) => write!(f, "{times} times"),
        }
    }
}

/// How a post is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurring {
    /// How often.
    pub every: Every,
    /// When it ends.
    pub until: Until,
}

/// One post of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// When it leaves.
    pub when: Planned,
    /// The time on the wall that the clock jumps over on that day, so that it leaves just after it.
    pub jumped: Option<DateTime>,
}

/// Why a series cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSeries {
    /// It would have one post.
    #[error("a series has at least two posts: choose a later last day, or a larger number")]
    TooFew,
    /// It would have too many.
    #[error("a series has at most {MOST} posts: choose an earlier last day, or a smaller number")]
    TooMany,
    /// A time of it cannot be planned.
    #[error(transparent)]
    Time(#[from] CannotPlan),
}

impl Recurring {
    /// The posts after the first one, in their order, on the wall of its zone. A time that the clock jumps over on one of
    /// the days is the one after the jump; one that comes twice is the first of the two, unless the second was chosen.
    pub fn after(&self, first: &Planned, now: Moment) -> Result<Vec<Occurrence>, NoSeries> {
        let mut following = Vec::new();
        for number in 1.. {
            let Some(day) = self.every.day(first.wall.date(), number).filter(|day| self.reaches(number, *day)) else {
                break;
            };
            if number >= MOST {
                return Err(NoSeries::TooMany);
            }
            following.push(on(day.to_datetime(first.wall.time()), first, now)?);
        }
        if following.is_empty() { Err(NoSeries::TooFew) } else { Ok(following) }
    }

    fn reaches(&self, number: u32, day: Date) -> bool {
        match self.until {
            Until::Day(last) => day <= last,
            Until::Times(times) => number < times,
        }
    }
}

fn on(wall: DateTime, first: &Planned, now: Moment) -> Result<Occurrence, NoSeries> {
    let plan = |wall, choice| Planned::new(wall, &first.zone, choice, now);
    let twice = if first.choice == Choice::Second { Choice::Second } else { Choice::First };
    match plan(wall, Choice::Only) {
        Ok(when) => Ok(Occurrence { when, jumped: None }),
        Err(CannotPlan::Gap { after, .. }) => Ok(Occurrence { when: plan(after, Choice::Only)?, jumped: Some(wall) }),
        Err(CannotPlan::Fold { .. }) => Ok(Occurrence { when: plan(wall, twice)?, jumped: None }),
        Err(other) => Err(other.into()),
    }
}

impl fmt::Display for Recurring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.every, self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use basics::Zone;

    fn first(wall: &str, zone: &str) -> (Planned, Moment) {
        let wall: DateTime = wall.parse().unwrap();
        let zone = Zone::named(zone).unwrap();
        let before = wall.checked_sub(2.days()).unwrap().to_zoned(zone.rules().clone()).unwrap().timestamp();
        let now = Moment::new(before);
        (Planned::new(wall, &zone, Choice::Only, now).unwrap(), now)
    }
    fn days(every: Every, until: Until, wall: &str) -> Vec<String> {
        let (first, now) = first(wall, "Europe/Copenhagen");
        let after = Recurring { every, until }.after(&first, now).unwrap();
        after.iter().map(|one| one.when.wall.date().to_string()).collect()
    }

    #[test]
    fn days_follow_from_the_first_one_and_the_rule() {
        let from = "2027-01-31T15:00";
        assert_eq!(days(Every::Week, Until::Times(3), from), ["2027-02-07", "2027-02-14"]);
        assert_eq!(
            days(Every::TwoWeeks, Until::Day("2027-03-01".parse().unwrap()), from),
            ["2027-02-14", "2027-02-28"]
        );
        assert_eq!(days(Every::MonthByDay, Until::Times(4), from), ["2027-02-28", "2027-03-31", "2027-04-30"]);
        // The fifth Sunday of January, and the last where there is no fifth.
        assert_eq!(days(Every::MonthByWeekday, Until::Times(4), from), ["2027-02-28", "2027-03-28", "2027-04-25"]);
        assert_eq!(days(Every::MonthByWeekday, Until::Times(3), "2027-01-12T15:00"), ["2027-02-09", "2027-03-09"]);
    }

    #[test]
    fn the_wall_stays_the_same_when_the_clocks_change() {
        let (first, now) = first("2027-03-23T15:00", "Europe/Copenhagen");
        let after = Recurring { every: Every::Week, until: Until::Times(2) }.after(&first, now).unwrap();
        assert_eq!(first.at.to_string(), "2027-03-23T14:00:00.000000Z");
        assert_eq!(after[0].when.at.to_string(), "2027-03-30T13:00:00.000000Z");
    }

    #[test]
    fn pc12_a_time_that_the_clock_jumps_over_is_the_one_after_and_is_told() {
        let (spring, now) = first("2027-03-21T02:30", "Europe/Copenhagen");
        let after = Recurring { every: Every::Week, until: Until::Times(3) }.after(&spring, now).unwrap();
        assert_eq!((after[0].when.wall.to_string(), after[0].jumped.is_some()), ("2027-03-28T03:00:00".into(), true));
        assert_eq!((after[1].when.wall.to_string(), after[1].jumped), ("2027-04-04T02:30:00".into(), None));
        let (autumn, now) = first("2027-10-24T02:30", "Europe/Copenhagen");
        let after = Recurring { every: Every::Week, until: Until::Times(2) }.after(&autumn, now).unwrap();
        assert_eq!(after[0].when.choice, Choice::First);
    }

    #[test]
    fn a_series_has_an_end_and_at_most_fifty_two_posts() {
        let (first, now) = first("2027-01-31T15:00", "Europe/Copenhagen");
        let weekly = |until| Recurring { every: Every::Week, until }.after(&first, now);
        assert_eq!(weekly(Until::Times(52)).unwrap().len(), 51);
        assert_eq!(weekly(Until::Times(53)), Err(NoSeries::TooMany));
        assert_eq!(weekly(Until::Times(1)), Err(NoSeries::TooFew));
        assert_eq!(weekly(Until::Day("2027-02-06".parse().unwrap())), Err(NoSeries::TooFew));
        assert_eq!(weekly(Until::Day("2029-01-01".parse().unwrap())), Err(NoSeries::TooMany));
        let monthly = Recurring { every: Every::MonthByDay, until: Until::Times(40) }.after(&first, now);
        assert!(matches!(monthly, Err(NoSeries::Time(CannotPlan::TooFar { .. }))), "{monthly:?}");
    }
}
