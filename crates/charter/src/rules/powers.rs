//! Powers, limits and reserved matters: what the policies are made of.

use crate::Status;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// What facts must be so: each by name, all of them together.
pub type When = BTreeMap<String, Want>;

/// What a fact must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "expected true, false, a word such as \"member\", or one of several such as [\"member\", \"chair\"]"
)]
pub enum Want {
    /// True or false.
    Flag(bool),
    /// Exactly this word. Of goals, `in_force` means any goal in force.
    Word(String),
    /// One of these words; of a set, at least one of them.
    OneOf(Vec<String>),
}

impl fmt::Display for Want {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Word(word) => f.write_str(&word.replace('_', " ")),
            Self::OneOf(words) => f.write_str(&words.join(" or ").replace('_', " ")),
        }
    }
}

/// `[[power]]`: who may, without asking anybody. Two powers over one act are alternatives.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Power {
    /// The offices that hold it, or the bodies: then whoever has a seat on one.
    pub who: Vec<String>,
    /// The acts.
    pub may: Vec<String>,
    /// What must be so for the power to exist; without it, other powers still may.
    #[serde(default)]
    pub only_while: When,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[[limit]]`: what must be so, each time, whoever acts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The acts.
    pub acts: Vec<String>,
    /// When it applies; always, if nothing is said.
    #[serde(default)]
    pub when: When,
    /// What must be so then.
    #[serde(default)]
    pub only_when: When,
    /// It may never be done.
    #[serde(default)]
    pub never: bool,
    /// The body that could change that.
    pub by: Option<String>,
    /// What can be done instead.
    pub instead: Option<String>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[[reserved]]`: what a body decides. Its answer unlocks this matter, for exactly that object.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reserved {
    /// The matter's name in answers and requests.
    pub matter: String,
    /// The acts it holds back. None: a matter of this charter's own, which `carry_out` carries out.
    #[serde(default)]
    pub acts: Vec<String>,
    /// When it applies; always, if nothing is said.
    #[serde(default)]
    pub when: When,
    /// What makes it unnecessary.
    #[serde(default)]
    pub unless: When,
    /// The body that decides; `group` is the group itself.
    pub by: String,
    /// The decision rule, where the group decides.
    pub rule: Option<String>,
    /// Who may ask; everybody who may ask at all, if nothing is said.
    #[serde(default)]
    pub asked_by: Vec<String>,
    /// Who carries an answer out where nobody holds the act alone.
    #[serde(default = "members")]
    pub carried_out_by: Vec<String>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

impl Reserved {
    /// The act that it holds back, where it is one: an office that is handed over is filled, too.
    pub fn only_act(&self) -> Option<&str> {
        match self.acts.as_slice() {
            [act] => Some(act),
            [act, other] if act == "fill_office" && other == "hand_over_office" => Some(act),
            _ => None,
        }
    }
    /// Whether a yes on this other matter alone makes it unnecessary.
    pub fn is_needless_after(&self, matter: &str) -> bool {
        let answered = self.unless.get("answered").filter(|_| self.unless.len() == 1);
        match answered {
            Some(Want::Word(word)) => word == matter,
            Some(Want::OneOf(words)) => words.iter().any(|word| word == matter),
            Some(Want::Flag(_)) | None => false,
        }
    }
}

fn members() -> Vec<String> {
    vec!["member".to_owned()]
}
