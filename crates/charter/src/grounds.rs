//! Why the judge answered as it did: every clause in the way, and who can decide.

use serde::{Deserialize, Serialize};

/// How a rule follows from the clause that it cites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The clause says it.
    #[default]
    Explicit,
    /// A document says it that the charter stands under or takes in.
    Incorporated,
    /// The group reads its clause so, by a decision or for want of one.
    Interpretation,
    /// The charter is silent, and the product chose.
    ProductDefault,
}

/// One rule that fired, with the clause it cites. Only `quote` is the charter's own words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cited {
    /// The rule's name in the compiled policies, such as `limit-2`.
    pub rule: String,
    /// The clause's label, such as `B3`: its name for good, in the interface, the log and links.
    pub label: String,
    /// The clause, verbatim.
    pub quote: String,
    /// The heading that the clause stands under, verbatim.
    pub heading: String,
    /// The line of the charter text it starts on, from 1; 0 when the clause stands in an incorporated document.
    pub line: usize,
    /// How the rule follows from it.
    pub status: Status,
    /// The body that decides, where the rule sends the matter to one. `group` is the group itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub goes_to: Option<String>,
    /// The matter that an answer of that body unlocks.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub matter: Option<String>,
    /// The offices that may, where the rule is about who may.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub who_can: Vec<String>,
    /// The office by which a power was given, where the rule gave one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub office: Option<String>,
    /// What can be done instead, in the rules file's words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instead: Option<String>,
}

/// The rule and label of a refusal that no clause made: something is broken, and `instead` says what.
pub const ALARM: &str = "alarm";

impl Cited {
    /// The sentence of an alarm: a fact that was not gathered, a rule that could not be evaluated. Log it loudly.
    pub fn alarm(&self) -> Option<&str> {
        self.instead.as_deref().filter(|_| self.rule == ALARM)
    }
}

/// Where a refusal leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "way", content = "bodies")]
pub enum Way {
    /// The group decides, by its own rule.
    AskGroup,
    /// These bodies decide, all of them.
    AskBody(Vec<String>),
    /// One of these bodies decides: the answer of any of them is enough.
    AskEither(Vec<String>),
    /// Nobody can be asked: somebody else may do it, or nobody may.
    MayNot,
}

/// Every clause that stands in the way, in the order of the rules file, and where that leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grounds {
    /// The rules that refused. Never empty.
    pub because: Vec<Cited>,
    /// Where to go with it.
    #[serde(flatten)]
    pub way: Way,
}
