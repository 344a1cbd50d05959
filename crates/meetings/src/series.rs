//! A series of regular meetings: days by the calendar, and one time on the wall of the charter's zone.

use basics::{Moment, Zone};
use charter::rules::Period;
use jiff::{
    ToSpan as _,
    civil::{Date, Time},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How often a series meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Every so many days.
    Days(u32),
    /// On the same day every so many months; a month too short for it has its last day.
    Months(u32),
    /// On two days of each week, three days apart.
    TwiceAWeek,
}

/// A charter's rhythm in which no series of days can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a series of meetings goes by whole days or months, and the charter counts its meetings in {0} hours")]
pub struct UnknownRhythm(pub u32);

impl Rhythm {
    /// What a charter's `every` means.
    ///
    /// # Errors
    /// When it is no number of whole days or months, or nothing.
    pub fn of(every: Period) -> Result<Self, UnknownRhythm> {
        match every {
            Period::Days(days) if days > 0 => Ok(Self::Days(days)),
            Period::Months(months) if months > 0 => Ok(Self::Months(months)),
            Period::Hours(hours) if hours > 0 && hours % 24 == 0 => Ok(Self::Days(hours / 24)),
            Period::Hours(hours) => Err(UnknownRhythm(hours)),
            Period::Days(_) | Period::Months(_) => Err(UnknownRhythm(0)),
        }
    }
}

impl fmt::Display for Rhythm {
    /// `every two weeks`, `twice a week`, `every 10 days`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TwiceAWeek => f.write_str("twice a week"),
            Self::Days(1) => f.write_str("every day"),
            Self::Days(7) => f.write_str("every week"),
            Self::Days(14) => f.write_str("every two weeks"),
            Self::Days(days) if days % 7 == 0 => write!(f, "every {} weeks", days / 7),
            Self::Days(days) => write!(f, "every {days} days"),
            Self::Months(1) => f.write_str("every month"),
            Self::Months(months) => write!(f, "every {months} months"),
        }
    }
}

/// Whether a clause leaves open how often is meant: "bi-weekly" is read as every two weeks and as twice a week. Whoever
/// plans the first series is asked then.
pub fn leaves_rhythm_open(clause: &str) -> bool {
    let words = clause.to_lowercase();
    ["bi-weekly", "biweekly", "bi-monthly", "bimonthly"].iter().any(|word| words.contains(word))
}

/// A series: its first day, its time on the wall, its rhythm. It has no end of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The day of its first meeting.
    pub first: Date,
    /// When it begins on each of its days, on the wall of the charter's zone: summer or winter, the same.
    pub at: Time,
    /// How often.
    pub rhythm: Rhythm,
}

impl Series {
    /// The day of the meeting with this number, counted from zero. At the end of the calendar it stays there.
    pub fn day(&self, number: u32) -> Date {
        let n = i64::from(number);
        match self.rhythm {
            Rhythm::Days(days) => self.first.saturating_add((n * i64::from(days)).days()),
            Rhythm::Months(months) => self.first.saturating_add((n * i64::from(months)).months()),
            Rhythm::TwiceAWeek => self.first.saturating_add((n / 2 * 7 + n % 2 * 3).days()),
        }
    }

    /// When the meeting with this number begins. A time that the clocks jump over is the one after the jump; one that
    /// comes twice is the first.
    pub fn starts(&self, number: u32, zone: &Zone) -> Moment {
        let wall = self.day(number).to_datetime(self.at);
        // Only the last hours of the calendar cannot be placed in a zone; nobody meets then.
        wall.to_zoned(zone.rules().clone())
            .map_or_else(|_| Moment::from_micros(i64::MAX), |at| Moment::new(at.timestamp()))
    }
}
