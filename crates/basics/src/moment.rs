//! An instant in UTC, cut to microseconds: both databases keep it exactly, and it prints one way.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// An instant. It never reads a clock; whoever needs "now" is handed one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(Timestamp);

impl Moment {
    /// The instant, with everything below a microsecond cut off.
    pub fn new(at: Timestamp) -> Self {
        Self::from_micros(at.as_microsecond())
    }
    /// Microseconds since 1970; instants beyond the year 9999 become its last one.
    pub fn from_micros(micros: i64) -> Self {
        Self(Timestamp::from_microsecond(micros).unwrap_or(if micros < 0 { Timestamp::MIN } else { Timestamp::MAX }))
    }
    /// Microseconds since 1970.
    pub fn micros(self) -> i64 {
        self.0.as_microsecond()
    }
    /// Whole seconds since 1970 and the nanoseconds above them; before 1970 both are zero.
    pub fn unix(self) -> (u64, u32) {
        let micros = u64::try_from(self.micros()).unwrap_or(0);
        (micros / 1_000_000, u32::try_from(micros % 1_000_000).unwrap_or(0) * 1_000)
    }
    /// The instant as jiff knows it, for calendar arithmetic in a zone.
    pub fn timestamp(self) -> Timestamp {
        self.0
    }
    /// The wall clock of `zone` at this instant.
    pub fn in_zone(self, zone: &TimeZone) -> jiff::Zoned {
        self.0.to_zoned(zone.clone())
    }
    /// This instant moved by `by`; at the ends of time it stays there.
    #[must_use]
    pub fn plus(self, by: SignedDuration) -> Self {
        Self::from_micros(self.micros().saturating_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX)))
    }
    /// How long after `earlier` this is; negative when it is before.
    pub fn since(self, earlier: Self) -> SignedDuration {
        SignedDuration::from_micros(self.micros().saturating_sub(earlier.micros()))
    }
}

impl fmt::Display for Moment {
    /// RFC 3339 in UTC with six digits, so that text order is time order.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}", self.0)
    }
}
impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl FromStr for Moment {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Self::new)
    }
}
impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Timestamp::deserialize(from).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_prints_six_digits_and_reads_back() {
        let at: Moment = "2026-11-20T15:00:00.123456789Z".parse().unwrap();
        assert_eq!(at.to_string(), "2026-11-20T15:00:00.123456Z");
        assert_eq!(at.to_string().parse::<Moment>().unwrap(), at);
    }

    #[test]
    fn the_order_of_the_text_is_the_order_of_time() {
        let early: Moment = "2026-11-20T15:00:00Z".parse().unwrap();
        let late = early.plus(SignedDuration::from_micros(1));
        assert!(early < late && early.to_string() < late.to_string());
        assert_eq!(late.since(early), SignedDuration::from_micros(1));
    }
}
