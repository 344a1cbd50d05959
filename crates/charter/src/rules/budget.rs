//! Money.

use crate::Status;
use serde::Deserialize;

/// `[budget]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// What is allocated, in words; none for nothing.
    pub allocated: Option<String>,
    /// Who may spend what.
    #[serde(default)]
    pub spending: Vec<Spending>,
    /// What becomes of paid promotion.
    pub paid_promotion: PaidPromotion,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// Who may spend what.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spending {
    /// The office.
    pub office: String,
    /// Up to how much, in words.
    pub limit: String,
    /// Who approves more.
    pub approver: Option<String>,
}

/// What becomes of paid promotion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaidPromotion {
    /// It does not happen.
    Forbidden,
    /// Another body decides.
    Reserved,
}
