//! The reports that the group owes.

use super::Period;
use crate::Status;
use serde::Deserialize;

/// `[[reporting]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Who receives it.
    pub audience: String,
    /// How often, in calendar periods; none for "when there is something".
    pub every: Option<Period>,
    /// How it goes out: `email`, `forum`, `pull_request`, `file`.
    pub by: String,
    /// How long after the period's end it is due.
    pub due_after: Option<Period>,
    /// Whether the public may read it.
    #[serde(default)]
    pub public: bool,
    /// How many in a row may be missed before somebody is told.
    pub consecutive_missed: Option<u32>,
    /// The clause about missing them.
    pub missed_clause: Option<String>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}
