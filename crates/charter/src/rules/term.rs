//! How long a membership lasts, how it goes on, and how it ends early.

use super::Period;
use crate::Status;
use serde::Deserialize;

/// `[term]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// What the end is counted from.
    pub basis: TermBasis,
    /// How long it is, in calendar months.
    pub length: Option<Period>,
    /// For a fixed cycle: the day it turns.
    pub cycle: Option<Fixed>,
    /// How it goes on.
    #[serde(default)]
    pub renewal: Renewal,
    /// How long before the end the renewal can be made.
    pub window: Option<Period>,
    /// How long after the end it still can.
    pub grace: Option<Period>,
    /// How long before the end people are reminded; an empty list for never, nothing for what is usual.
    pub reminders: Option<Vec<Period>>,
    /// What a holiday of the whole group does to terms that end in it.
    #[serde(default)]
    pub holidays: Holidays,
    /// Offices whose holders have no term.
    #[serde(default)]
    pub exempt: Vec<String>,
    /// How many terms in a row; none for "any number".
    pub consecutive_limit: Option<u32>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// What the end of a term is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermBasis {
    /// The day somebody joined.
    Anniversary,
    /// A day of the year, for everybody.
    FixedCycle,
    /// There is no term.
    None,
}

/// A day of the year at which terms turn.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// The month, from 1.
    pub month: u8,
    /// The day of the month.
    pub day: u8,
}

/// What a holiday of the whole group does to terms that end in it. It moves no term's end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holidays {
    /// Whoever's term ends in it can still say until it is over that they stay.
    #[default]
    Grace,
    /// Nothing.
    Nothing,
}

/// How a term goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Renewal {
    /// The member says so.
    #[default]
    OptIn,
    /// The member says so again to the group.
    Reaffirm,
    /// By itself.
    Auto,
    /// By an election.
    Election,
    /// A body appoints again.
    Appointment,
}

/// `[exit]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    /// The clause by which a member leaves without a vote, where there is one.
    pub clause: Option<String>,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
    /// The ways in which a member can be removed.
    #[serde(default)]
    pub removal: Vec<Removal>,
}

/// `[[exit.removal]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// The body that decides; `group` is the group itself.
    pub by: String,
    /// Who may propose it.
    #[serde(default)]
    pub proposed_by: Vec<String>,
    /// The decision rule, where the group decides.
    pub rule: Option<String>,
    /// Whether a ground is needed in writing.
    #[serde(default)]
    pub ground_required: bool,
    /// How long the person has to answer before a vote opens.
    pub reply: Option<Period>,
    /// How long a failed proposal cannot be repeated without a new ground.
    pub cool_down: Option<Period>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}
