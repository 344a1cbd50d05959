//! When the group meets, where it works, and who has to come.

use super::{Period, Threshold};
use crate::Status;
use serde::Deserialize;

/// `[meetings]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meetings {
    /// How often it meets regularly.
    pub every: Option<Period>,
    /// Whether everybody is there at the same time.
    #[serde(default)]
    pub synchronous: bool,
    /// The duty to come.
    pub attendance: Option<Attendance>,
    /// Where the group works between meetings.
    #[serde(default)]
    pub workspace: Vec<Workspace>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[meetings.attendance]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// How much may be missed; more is a flag.
    pub missed: Threshold,
    /// How far back it is counted.
    pub window: Period,
    /// The fewest meetings to judge by.
    pub min_meetings: Option<u32>,
    /// Whether an excused absence counts as missed.
    #[serde(default)]
    pub excused_counts: bool,
    /// What follows.
    pub consequence: String,
    /// Who decides about it, where the charter has no chair.
    pub decided_by: Option<String>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[[meetings.workspace]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workspace {
    /// What it is: documents, chat …
    pub what: String,
    /// Whether only the group sees it.
    #[serde(default)]
    pub private: bool,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}
