//! A holiday of the whole group, set ahead of time by whoever chairs it: a grace for everybody alike. It moves the end of
//! no term.

use crate::{Term, term::midnight};
use basics::{
    Moment, PersonId, Zone,
    days::{self, from_to},
};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// The most days of one holiday.
const LONGEST: i64 = 90;

/// Days on which nobody is expected to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The first day.
    pub from: Date,
    /// The day at whose start it is over.
    pub until: Date,
    /// Who set it.
    pub by: PersonId,
    /// When.
    pub set_at: Moment,
}

/// Why a holiday is not set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoHoliday {
    /// It has begun.
    #[error("a holiday is set before it begins, and {} has begun; choose a later first day", days::day(*from))]
    NotAhead {
        /// The first day that was asked for.
        from: Date,
    },
    /// It has no day.
    #[error(
        "a holiday from {} that is over on {} has no day; give a last day that is not before the first",
        days::day(*from),
        days::day(*until)
    )]
    NoDay {
        /// The first day that was asked for.
        from: Date,
        /// The day at whose start it would be over.
        until: Date,
    },
    /// It has more days than anybody means.
    #[error("a holiday has at most {LONGEST} days: give an earlier last day")]
    TooLong,
    /// It begins later than anybody plans.
    #[error("a holiday begins within a year from now: choose a first day up to {last}")]
    TooFarAhead {
        /// The last day on which it could begin.
        last: Date,
    },
    /// Another one has days of it.
    #[error("the holiday from {} has days of it already: choose other days, or take that one back first", .0.in_words())]
    Overlaps(Box<Holiday>),
    /// It is under way, or over.
    #[error("the holiday from {} has begun, and people rely on it", .0.in_words())]
    Begun(Box<Holiday>),
}

impl Holiday {
    /// A holiday, announced by this person at this instant for everybody.
    ///
    /// # Errors
    /// When it has begun, since a grace that is given afterwards is given to somebody; when it has no day.
    pub fn announced(from: Date, until: Date, by: PersonId, zone: &Zone, now: Moment) -> Result<Self, NoHoliday> {
        if until <= from {
            return Err(NoHoliday::NoDay { from, until });
        }
        if midnight(from, zone) <= now {
            return Err(NoHoliday::NotAhead { from });
        }
        Ok(Self { from, until, by, set_at: now })
    }

    /// The same holiday, where it is one that somebody can mean, beside these others.
    ///
    /// # Errors
    /// When it has more than 90 days, begins later than in a year, or another one has days of it.
    pub fn beside(self, others: &[Self], zone: &Zone) -> Result<Self, NoHoliday> {
        let in_a_year = self.set_at.in_zone(zone.rules()).date().saturating_add(Span::new().years(1));
        if self.until > self.from.saturating_add(Span::new().days(LONGEST)) {
            return Err(NoHoliday::TooLong);
        }
        if self.from > in_a_year {
            return Err(NoHoliday::TooFarAhead { last: in_a_year });
        }
        match others.iter().find(|other| other.from < self.until && self.from < other.until) {
            Some(other) => Err(NoHoliday::Overlaps(Box::new(other.clone()))),
            None => Ok(self),
        }
    }

    /// Whether it can be taken back: before its first day.
    ///
    /// # Errors
    /// When it has begun.
    pub fn can_be_taken_back(&self, zone: &Zone, now: Moment) -> Result<(), NoHoliday> {
        if midnight(self.from, zone) > now { Ok(()) } else { Err(NoHoliday::Begun(Box::new(self.clone()))) }
    }

    /// Its last day.
    pub fn last(&self) -> Date {
        self.until.yesterday().unwrap_or(self.until)
    }

    /// `20 Dec 2026 to 3 Jan 2027`.
    fn in_words(&self) -> String {
        from_to(self.from, self.last())
    }

    /// The first instant after it, where a term ends on one of its days.
    pub(crate) fn reaches(&self, term: &Term) -> Option<Moment> {
        (self.from <= term.ends && term.ends < self.until).then(|| midnight(self.until, &term.zone))
    }
}
