//! Where a vote stands, from its call to its end.

use basics::Moment;
use serde::{Deserialize, Serialize};

/// Where a vote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum Stage {
    /// It was called, and another member has to second it before it opens.
    AwaitsSecond {
        /// From when it lapses; never where the rule sets no time.
        until: Option<Moment>,
    },
    /// Ballots are taken.
    Open {
        /// Since when; ballots from before a reset are void.
        from: Moment,
        /// Until when, which is no part of it.
        until: Moment,
    },
    /// Consensus was declared; any member may call a vote instead.
    Declared {
        /// Until when, which is no part of it.
        until: Moment,
    },
    /// A member called a vote instead of the consensus that was declared.
    Objected,
    /// Nobody seconded it in time.
    Lapsed,
    /// Its sponsor took it back. Another member may take it over.
    Withdrawn,
    /// It is about nothing any more, so that nothing is counted.
    Moot,
    /// It was counted, and as many are against it as for it: an office decides.
    Tied {
        /// Until when, which is no part of it.
        until: Moment,
    },
    /// Its time is over, and it is counted.
    Closed,
}

impl Stage {
    /// Whether it goes on: a second, ballots or objections are waited for.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::AwaitsSecond { .. } | Self::Open { .. } | Self::Declared { .. })
    }
    /// Where it stands, as the end of "this vote is …".
    pub fn words(self) -> &'static str {
        match self {
            Self::AwaitsSecond { .. } => "waiting for a second",
            Self::Open { .. } => "open",
            Self::Declared { .. } => "a consensus that was declared",
            Self::Objected => "put to a vote instead",
            Self::Lapsed => "lapsed, because nobody seconded it in time",
            Self::Withdrawn => "taken back",
            Self::Moot => "moot, because what it was about is gone",
            Self::Tied { .. } => "tied, and waits for the casting vote",
            Self::Closed => "closed",
        }
    }
}
