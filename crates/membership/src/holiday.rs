//! A holiday of the whole group, set ahead of time by whoever chairs it: a grace for everybody alike. It moves the end of
//! no term.

use crate::{Term, term::midnight};
use basics::{Moment, PersonId, Zone, days};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

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

    /// The first instant after it, where a term ends on one of its days.
    pub(crate) fn reaches(&self, term: &Term) -> Option<Moment> {
        (self.from <= term.ends && term.ends < self.until).then(|| midnight(self.until, &term.zone))
    }
}
