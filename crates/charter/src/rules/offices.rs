//! Bodies that decide and offices that people hold.

use super::{Period, When};
use crate::Status;
use serde::Deserialize;

/// `[bodies.NAME]`: who decides what the group cannot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its name as people say it.
    pub name: String,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// The body above it.
    pub parent: Option<String>,
    /// For a derived group: the groups whose members it consists of. Counted by person.
    #[serde(default)]
    pub union_of: Vec<String>,
    /// For a derived group: the groups to which its members all belong.
    #[serde(default)]
    pub intersection_of: Vec<String>,
    /// The outside status that gives a seat.
    pub with_status: Option<String>,
    /// The office of this group whose holders have a seat.
    pub with_office: Option<String>,
    /// Where it decides, as far as the charter says it. A group may record that a body decides here of which it says nothing.
    pub decides: Option<Decides>,
    /// The rule by which it votes, where it decides here.
    pub rule: Option<String>,
    /// The clause that speaks of it.
    pub clause: Option<String>,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// Where a body decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decides {
    /// As it always does; its answer is recorded here.
    Elsewhere,
    /// By the ballots of whoever has a seat on it.
    Here,
}

/// What kind of body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// A working group.
    WorkingGroup,
    /// A standing committee.
    StandingCommittee,
    /// A team.
    Team,
    /// A board.
    Board,
    /// A council.
    Council,
    /// Whoever belongs to other groups.
    DerivedGroup,
}

/// How many people a group has.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// The fewest it can be.
    pub required_min: Option<u32>,
    /// The fewest it should be.
    pub suggested_min: Option<u32>,
    /// The most it should be.
    pub suggested_max: Option<u32>,
    /// How long it may be fewer, or lack a required office.
    pub cure_period: Option<Period>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// A life limit of the whole group.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sunset {
    /// The day it ends, as `YYYY-MM-DD`.
    pub on: Option<String>,
    /// How long after adoption it ends.
    pub after: Option<Period>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[offices.NAME]`: a position, separate from whoever holds it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its name as people say it; made from the key when it is left out.
    pub name: Option<String>,
    /// Another office whose powers it includes, while its own condition holds.
    pub counts_as: Option<String>,
    /// Offices that whoever holds this one holds too.
    #[serde(default)]
    pub requires: Vec<String>,
    /// What must be so for it to count at all: an outside status, say.
    #[serde(default)]
    pub only_while: When,
    /// How many people hold it; none for "as many as there are".
    pub seats: Option<u32>,
    /// Whether the group is incomplete without it.
    #[serde(default)]
    pub required: bool,
    /// Who fills it.
    #[serde(default)]
    pub appointed_by: Appointment,
    /// Offices that the same person cannot hold.
    #[serde(default)]
    pub must_differ_from: Vec<String>,
    /// Offices that the same person may hold, where the charter says so.
    #[serde(default)]
    pub may_coincide_with: Vec<String>,
    /// The office that does this one's work while nobody holds it.
    pub deputy: Option<String>,
    /// Whether the holder votes.
    #[serde(default = "yes")]
    pub votes: bool,
    /// Whether a membership that came only with this office ends with it.
    #[serde(default)]
    pub ends_membership: bool,
    /// The clause.
    pub clause: Option<String>,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

fn yes() -> bool {
    true
}

/// Who fills an office: a body by name, `election`, `ex_officio` or `adoption`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Appointment {
    /// Whoever is admitted to the group.
    #[default]
    Admission,
    /// The group elects.
    Election,
    /// It comes with an outside status.
    ExOfficio,
    /// A body appoints.
    Body(String),
}

impl From<String> for Appointment {
    fn from(word: String) -> Self {
        match word.as_str() {
            "admission" => Self::Admission,
            "election" => Self::Election,
            "ex_officio" => Self::ExOfficio,
            _ => Self::Body(word),
        }
    }
}
