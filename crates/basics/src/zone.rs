//! A time zone by its IANA name, read from the tables the program carries.
//!
//! The tables of the operating system are not asked: two nodes of one installation must agree about an instant, and
//! a plan records by which version of the tables it was computed.

use crate::{Moment, Tables};
use jiff::{fmt::strtime, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr, sync::LazyLock};

static CARRIED: LazyLock<Tables> = LazyLock::new(Tables::carried);

/// A time zone of the IANA tables, such as `Europe/Copenhagen` or `UTC`.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

/// No zone has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a time zone: expected a name of the IANA tables such as Europe/Copenhagen or UTC")]
pub struct UnknownZone(pub String);

impl Zone {
    /// The zone of this name; case does not matter.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        CARRIED.zone(name)
    }
    /// The zone of this name in the tables' own spelling, with its rules.
    pub(crate) fn of(name: String, rules: TimeZone) -> Self {
        Self { name, rules }
    }
    /// Coordinated Universal Time.
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), rules: TimeZone::UTC }
    }
    /// The name in the tables' own spelling.
    pub fn name(&self) -> &str {
        &self.name
    }
    /// The rules, for calendar arithmetic.
    pub fn rules(&self) -> &TimeZone {
        &self.rules
    }
    /// An instant as people read it there: `Fri 4 Dec 2026, 15:00 UTC`.
    pub fn shows(&self, at: Moment) -> String {
        // Every instant can be written in this format.
        strtime::format("%a %-d %b %Y, %H:%M %Z", &at.in_zone(&self.rules)).unwrap_or_else(|_| at.to_string())
    }
    /// The names of all zones, in the order of the alphabet, for a list to choose from.
    pub fn names() -> Vec<String> {
        CARRIED.names()
    }
    /// The version of the tables, such as `2025b`.
    pub fn tables() -> &'static str {
        CARRIED.version()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
impl FromStr for Zone {
    type Err = UnknownZone;
    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        Self::named(name)
    }
}
impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.name)
    }
}
impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::named(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_name_whatever_its_case() {
        assert_eq!(Zone::named("europe/copenhagen").unwrap().name(), "Europe/Copenhagen");
        assert_eq!(Zone::named("UTC").unwrap(), Zone::utc());
        assert!(Zone::names().len() > 300);
    }

    #[test]
    fn an_unknown_zone_is_refused_with_an_example() {
        let refusal = Zone::named("Middle/Earth").unwrap_err().to_string();
        assert!(refusal.contains("Europe/Copenhagen"), "{refusal}");
    }

    #[test]
    fn an_instant_is_shown_on_the_wall_of_its_zone() {
        let at: Moment = "2026-12-04T15:00:00Z".parse().unwrap();
        assert_eq!(Zone::utc().shows(at), "Fri 4 Dec 2026, 15:00 UTC");
        assert_eq!(Zone::named("Europe/Berlin").unwrap().shows(at), "Fri 4 Dec 2026, 16:00 CET");
    }

    #[test]
    fn the_version_of_the_tables_is_known() {
        assert!(Zone::tables().starts_with("20"), "{}", Zone::tables());
    }
}
