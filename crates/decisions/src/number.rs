//! The number of a decision: its year and its place in it, for good.

use std::{fmt, str::FromStr};

/// `2026-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// The year in which it was called, in the zone of the group.
    pub year: i16,
    /// Its place in that year, from 1.
    pub place: u32,
}

/// What somebody wrote is no number of a decision.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no number of a decision; one looks like 2026-31")]
pub struct NotANumber(String);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.place)
    }
}

impl FromStr for Number {
    type Err = NotANumber;
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let parts = text.split_once('-').and_then(|(year, place)| Some((year.parse().ok()?, place.parse().ok()?)));
        let number = parts.map(|(year, place)| Self { year, place });
        number.filter(|number| number.to_string() == text).ok_or_else(|| NotANumber(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_in_one_way() {
        assert_eq!("2026-31".parse(), Ok(Number { year: 2026, place: 31 }));
        for other in ["2026-031", "2026", "31", "2026-", "-31", "2026--1", "2026-31 "] {
            assert!(other.parse::<Number>().is_err(), "{other}");
        }
    }
}
