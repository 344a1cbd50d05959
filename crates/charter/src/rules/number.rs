//! Exact fractions and calendar periods. A threshold is never a percentage: "more than half" is `gt = [1, 2]`.

use serde::{Deserialize, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A fraction between nothing and the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Fraction {
    num: u32,
    den: u32,
}

impl TryFrom<(u32, u32)> for Fraction {
    type Error = String;
    fn try_from((num, den): (u32, u32)) -> Result<Self, String> {
        if den == 0 || num > den {
            return Err(format!("[{num}, {den}] is no share of a whole; expected a fraction such as [1, 2] or [2, 3]"));
        }
        Ok(Self { num, den })
    }
}
impl From<Fraction> for (u32, u32) {
    fn from(fraction: Fraction) -> Self {
        (fraction.num, fraction.den)
    }
}
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.num, self.den)
    }
}

/// How a count is compared with a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// More than.
    Gt,
    /// At least.
    Gte,
}

/// What a share is a share of, from the strictest to the laxest: the fewer are counted, the fewer must say yes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Everybody entitled, so that silence works like no.
    #[default]
    Entitled,
    /// Everybody entitled but those who stay out of the matter.
    EntitledMinusRecused,
    /// Those present.
    Present,
    /// The ballots cast.
    Cast,
    /// The ballots cast that say yes or no.
    CastExcludingBlank,
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Entitled => "entitled",
            Self::EntitledMinusRecused => "entitled_minus_recused",
            Self::Present => "present",
            Self::Cast => "cast",
            Self::CastExcludingBlank => "cast_excluding_blank",
        })
    }
}

/// More than, or at least, a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    /// The fraction.
    pub fraction: Fraction,
    /// How it is compared.
    pub comparator: Comparator,
}

impl Share {
    /// Whether it takes all of them.
    pub fn is_everybody(self) -> bool {
        self.comparator == Comparator::Gte && self.fraction.num == self.fraction.den
    }
    /// One of `gt` and `gte`, as a rules file writes it.
    pub(super) fn of(gt: Option<Fraction>, gte: Option<Fraction>) -> Result<Self, String> {
        match (gt, gte) {
            (Some(fraction), None) => Ok(Self { fraction, comparator: Comparator::Gt }),
            (None, Some(fraction)) => Ok(Self { fraction, comparator: Comparator::Gte }),
            _ => Err("expected one of gt = [1, 2] (more than half) and gte = [2, 3] (at least two thirds)".to_owned()),
        }
    }
    /// Whether `count` of `base` is enough. Exact: `count · den` is compared with `num · base`.
    pub fn met(self, count: u32, base: u32) -> bool {
        let left = u64::from(count) * u64::from(self.fraction.den);
        let right = u64::from(self.fraction.num) * u64::from(base);
        match self.comparator {
            Comparator::Gt => left > right,
            Comparator::Gte => left >= right,
        }
    }
    /// The smallest count of `base` that is enough; `base + 1` when none is.
    pub fn needed(self, base: u32) -> u32 {
        (0..=base).find(|count| self.met(*count, base)).unwrap_or(base.saturating_add(1))
    }
    /// Whether this asks for less than `other` does of the same base.
    pub fn is_laxer_than(self, other: Self) -> bool {
        let (mine, theirs) = (self.fraction, other.fraction);
        let left = u64::from(mine.num) * u64::from(theirs.den);
        let right = u64::from(theirs.num) * u64::from(mine.den);
        left < right || (left == right && (self.comparator, other.comparator) == (Comparator::Gte, Comparator::Gt))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.comparator == Comparator::Gt { "more than" } else { "at least" };
        write!(f, "{word} {}", self.fraction)
    }
}

/// A length of time as a calendar knows it: `P6M`, `P7D`, `P2W`, `P1Y`, `PT72H`. Months are calendar months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub enum Period {
    /// Calendar months.
    Months(u32),
    /// Days.
    Days(u32),
    /// Hours.
    Hours(u32),
}

impl Period {
    /// Whether this is shorter than `other`, where a month counts 30 days.
    pub fn is_shorter_than(self, other: Self) -> bool {
        let hours = |period| match period {
            Self::Months(n) => u64::from(n) * 30 * 24,
            Self::Days(n) => u64::from(n) * 24,
            Self::Hours(n) => u64::from(n),
        };
        hours(self) < hours(other)
    }
    /// `14 days`, `1 month`.
    pub fn spoken(self) -> String {
        let (count, unit) = match self {
            Self::Months(n) => (n, "month"),
            Self::Days(n) => (n, "day"),
            Self::Hours(n) => (n, "hour"),
        };
        if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
    }
}

impl FromStr for Period {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not a period; expected one such as P6M, P1Y, P7D, P2W or PT72H");
        let (count, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(wrong)?;
        let number = |prefix: &str| count.strip_prefix(prefix).and_then(|n| n.parse::<u32>().ok()).ok_or_else(wrong);
        match unit {
            "H" => number("PT").map(Self::Hours),
            "D" => number("P").map(Self::Days),
            "W" => number("P").and_then(|n| n.checked_mul(7).ok_or_else(wrong)).map(Self::Days),
            "M" => number("P").map(Self::Months),
            "Y" => number("P").and_then(|n| n.checked_mul(12).ok_or_else(wrong)).map(Self::Months),
            _ => Err(wrong()),
        }
    }
}
impl TryFrom<String> for Period {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Months(n) => write!(f, "P{n}M"),
            Self::Days(n) => write!(f, "P{n}D"),
            Self::Hours(n) => write!(f, "PT{n}H"),
        }
    }
}
impl Serialize for Period {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(comparator: Comparator, num: u32, den: u32) -> Share {
        Share { fraction: Fraction { num, den }, comparator }
    }

    #[test]
    fn more_than_half_is_exact_for_every_size() {
        let half = share(Comparator::Gt, 1, 2);
        let needed: Vec<u32> = [4, 5, 6, 7, 8, 10].map(|n| half.needed(n)).to_vec();
        assert_eq!(needed, [3, 3, 4, 4, 5, 6]);
    }

    #[test]
    fn at_least_half_is_laxer_than_more_than_half() {
        let (more, least) = (share(Comparator::Gt, 1, 2), share(Comparator::Gte, 1, 2));
        assert!(least.is_laxer_than(more) && !more.is_laxer_than(least) && !more.is_laxer_than(more));
    }

    #[test]
    fn a_percentage_is_no_fraction_and_no_period_is_guessed() {
        assert!(Fraction::try_from((51, 0)).is_err());
        assert_eq!("P1Y".parse(), Ok(Period::Months(12)));
        assert!("6 months".parse::<Period>().is_err() && "".parse::<Period>().is_err());
    }
}
