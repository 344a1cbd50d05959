//! Answers of other bodies, readings of open points, and house rules, which are no clauses.

use crate::Status;
use serde::Deserialize;

/// `[answers]`: what a recorded answer of a body needs, and how long it serves.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// Whether it needs its date and a tally or a link to minutes; without them it is `unconfirmed` and unlocks
    /// Always true: without its date and a tally or a link to minutes an answer is `unconfirmed` and unlocks nothing.
    pub evidence: bool,
    /// For how many calendar months an answer that nobody used serves; for good, if nothing is said.
    pub serve_months: Option<u32>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[[reading]]`: how the group reads an open point, by a decision of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The reading in a sentence.
    pub says: String,
    /// The decision that adopted it.
    pub decision: Option<String>,
    /// The day it was adopted, as `YYYY-MM-DD`.
    pub adopted: Option<String>,
    /// The clause it reads.
    pub clause: String,
    /// How it follows from it.
    #[serde(default = "interpretation")]
    pub status: Status,
}

fn interpretation() -> Status {
    Status::Interpretation
}

/// `[house.NAME]`: a rule the group gave itself. It has no clause, and no page shows one with it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HouseRule {
    /// The rule in a sentence.
    pub says: String,
    /// Whether it holds.
    pub on: bool,
    /// The decision that adopted it.
    pub decision: Option<String>,
}
