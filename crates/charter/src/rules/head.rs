//! What the rules file says about itself: the group, its text, the documents above it, and where clauses stand.

use super::{Period, Quorum, Threshold};
use crate::{Status, text::Shape};
use basics::Digest;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[charter]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The group's name.
    pub name: String,
    /// The file of the text that these rules read, beside this one.
    pub text: String,
    /// The digest of that text: when it changes, the rules have to be read again.
    pub sha256: Digest,
    /// The version of the splitter that the places were taken from.
    pub splitter: u32,
    /// The blocks of each section. A number counts the sentences of a paragraph; a list, those of each item.
    pub shape: Shape,
    /// The language of the text, which is also the default language of posts.
    #[serde(default = "english")]
    pub language: String,
    /// The zone in which days begin and end.
    pub zone: String,
    /// The day the charter was adopted, as `YYYY-MM-DD`.
    pub adopted: Option<String>,
    /// The day it came into force, where that is another.
    pub in_force: Option<String>,
    /// The body whose decision puts a charter in force.
    pub adopted_by: Option<String>,
    /// The body this group answers to.
    pub answers_to: Option<String>,
    /// Whether the group favours no vendor.
    #[serde(default)]
    pub vendor_neutral: bool,
    /// What happens to an act that no rule names.
    pub unnamed: Unnamed,
}

fn english() -> String {
    "en".to_owned()
}

/// Acts that no rule names: they go to a body, or are given to offices.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unnamed {
    /// The body that decides them; `group` is the group itself.
    pub goes_to: Option<String>,
    /// The offices that may do them, where the charter delegates what it does not reserve.
    #[serde(default)]
    pub given_to: Vec<String>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[incorporated.NAME]`: a document above the charter or taken into it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incorporated {
    /// Its title.
    pub name: String,
    /// Whether its later versions count too.
    #[serde(default)]
    pub mode: Mode,
    /// Whether it comes before the charter or after it.
    #[serde(default)]
    pub precedence: Precedence,
    /// The version meant, where it is pinned.
    pub version: Option<String>,
    /// Where it can be read.
    pub address: Option<String>,
    /// Its lines that rules cite; line `5` of document `README` has the label `README-5`.
    pub clauses: BTreeMap<String, String>,
    /// The least that it asks of every decision rule; local rules may only be stricter.
    pub minimum: Option<Minimum>,
}

/// `[incorporated.NAME.minimum]`: the least that a document above the charter asks of every decision rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minimum {
    /// How many must say yes.
    pub threshold: Option<Threshold>,
    /// How many must take part.
    pub quorum: Option<Quorum>,
    /// How long a vote is open.
    pub voting_period: Option<Period>,
    /// Whether another member must second it.
    #[serde(default)]
    pub second: bool,
    /// The label of the line that says so.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// Whether an incorporated document is followed as it changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Its current version counts.
    #[default]
    Dynamic,
    /// One version counts.
    Pinned,
}

/// Which of two texts wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precedence {
    /// The document wins over the charter.
    #[default]
    Above,
    /// The charter wins over the document.
    Below,
}

/// `[clauses]`: label to place.
pub type Clauses = BTreeMap<String, Places>;

/// Where a clause stands: one place, or several that it joins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "expected a place such as \"2.6.1\", or several such as [\"2.6.1\", \"2.6.2\"]")]
pub enum Places {
    /// One place.
    One(String),
    /// Several places read as one clause.
    Joined(Vec<String>),
}

impl Places {
    /// Each place.
    pub fn each(&self) -> &[String] {
        match self {
            Self::One(place) => std::slice::from_ref(place),
            Self::Joined(places) => places,
        }
    }
}

/// `[informative]`: why a clause binds nobody.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected the reason why the clause binds nobody, such as B0 = \"a heading\" or B0 = { because = \"a heading\", reviewed = \"'will' tells, it does not bind\" }"
)]
pub enum Informative {
    /// The reason.
    Because(String),
    /// The reason, and why words such as "may" or "will" in it bind nobody: somebody has looked.
    Reviewed {
        /// The reason.
        because: String,
        /// What the words that sound like a rule do there.
        reviewed: String,
    },
}

impl Informative {
    /// The reason.
    pub fn reason(&self) -> &str {
        match self {
            Self::Because(reason) | Self::Reviewed { because: reason, .. } => reason,
        }
    }
    /// What a reviewer said about words that sound like a rule.
    pub fn reviewed(&self) -> Option<&str> {
        match self {
            Self::Because(_) => None,
            Self::Reviewed { reviewed, .. } => Some(reviewed),
        }
    }
}
