//! Why a delivery waits. A delivery moves when no pause is open; several may be open at once.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! reasons {
    ($($(#[$doc:meta])+ $name:ident = $word:literal,)+) => {
        /// Why a delivery waits.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum PauseReason { $($(#[$doc])+ $name,)+ }

        impl PauseReason {
            /// Every reason.
            pub const ALL: &[PauseReason] = &[$(PauseReason::$name),+];

            /// Whether a person who looked at it may let it go on; the others end when their cause does.
            pub fn waits_for_a_look(self) -> bool {
                matches!(self, Self::Epoch | Self::Match | Self::Late | Self::Crashes)
            }

            /// The word that the store keeps.
            pub fn word(self) -> &'static str {
                match self { $(PauseReason::$name => $word),+ }
            }
        }
    };
}

reasons! {
    /// The channel or the group is frozen.
    Freeze = "freeze",
    /// The network asked us to wait. Opened by its answer to this delivery, or to another one of the same account; lifts
    /// itself when the time is over.
    Rate = "rate",
    /// The token was revoked or has expired: reconnect the account.
    Token = "token",
    /// The database was restored: nothing leaves before people have looked.
    Epoch = "epoch",
    /// Whoever approved it may not any more.
    Authority = "authority",
    /// What would leave is not what was approved.
    Content = "content",
    /// An object on the network looks like this one already.
    Match = "match",
    /// The part before it in the thread is not confirmed.
    Thread = "thread",
    /// It is later than its limit: send, re-time or drop?
    Late = "late",
    /// Its worker died twice over it.
    Crashes = "crashes",
}

impl fmt::Display for PauseReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The store holds a word that is no reason.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not a reason to pause a delivery")]
pub struct NotAReason(String);

impl FromStr for PauseReason {
    type Err = NotAReason;
    fn from_str(word: &str) -> Result<Self, NotAReason> {
        Self::ALL.iter().copied().find(|reason| reason.word() == word).ok_or_else(|| NotAReason(word.to_owned()))
    }
}

/// The pauses that are open. In the store each is a row with its author and time.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(from = "Vec<PauseReason>", into = "Vec<PauseReason>")]
pub struct Pauses(u16);

impl Pauses {
    /// No pause is open.
    pub const NONE: Self = Self(0);

    /// Whether no pause is open.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
    /// Whether this pause is open.
    pub fn contains(self, reason: PauseReason) -> bool {
        self.0 & bit(reason) != 0
    }
    /// These pauses and this one.
    #[must_use]
    pub fn with(self, reason: PauseReason) -> Self {
        Self(self.0 | bit(reason))
    }
    /// These pauses without this one.
    #[must_use]
    pub fn without(self, reason: PauseReason) -> Self {
        Self(self.0 & !bit(reason))
    }
    /// The open pauses, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = PauseReason> {
        PauseReason::ALL.iter().copied().filter(move |reason| self.contains(*reason))
    }
}

fn bit(reason: PauseReason) -> u16 {
    1 << reason as u16
}

impl FromIterator<PauseReason> for Pauses {
    fn from_iter<T: IntoIterator<Item = PauseReason>>(reasons: T) -> Self {
        reasons.into_iter().fold(Self::NONE, Self::with)
    }
}
impl From<Vec<PauseReason>> for Pauses {
    fn from(reasons: Vec<PauseReason>) -> Self {
        reasons.into_iter().collect()
    }
}
impl From<Pauses> for Vec<PauseReason> {
    fn from(pauses: Pauses) -> Self {
        pauses.iter().collect()
    }
}
