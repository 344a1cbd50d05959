//! A term by the calendar: half-open, in the charter's zone, its first day the anchor of all that follow.

use basics::{Moment, Zone};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A time of membership, from the start of its first day to the start of the day it ends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The first day.
    pub starts: Date,
    /// The day at whose start it is over: the day before is the last full one.
    pub ends: Date,
    /// The day of the month that later terms return to after a short month.
    pub anchor: i8,
    /// Its length in calendar months; where a cycle began before the member came, the cycle's.
    pub months: u32,
    /// The zone whose midnight counts.
    pub zone: Zone,
}

/// A term that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTerm {
    /// It has no length.
    #[error("a term lasts at least one calendar month; give its length in months, such as 6")]
    NoLength,
    /// It would end beyond the calendar.
    #[error("a term of {months} months from {starts} would end beyond the calendar; give a shorter length")]
    BeyondCalendar {
        /// The first day.
        starts: Date,
        /// The length.
        months: u32,
    },
}

impl Term {
    /// The term that starts on this day and lasts so many calendar months.
    pub fn starting(starts: Date, months: u32, zone: &Zone) -> Result<Self, BadTerm> {
        Self::anchored(starts, starts.day(), months, zone)
    }

    /// The term that follows without a gap.
    pub fn next(&self) -> Result<Self, BadTerm> {
        Self::anchored(self.ends, self.anchor, self.months, &self.zone)
    }

    fn anchored(starts: Date, anchor: i8, months: u32, zone: &Zone) -> Result<Self, BadTerm> {
        let ends = months_after(starts, anchor, months)?;
        Ok(Self { starts, ends, anchor, months, zone: zone.clone() })
    }

    /// A term as a database keeps it: by its instants, with the first day from which all are counted.
    pub fn kept(anchored: Moment, from: Moment, until: Moment, months: u32, zone: &Zone) -> Self {
        let day = |at: Moment| at.in_zone(zone.rules()).date();
        Self { starts: day(from), ends: day(until), anchor: day(anchored).day(), months, zone: zone.clone() }
    }

    /// Whether the term holds at this instant.
    pub fn contains(&self, at: Moment) -> bool {
        self.starts_at() <= at && at < self.ends_at()
    }
    /// Whether the term is over at this instant.
    pub fn is_over(&self, at: Moment) -> bool {
        self.ends_at() <= at
    }
    /// Its first instant.
    pub fn starts_at(&self) -> Moment {
        midnight(self.starts, &self.zone)
    }
    /// The first instant after it.
    pub fn ends_at(&self) -> Moment {
        midnight(self.ends, &self.zone)
    }
}

/// The anchor's day, so many months later; in a month too short for it, the last day.
pub(crate) fn months_after(from: Date, anchor: i8, months: u32) -> Result<Date, BadTerm> {
    if months == 0 {
        return Err(BadTerm::NoLength);
    }
    let beyond = || BadTerm::BeyondCalendar { starts: from, months };
    month_shifted(from, anchor, i64::from(months)).ok_or_else(beyond)
}

/// The anchor's day, so many months later or, below zero, earlier; in a month too short for it, the last day.
pub(crate) fn month_shifted(from: Date, anchor: i8, months: i64) -> Option<Date> {
    let month = from.first_of_month().checked_add(jiff::Span::new().try_months(months).ok()?).ok()?;
    Date::new(month.year(), month.month(), anchor.min(month.days_in_month())).ok()
}

/// The first instant of a day on the wall of this zone; where the clock jumps over midnight, the first after it.
pub(crate) fn midnight(day: Date, zone: &Zone) -> Moment {
    match day.to_zoned(zone.rules().clone()) {
        Ok(start) => Moment::new(start.timestamp()),
        // Only the first and the last day of the calendar lie beyond what an instant can say.
        Err(_) if day.year() > 0 => Moment::from_micros(i64::MAX),
        Err(_) => Moment::from_micros(i64::MIN),
    }
}
