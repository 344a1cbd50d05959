//! When people are told that an answer is about to serve no more.

use basics::Moment;
use jiff::SignedDuration;

/// How long before its end people are told, the earliest first: a default of the product, since charters are silent on it.
pub const AHEAD_DAYS: [i64; 2] = [14, 3];
/// How long after its end it is still spoken of.
const AFTERWARDS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What people are told of the end of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warned {
    /// It ends within so many days.
    Ahead {
        /// How many days ahead this word is given.
        days: i64,
    },
    /// It has ended.
    Over,
}

impl Warned {
    /// What tells this word from the others.
    pub fn word(self) -> String {
        match self {
            Self::Ahead { days } => format!("in {days} days"),
            Self::Over => "now".to_owned(),
        }
    }
}

/// What people are told now of an answer that ends then: nothing while that is far, or long ago.
pub fn warned(end: Moment, now: Moment) -> Option<Warned> {
    let left = end.since(now);
    if left <= SignedDuration::ZERO {
        return (-left < AFTERWARDS).then_some(Warned::Over);
    }
    let days = AHEAD_DAYS.into_iter().rev().find(|days| left <= SignedDuration::from_hours(24 * days))?;
    Some(Warned::Ahead { days })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn people_are_told_two_weeks_and_three_days_ahead_and_on_the_day(hours in -24_i64 * 30..24 * 40) {
            let now: Moment = "2026-11-20T12:00:00Z".parse().unwrap();
            let end = now.plus(SignedDuration::from_hours(hours));
            let expected = match hours {
                hours if hours > 14 * 24 => None,
                hours if hours > 3 * 24 => Some(Warned::Ahead { days: 14 }),
                hours if hours > 0 => Some(Warned::Ahead { days: 3 }),
                hours if hours > -7 * 24 => Some(Warned::Over),
                _ => None,
            };
            prop_assert_eq!(warned(end, now), expected);
        }
    }
}
