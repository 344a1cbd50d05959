//! What a charter says about terms, as far as the calendar goes.

use crate::{
    BadTerm, Term,
    term::{midnight, months_after},
};
use basics::{Moment, Zone};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How long members belong, and whom that does not bind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermRule {
    /// What a term is counted from.
    pub basis: Basis,
    /// Its length in calendar months. Not read where there are no terms.
    pub months: u32,
    /// The zone whose midnight counts.
    pub zone: Zone,
    /// Offices whose holders have no term, because another body fills their seat.
    #[serde(default)]
    pub exempt: BTreeSet<String>,
    /// How many days before its end a member can say that they stay.
    pub window_days: u32,
    /// How many days after its end saying so still counts.
    #[serde(default)]
    pub grace_days: u32,
}

/// What a term is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

/// What becomes of a member who says now that they stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// The term that follows the old one, without a vote.
    Renewed(Term),
    /// The window has not opened.
    TooEarly {
        /// When it opens.
        opens: Moment,
    },
    /// The term is over: the person is alumni and can apply again.
    TooLate {
        /// The last instant before which it would have counted.
        ended: Moment,
    },
}

impl TermRule {
    /// The first term of somebody who joins on this day in these offices; none where their membership has no end.
    pub fn first(&self, joined: Date, offices: &BTreeSet<String>) -> Result<Option<Term>, BadTerm> {
        if offices.iter().any(|office| self.exempt.contains(office)) {
            return Ok(None);
        }
        match self.basis {
            Basis::None => Ok(None),
            Basis::Anniversary => Term::starting(joined, self.months, &self.zone).map(Some),
            Basis::FixedCycle { from } => self.cycle(from, joined).map(Some),
        }
    }

    /// The rest of the cycle that this day lies in.
    fn cycle(&self, from: Date, joined: Date) -> Result<Term, BadTerm> {
        let (anchor, length) = (from.day(), self.months);
        let beyond = BadTerm::BeyondCalendar { starts: joined, months: length };
        if length == 0 {
            return Err(BadTerm::NoLength);
        }
        let apart = months_between(from, joined);
        // Counted from one cycle before the month of joining: within three cycles the day is found.
        let first = apart.div_euclid(i64::from(length)) - 1;
        for cycle in first..first + 3 {
            let ends = shifted(from, anchor, (cycle + 1) * i64::from(length)).ok_or(beyond.clone())?;
            if ends > joined {
                return Ok(Term { starts: joined, ends, anchor, months: length, zone: self.zone.clone() });
            }
        }
        Err(beyond)
    }

    /// What becomes of a member with this term who says at this instant that they stay.
    pub fn stay(&self, term: &Term, at: Moment) -> Result<Renewal, BadTerm> {
        let opens = term.window_opens(self.window_days);
        let last = term.ends.saturating_add(jiff::Span::new().days(i64::from(self.grace_days)));
        let ended = midnight(last, &term.zone);
        Ok(match at {
            at if at < opens => Renewal::TooEarly { opens },
            at if at >= ended => Renewal::TooLate { ended },
            _ => Renewal::Renewed(term.next()?),
        })
    }
}

fn months_between(from: Date, to: Date) -> i64 {
    (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month()) - i64::from(from.month())
}

/// The anchor's day, so many months after or before.
fn shifted(from: Date, anchor: i8, months: i64) -> Option<Date> {
    match u32::try_from(months) {
        Ok(0) => Some(from),
        Ok(months) => months_after(from, anchor, months).ok(),
        Err(_) => {
            let month = from.first_of_month().checked_add(jiff::Span::new().try_months(months).ok()?).ok()?;
            Date::new(month.year(), month.month(), anchor.min(month.days_in_month())).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }
    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }
    fn half_years(basis: Basis) -> TermRule {
        TermRule {
            basis,
            months: 6,
            zone: Zone::utc(),
            exempt: BTreeSet::from(["liaison".to_owned()]),
            window_days: 30,
            grace_days: 0,
        }
    }
    fn yearly() -> TermRule {
        TermRule { months: 12, ..half_years(Basis::FixedCycle { from: day("2024-10-01") }) }
    }

    #[test]
    fn d11_the_liaison_has_no_term() {
        let rule = half_years(Basis::Anniversary);
        let offices = BTreeSet::from(["liaison".to_owned(), "chair".to_owned()]);
        assert_eq!(rule.first(day("2024-01-11"), &offices), Ok(None));
        assert!(rule.first(day("2024-01-11"), &BTreeSet::from(["chair".to_owned()])).unwrap().is_some());
    }

    #[test]
    fn who_joins_within_a_cycle_leaves_with_it() {
        for (joined, ends) in [
            ("2024-10-01", "2025-10-01"),
            ("2025-09-30", "2025-10-01"),
            ("2025-10-01", "2026-10-01"),
            ("2026-03-15", "2026-10-01"),
            ("2020-02-29", "2020-10-01"),
        ] {
            let term = yearly().first(day(joined), &BTreeSet::new()).unwrap().unwrap();
            assert_eq!((term.starts, term.ends), (day(joined), day(ends)));
            assert_eq!(term.next().unwrap().ends, day(ends).saturating_add(jiff::Span::new().years(1)));
        }
    }

    #[test]
    fn where_there_are_no_terms_nobody_leaves_by_the_calendar() {
        assert_eq!(half_years(Basis::None).first(day("2024-01-11"), &BTreeSet::new()), Ok(None));
    }

    fn stay(rule: &TermRule, instant: &str) -> Renewal {
        let term = Term::starting(day("2024-01-11"), 6, &Zone::utc()).unwrap();
        rule.stay(&term, at(instant)).unwrap()
    }

    #[test]
    fn d5_saying_so_before_the_end_renews_without_a_vote() {
        let Renewal::Renewed(term) = stay(&half_years(Basis::Anniversary), "2024-07-10T23:59:59Z") else { panic!() };
        assert_eq!((term.starts, term.ends), (day("2024-07-11"), day("2025-01-11")));
    }

    #[test]
    fn d6_saying_so_late_counts_only_within_the_grace() {
        let rule = half_years(Basis::Anniversary);
        assert!(matches!(stay(&rule, "2024-07-11T00:00:01Z"), Renewal::TooLate { .. }));
        let graceful = TermRule { grace_days: 14, ..rule };
        let Renewal::Renewed(term) = stay(&graceful, "2024-07-24T23:59:59Z") else { panic!() };
        assert_eq!(term.starts, day("2024-07-11"), "from the old end");
        assert!(matches!(stay(&graceful, "2024-07-25T00:00:00Z"), Renewal::TooLate { .. }));
    }

    #[test]
    fn d7_sixty_days_before_the_end_is_too_early() {
        let rule = half_years(Basis::Anniversary);
        let opens = at("2024-06-11T00:00:00Z");
        assert_eq!(stay(&rule, "2024-05-12T00:00:00Z"), Renewal::TooEarly { opens });
        assert!(matches!(stay(&rule, "2024-06-11T00:00:00Z"), Renewal::Renewed(_)));
    }

    proptest! {
        #[test]
        fn a_cycle_holds_the_day_it_was_joined_on(
            year in 1980..2100i16, month in 1..=12i8, day in 1..=28i8, start in 1..=31i8, months in 1..40u32,
        ) {
            let from = Date::new(2024, 1, start).unwrap();
            let rule = TermRule { months, ..half_years(Basis::FixedCycle { from }) };
            let joined = Date::new(year, month, day).unwrap();
            let term = rule.first(joined, &BTreeSet::new()).unwrap().unwrap();
            prop_assert!(term.starts == joined && joined < term.ends);
            let previous = shifted(from, start, months_between(from, term.ends) - i64::from(months)).unwrap();
            prop_assert!(previous <= joined, "the cycle from {previous} began before");
            prop_assert_eq!(months_between(from, term.ends).rem_euclid(i64::from(months)), 0);
        }
    }
}
