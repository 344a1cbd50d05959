//! How decisions are set aside, how the charter changes, and how the group ends.

use super::Period;
use crate::Status;
use serde::Deserialize;

/// `[override]`: who may set a decision of the group aside.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The body.
    pub by: String,
    /// When it may.
    pub when: String,
    /// Whether it must say why.
    #[serde(default)]
    pub reason_required: bool,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[amendment]`: how the charter changes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// Parts whose change needs the other body; so does every part that is not named here or below.
    #[serde(default)]
    pub substantive: Vec<String>,
    /// Parts that the group changes by itself.
    #[serde(default)]
    pub minor: Vec<String>,
    /// The rule by which the group votes on a draft that another body decides: its advice, which changes nothing.
    pub advisory: Option<String>,
    /// The body that decides substantive changes.
    pub substantive_by: String,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[dissolution]`: how the group ends.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dissolution {
    /// What the group needs to end itself: `consensus`, or the name of a decision rule.
    pub voluntary: Option<String>,
    /// The body that may end it.
    pub by: Option<String>,
    /// What is done then.
    #[serde(default)]
    pub steps: Vec<String>,
    /// How long the group may be incomplete before the body is asked.
    pub cure_period: Option<Period>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}
