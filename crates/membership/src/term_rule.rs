//! What a charter says about terms: how long they are, where they end, and how long somebody can say that they stay.

use crate::{
    BadTerm, Holiday, Term,
    period::{after, before},
    term::{month_shifted, months_after},
};
use basics::{Moment, Zone};
use charter::rules::{Holidays, Period, Renewal};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How long members belong, how that goes on, and whom it does not bind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRule {
    /// What a term is counted from.
    pub basis: Basis,
    /// Its length in calendar months. Not read where there are no terms.
    pub months: u32,
    /// The zone whose midnight counts.
    pub zone: Zone,
    /// Offices whose holders have no term, because another body fills their seat.
    pub exempt: BTreeSet<String>,
    /// How a term goes on.
    pub renewal: Renewal,
    /// How long before its end a member can say that they stay.
    pub window: Period,
    /// How long after its end saying so still counts. Rights rest meanwhile.
    pub grace: Period,
    /// How long before its end a member is reminded.
    pub reminders: Vec<Period>,
    /// What a holiday of the whole group does.
    pub holidays: Holidays,
    /// How many terms in a row; none for any number.
    pub limit: Option<u32>,
}

/// What a term is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The day the member joined.
    Anniversary,
    /// One cycle for everybody, a beginning of which is this day. Who joins within a cycle leaves with it.
    FixedCycle {
        /// The first day of one of the cycles.
        from: Date,
    },
    /// Nobody's membership ends by itself.
    None,
}

impl TermRule {
    /// Whether somebody in these offices has no term.
    pub fn exempts(&self, offices: &BTreeSet<String>) -> bool {
        offices.iter().any(|office| self.exempt.contains(office))
    }

    /// The first term of somebody who joins on this day in these offices; none where their membership has no end. Terms
    /// that go on by themselves have no end either, or one, where the charter counts how many there can be in a row.
    pub fn first(&self, joined: Date, offices: &BTreeSet<String>) -> Result<Option<Term>, BadTerm> {
        if self.exempts(offices) {
            return Ok(None);
        }
        let term = match self.basis {
            Basis::None => return Ok(None),
            Basis::Anniversary => Term::starting(joined, self.months, &self.zone)?,
            Basis::FixedCycle { from } => self.cycle(from, joined)?,
        };
        match (self.renewal, self.limit) {
            (Renewal::Auto, None) => Ok(None),
            (Renewal::Auto, Some(limit)) => term.and_more(limit.saturating_sub(1)).map(Some),
            _ => Ok(Some(term)),
        }
    }

    /// The term that follows, as the charter counts now: from the end of the old one, without a gap, in its zone.
    pub fn next(&self, term: &Term) -> Result<Term, BadTerm> {
        match self.basis {
            Basis::FixedCycle { from } => Ok(Term { zone: term.zone.clone(), ..self.cycle(from, term.ends)? }),
            Basis::Anniversary => Term { months: self.months, ..term.clone() }.next(),
            // A term that still runs goes on as it began.
            Basis::None => term.next(),
        }
    }

    /// The rest of the cycle that this day lies in.
    fn cycle(&self, from: Date, joined: Date) -> Result<Term, BadTerm> {
        let (anchor, length) = (from.day(), self.months);
        let beyond = BadTerm::BeyondCalendar { starts: joined, months: length };
        if length == 0 {
            return Err(BadTerm::NoLength);
        }
        // Counted from one cycle before the month of joining: within three cycles the day is found.
        let first = months_between(from, joined).div_euclid(i64::from(length)) - 1;
        for cycle in first..first + 3 {
            let ends = month_shifted(from, anchor, (cycle + 1) * i64::from(length)).ok_or(beyond.clone())?;
            if ends > joined {
                return Ok(Term { starts: joined, ends, anchor, months: length, zone: self.zone.clone() });
            }
        }
        Err(beyond)
    }

    /// Whether a member's own word makes a term go on.
    pub fn goes_on_by_word(&self) -> bool {
        matches!(self.renewal, Renewal::OptIn | Renewal::Reaffirm)
    }

    /// Whether another term can follow on so many in a row.
    pub fn lets_follow(&self, served: u32) -> bool {
        self.limit.is_none_or(|limit| served < limit)
    }

    /// The first instant at which the holder of a term can say that they stay: not before it begins.
    pub fn opens(&self, term: &Term) -> Moment {
        before(term.ends, &term.zone, self.window).max(term.starts_at())
    }

    /// The first instant at which it is too late to say so: the end, and after it the grace of the charter, and that of
    /// a holiday in which the term ends. Never so late that the next term would be over too.
    pub fn closes(&self, term: &Term, holidays: &[Holiday]) -> Moment {
        let holidays = holidays.iter().filter(|_| self.holidays == Holidays::Grace);
        let stretched = holidays.filter_map(|holiday| holiday.reaches(term)).max();
        let closes = after(term.ends, &term.zone, self.grace).max(stretched.unwrap_or_else(|| term.ends_at()));
        self.next(term).map_or(closes, |next| closes.min(next.ends_at()))
    }
}

pub(crate) fn months_between(from: Date, to: Date) -> i64 {
    (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month()) - i64::from(from.month())
}

impl Term {
    /// The same with so many terms of its length more.
    fn and_more(self, terms: u32) -> Result<Self, BadTerm> {
        let beyond = BadTerm::BeyondCalendar { starts: self.starts, months: self.months };
        match self.months.checked_mul(terms) {
            Some(0) => Ok(self),
            Some(months) => Ok(Self { ends: months_after(self.ends, self.anchor, months)?, ..self }),
            None => Err(beyond),
        }
    }
}
