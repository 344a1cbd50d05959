//! The section `[term]` of a charter, as the calendar understands it, with what is usual where the charter is silent.

use crate::{Basis, TermRule, term_rule::months_between};
use basics::{UnknownZone, Zone};
use charter::rules::{Fixed, Period, Renewal, Rules, Term, TermBasis};
use jiff::civil::Date;

/// How long before the end people can say that they stay, where the charter does not say.
const WINDOW: Period = Period::Days(30);
/// When people are reminded, where the charter does not say.
const REMINDERS: [Period; 4] = [Period::Days(30), Period::Days(14), Period::Days(3), Period::Days(1)];

/// What a charter says about terms cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRule {
    /// The zone has no rules.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// The length is missing, nothing, or none of months.
    #[error("a term is counted in calendar months, and [term] says {0}; write a length such as P6M")]
    Length(String),
    /// Terms turn on a day, and none is given.
    #[error("terms turn on one day for everybody, and [term] names none; write cycle = {{ month = 3, day = 1 }}")]
    NoCycle,
    /// The day on which terms turn is in no year, or not in those in which they turn.
    #[error("terms cannot turn on day {day} of month {month}; give a day that every such month has")]
    NoDay {
        /// The month.
        month: u8,
        /// The day.
        day: u8,
    },
}

impl TermRule {
    /// What these rules say about terms, for a charter adopted on this day. A charter without `[term]` has none.
    ///
    /// # Errors
    /// When a length is not in calendar months, or terms turn on a day that cannot be.
    pub fn read(rules: &Rules, adopted: Date) -> Result<Self, BadRule> {
        let zone = Zone::named(&rules.charter.zone)?;
        let none = Self {
            basis: Basis::None,
            months: 0,
            zone,
            exempt: std::collections::BTreeSet::new(),
            renewal: Renewal::default(),
            window: WINDOW,
            grace: Period::Days(0),
            reminders: REMINDERS.to_vec(),
            holidays: charter::rules::Holidays::default(),
            limit: None,
        };
        rules.term.as_ref().map_or(Ok(none.clone()), |term| none.with(term, adopted))
    }

    fn with(self, term: &Term, adopted: Date) -> Result<Self, BadRule> {
        let months = if term.basis == TermBasis::None { 0 } else { months(term.length)? };
        let basis = match (term.basis, &term.cycle) {
            (TermBasis::None, _) => Basis::None,
            (TermBasis::Anniversary, _) => Basis::Anniversary,
            (TermBasis::FixedCycle, Some(turns)) => Basis::FixedCycle { from: turning(turns, months, adopted)? },
            (TermBasis::FixedCycle, None) => return Err(BadRule::NoCycle),
        };
        Ok(Self {
            basis,
            months,
            exempt: term.exempt.iter().cloned().collect(),
            renewal: term.renewal,
            window: term.window.unwrap_or(self.window),
            grace: term.grace.unwrap_or(self.grace),
            reminders: term.reminders.clone().unwrap_or(self.reminders),
            holidays: term.holidays,
            limit: term.consecutive_limit,
            zone: self.zone,
        })
    }
}

fn months(length: Option<Period>) -> Result<u32, BadRule> {
    match length {
        Some(Period::Months(months)) if months > 0 => Ok(months),
        Some(other) => Err(BadRule::Length(other.to_string())),
        None => Err(BadRule::Length("nothing".to_owned())),
    }
}

/// A day on which terms turn: in the year of the adoption, or, for a leap day, in the last leap year that lies whole
/// terms before it.
fn turning(turns: &Fixed, months: u32, adopted: Date) -> Result<Date, BadRule> {
    let refused = BadRule::NoDay { month: turns.month, day: turns.day };
    let (Ok(month), Ok(day)) = (i8::try_from(turns.month), i8::try_from(turns.day)) else { return Err(refused) };
    let this_year = Date::new(adopted.year(), month, 1).map_err(|_| refused.clone())?;
    let in_year = |back: i16| Date::new(adopted.year() - back, month, day).ok();
    let whole = |found: &Date| months_between(*found, this_year) % i64::from(months) == 0;
    in_year(0).or_else(|| (1..=8).filter_map(in_year).find(whole)).ok_or(refused)
}
