//! What a plan says about a delivery: all that a new plan replaces.

use crate::{Handling, Row};
use basics::Moment;
use jiff::SignedDuration;

/// When a delivery is to leave, how late it may, and what its network promises about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plan {
    /// It leaves at this moment.
    pub due: Moment,
    /// It never leaves after this moment.
    pub not_after: Option<Moment>,
    /// How late it may leave without asking; `None`: as late as it gets.
    pub late_limit: Option<SignedDuration>,
    /// What the connector declares now.
    pub handling: Handling,
}

impl Row {
    /// The plan that this delivery follows.
    pub fn plan(&self) -> Plan {
        Plan { due: self.due, not_after: self.not_after, late_limit: self.late_limit, handling: self.handling }
    }
}
