//! Why an act was not done: the charter, a rule of the program, or something that failed underneath.

use crate::database::hurdles::in_words;
use charter::Grounds;

/// Why an act was not done. Nothing was changed, except that a refusal by the charter is in the log.
#[derive(Debug, thiserror::Error)]
pub enum Declined {
    /// The charter says no, or sends the matter elsewhere.
    #[error("{}", charter::sentences::refusal(.0))]
    ByCharter(Box<Grounds>),
    /// What was asked for does not hold together; the sentence says what and how to mend it.
    #[error("{0}")]
    ByRule(String),
    /// One thing that was filled in does not hold; the sentence says how to mend it.
    #[error("{sentence}")]
    ByField {
        /// What was filled in, by the name of its field.
        field: &'static str,
        /// What is wrong with it.
        sentence: String,
    },
    /// There is no such thing in this group.
    #[error("there is no such {0} in this group")]
    NotFound(&'static str),
    /// Somebody else changed it in between.
    #[error("{0} was changed in the meantime; look at it again before you decide")]
    Stale(&'static str),
    /// The form that asks for it was sent before, and did it then.
    #[error("this form was sent already, and did then what it asks for")]
    SentBefore {
        /// The page that it led to.
        leads_to: String,
        /// Whether it says now what it said then.
        is_same: bool,
    },
    /// Something failed underneath.
    #[error(transparent)]
    Trouble(anyhow::Error),
}

impl Declined {
    /// A refusal by a rule of the program, as a sentence.
    pub fn rule(sentence: impl std::fmt::Display) -> Self {
        Self::ByRule(format!("{sentence}"))
    }
    /// The same for one thing that was filled in.
    pub fn field(field: &'static str, sentence: impl std::fmt::Display) -> Self {
        Self::ByField { field, sentence: format!("{sentence}") }
    }
}
impl From<anyhow::Error> for Declined {
    fn from(error: anyhow::Error) -> Self {
        Self::Trouble(in_words(error))
    }
}
impl From<sea_orm::DbErr> for Declined {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::from(anyhow::Error::from(error))
    }
}
impl From<serde_json::Error> for Declined {
    fn from(error: serde_json::Error) -> Self {
        Self::Trouble(error.into())
    }
}
