//! What a ballot of a yes-or-no vote says.

use charter::rules::DecisionRule;
use serde::{Deserialize, Serialize};

/// One choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// For it.
    Yes,
    /// Against it.
    No,
    /// Taking part without saying either, as the first charter calls it.
    Abstain,
    /// The same, as the second one does.
    Blank,
}

/// A word is not among the options of a vote.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} cannot be chosen in this vote; choose one of {}", .options.join(", "))]
pub struct NotOnTheBallot {
    word: String,
    options: Vec<String>,
}

impl Choice {
    const ALL: [Self; 4] = [Self::Yes, Self::No, Self::Abstain, Self::Blank];

    /// The word in rules files and on ballots.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Abstain => "abstain",
            Self::Blank => "blank",
        }
    }
    /// Reads what somebody chose in a vote under this rule.
    ///
    /// # Errors
    /// When the rule does not offer it.
    pub fn of(word: &str, rule: &DecisionRule) -> Result<Self, NotOnTheBallot> {
        let offered = rule.options.iter().any(|option| option == word);
        let choice = Self::ALL.into_iter().find(|choice| offered && choice.word() == word);
        choice.ok_or_else(|| NotOnTheBallot { word: word.to_owned(), options: rule.options.clone() })
    }
}
