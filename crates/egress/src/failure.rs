//! Why no answer came, and above all whether anything can have left.

use crate::BadMedium;
use std::time::Duration;

/// Whether the other side can have acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Certainly nothing whole left: the name, the connection or its encryption failed, the guard refused, or the body broke
    /// off here.
    NotSent,
    /// Something may have arrived: time ran out, the line broke or the answer was unreadable.
    Ambiguous,
}

/// No usable answer. The wording is ours; nothing of the other side's answer is in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The guard refused the address before anything was opened.
    #[error("{host} was not asked: {why}")]
    Refused {
        /// The host that was meant.
        host: String,
        /// The guard's reason, as a sentence.
        why: String,
    },
    /// No connection came about: unknown name, nobody listening, or no trusted encryption.
    #[error("{host} could not be reached; nothing was sent")]
    Unreachable {
        /// The host that was meant.
        host: String,
    },
    /// Every slot to this host was taken until time ran out.
    #[error("{host} was busy with our earlier requests; nothing was sent")]
    NoSlot {
        /// The host that was meant.
        host: String,
    },
    /// The time for the whole exchange was over.
    #[error("{host} did not answer within {} seconds; whether it acted is not known", .after.as_secs())]
    TimeOut {
        /// The host that was asked.
        host: String,
        /// How long was waited.
        after: Duration,
    },
    /// The connection broke after it had been opened.
    #[error("the connection to {host} broke; whether it acted is not known")]
    Broken {
        /// The host that was asked.
        host: String,
    },
    /// What was to be sent broke off before its end: the host has no whole request.
    #[error("{bad}; {host} got no whole request")]
    Medium {
        /// The host that was asked.
        host: String,
        /// What became of the medium.
        bad: BadMedium,
    },
    /// The answer was larger than its kind may be, or packed in a way that was not asked for.
    #[error("the answer of {host} was refused: {why}; whether it acted is not known")]
    Unreadable {
        /// The host that was asked.
        host: String,
        /// What was wrong with the answer.
        why: &'static str,
    },
}

impl Failure {
    /// Whether the other side can have acted.
    pub fn sent(&self) -> Sent {
        match self {
            Self::Refused { .. } | Self::Unreachable { .. } | Self::NoSlot { .. } | Self::Medium { .. } => {
                Sent::NotSent
            }
            Self::TimeOut { .. } | Self::Broken { .. } | Self::Unreadable { .. } => Sent::Ambiguous,
        }
    }
}
