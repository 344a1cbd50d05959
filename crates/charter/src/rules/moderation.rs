//! What may be done about what others write.

use super::Period;
use crate::Status;
use serde::Deserialize;

/// `[moderation]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moderation {
    /// The standard that comments are held to.
    pub standard: String,
    /// The measures the charter knows.
    #[serde(default)]
    pub measures: Vec<String>,
    /// When violations are repeated.
    pub repeated: Option<Repeated>,
    /// How long a second member has to confirm a block.
    pub confirm_within: Option<Period>,
    /// Who hears an appeal.
    pub appeal_to: Option<String>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `repeated = { count = 2, within = "P12M" }`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeated {
    /// How many violations by one account.
    pub count: u32,
    /// In what time.
    pub within: Period,
}
