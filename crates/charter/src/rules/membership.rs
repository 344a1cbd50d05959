//! Who can become a member, and how.

use super::{Period, Size, Sunset};
use crate::Status;
use serde::Deserialize;

/// `[membership]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// Who takes people in.
    pub model: MembershipModel,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
    /// What a member must be or show.
    #[serde(default)]
    pub eligibility: Vec<Eligibility>,
    /// What suspends a member at once.
    pub suspension: Option<Suspension>,
    /// The form that applicants fill in.
    pub application: Option<Application>,
    /// The steps to a seat, in order; more than one for an admission in stages.
    #[serde(default)]
    pub admission: Vec<Admission>,
    /// Powers that a new member does not have yet.
    pub probation: Option<Probation>,
    /// How many members there are.
    pub size: Option<Size>,
    /// When the whole group ends.
    pub sunset: Option<Sunset>,
    /// The first members, by role, as they were adopted with the charter; no vote is invented for them.
    #[serde(default)]
    pub founding: Vec<Vec<String>>,
}

/// Who takes people in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MembershipModel {
    /// People apply, the group decides.
    Direct,
    /// The board decides.
    BoardManaged,
    /// A council decides.
    CouncilManaged,
    /// A member or the group invites.
    Invitation,
    /// Membership comes with something else.
    ExOfficio,
    /// Another body names the members.
    Appointed,
}

/// What a member must be or show.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    /// The outside status that is needed.
    pub status_named: Option<String>,
    /// What a named member attests, where no machine can tell.
    pub attested: Option<String>,
    /// Whether it must stay so.
    #[serde(default)]
    pub continuing: bool,
    /// How somebody comes to it who does not have it yet.
    pub how: Option<String>,
    /// How long its loss may last.
    pub cure_period: Option<Period>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[membership.suspension]`: access rests while an outside status lasts. The membership goes on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// The outside statuses that suspend whoever has one.
    pub statuses: Vec<String>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[membership.application]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// Whether the form is in a public place.
    #[serde(default)]
    pub public: bool,
    /// The clause that announces its questions, where that is another.
    pub questions_clause: Option<String>,
    /// Its questions, one field each.
    pub field: Vec<Field>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// One question of the form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The field's name.
    pub name: String,
    /// What is asked.
    pub asks: String,
    /// Whether an answer is needed.
    #[serde(default)]
    pub required: bool,
    /// What an answer holds.
    #[serde(default)]
    pub holds: Holds,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// What the answer to a question holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Words.
    #[default]
    Words,
    /// At least one address of a page.
    Addresses,
}

/// One step to a seat.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Admission {
    /// The body that takes this step; `group` is the group itself.
    pub by: String,
    /// Whether it decides, proposes or confirms.
    pub does: String,
    /// The decision rule, where the group decides.
    pub rule: Option<String>,
    /// How long it is talked about before a vote can open.
    pub discussion: Option<Period>,
    /// How long somebody who was accepted can take to say yes.
    pub accept_within: Option<Period>,
    /// How long after the decision somebody can show what they lost meanwhile of what the charter asks for: their
    /// admission hangs on it that long. None where it then comes to nothing.
    pub shown_within: Option<Period>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[membership.probation]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Probation {
    /// How long it lasts.
    pub length: Period,
    /// The acts a new member does not do yet.
    pub withheld: Vec<String>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}
