//! The states that a row stores. Grace and overdue are computed from times (see [`crate::Row`]), not stored.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! states {
    ($($(#[$doc:meta])+ $name:ident = $word:literal,)+) => {
        /// Where a delivery stands.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum State { $($(#[$doc])+ $name,)+ }

        impl State {
            /// Every state, in the order of a delivery's life.
            pub const ALL: &[State] = &[$(State::$name),+];

            /// The word that the store keeps.
            pub fn word(self) -> &'static str {
                match self { $(State::$name => $word),+ }
            }
        }
    };
}

states! {
    /// Waits for its time, or for a pause to be lifted.
    Scheduled = "scheduled",
    /// A worker holds the lease and has it judged again.
    Claimed = "claimed",
    /// Uploads, containers, drafts: repeatable, and nothing of it is visible.
    Preparing = "preparing",
    /// The one irreversible call may be under way. Durable before its first byte.
    Sending = "sending",
    /// A person is asked to post it by hand and to bring back the address.
    Asked = "asked",
    /// Sent or not sent: nobody knows yet. Only a read or a person leaves it.
    Unknown = "unknown",
    /// Proven not to be there. May be sent again.
    Absent = "absent",
    /// Nobody but a person can tell whether it is there.
    NeedsHuman = "needs_human",
    /// The network said so, and named the object.
    Confirmed = "confirmed",
    /// Read back, and equal to what was approved.
    Verified = "verified",
    /// Still there at the second look.
    Live = "live",
    /// Refused by the network, definitely.
    Rejected = "rejected",
    /// Given up after the last attempt; it is not there.
    FailedFinal = "failed_final",
    /// Seen more than once.
    Duplicate = "duplicate",
    /// There, but not as approved.
    Altered = "altered",
    /// Was there, and is gone without our doing.
    Vanished = "vanished",
    /// Was there, and was deleted by us.
    Withdrawn = "withdrawn",
    /// Called off by a person.
    Cancelled = "cancelled",
    /// Did not leave before its last moment.
    Expired = "expired",
}

impl State {
    /// Whether the delivery is over. A [`State::Live`] object may still be altered, vanish or be withdrawn.
    pub fn is_terminal(self) -> bool {
        use State as S;
        matches!(
            self,
            S::Live
                | S::Rejected
                | S::FailedFinal
                | S::Duplicate
                | S::Altered
                | S::Vanished
                | S::Withdrawn
                | S::Cancelled
                | S::Expired
        )
    }
    /// Whether it may be in this state because people have to do, decide or find out something.
    pub fn waits_for_people(self) -> bool {
        use State as S;
        matches!(self, S::Scheduled | S::Sending | S::Asked | S::Unknown | S::Absent | S::NeedsHuman)
    }
    /// Whether it ended otherwise than it was meant to: people hear of it, and nobody can change it any more.
    pub fn is_bad_end(self) -> bool {
        use State as S;
        matches!(self, S::Rejected | S::FailedFinal | S::Expired | S::Duplicate | S::Altered | S::Vanished)
    }
    /// Whether it is over and left nothing on its network.
    pub fn came_to_nothing(self) -> bool {
        matches!(self, Self::Cancelled | Self::Rejected | Self::FailedFinal | Self::Expired)
    }
    /// Whether it is known what came of it: it is over, or was found on its network.
    pub fn is_settled(self) -> bool {
        self.is_terminal() || matches!(self, Self::Confirmed | Self::Verified)
    }
    /// Whether no byte of the irreversible call can have left since the row was last known not to be there.
    pub fn is_before_sending(self) -> bool {
        matches!(self, Self::Scheduled | Self::Claimed | Self::Preparing)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The store holds a word that is no state.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not a state of a delivery: the database is newer than this program, or was changed by hand")]
pub struct NotAState(String);

impl FromStr for State {
    type Err = NotAState;
    fn from_str(word: &str) -> Result<Self, NotAState> {
        Self::ALL.iter().copied().find(|state| state.word() == word).ok_or_else(|| NotAState(word.to_owned()))
    }
}
