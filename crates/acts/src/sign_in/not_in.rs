//! Why somebody is not let in. Whoever guesses learns nothing from it.

use crate::Declined;
use people::{SessionOver, SignInRefused, Wait};

/// Why somebody is not let in, or no longer is.
#[derive(Debug, thiserror::Error)]
pub enum NotIn {
    /// Sign-in failed, in one sentence for every cause.
    #[error(transparent)]
    Refused(#[from] SignInRefused),
    /// Too many wrong tries.
    #[error(transparent)]
    Wait(#[from] Wait),
    /// The session is over, or a new one would be at once.
    #[error(transparent)]
    Over(#[from] SessionOver),
    /// Anything else that the person can mend; the sentence says how.
    #[error("{0}")]
    Because(String),
    /// Something failed underneath.
    #[error(transparent)]
    Trouble(#[from] anyhow::Error),
}

impl NotIn {
    /// A refusal that says what to do.
    pub fn because(sentence: impl std::fmt::Display) -> Self {
        Self::Because(format!("{sentence}"))
    }
}
impl From<Declined> for NotIn {
    fn from(declined: Declined) -> Self {
        match declined {
            Declined::Trouble(trouble) => Self::Trouble(trouble),
            refusal => Self::because(refusal),
        }
    }
}
impl From<people::NotSignedIn> for NotIn {
    fn from(error: people::NotSignedIn) -> Self {
        match error {
            people::NotSignedIn::Refused(refused) => refused.into(),
            people::NotSignedIn::NoRandomness(trouble) => Self::Trouble(trouble.into()),
        }
    }
}
impl From<serde_json::Error> for NotIn {
    fn from(error: serde_json::Error) -> Self {
        Self::Trouble(error.into())
    }
}
