//! The words that people see for a delivery.

use crate::{PauseReason, Row, State, waits};
use basics::Moment;

/// What people are shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shown {
    /// Waits for its time, or is paused.
    Scheduled,
    /// Is leaving.
    Sending,
    /// A person is asked to post it by hand.
    YourTurn,
    /// Nobody knows yet whether it is there.
    Unconfirmed,
    /// It is there.
    Published,
    /// It is there, but not as approved.
    Changed,
    /// It was there.
    Gone,
    /// It is there more than once.
    Doubled,
    /// It is not there, and will not be.
    Failed,
    /// Its time has passed.
    Missed,
    /// Called off.
    Cancelled,
    /// Deleted by us.
    Withdrawn,
}

impl Shown {
    /// Every word.
    pub const ALL: &[Shown] = &[
        Self::Scheduled,
        Self::Sending,
        Self::YourTurn,
        Self::Unconfirmed,
        Self::Published,
        Self::Changed,
        Self::Gone,
        Self::Doubled,
        Self::Failed,
        Self::Missed,
        Self::Cancelled,
        Self::Withdrawn,
    ];

    /// The word as it is printed.
    pub fn words(self) -> &'static str {
        match self {
            Self::Scheduled => "Scheduled",
            Self::Sending => "Sending",
            Self::YourTurn => "Waiting for a person to post it",
            Self::Unconfirmed => "Unconfirmed",
            Self::Published => "Published",
            Self::Changed => "Changed",
            Self::Gone => "Gone",
            Self::Doubled => "Doubled",
            Self::Failed => "Failed",
            Self::Missed => "Missed",
            Self::Cancelled => "Cancelled",
            Self::Withdrawn => "Withdrawn",
        }
    }
}

impl Row {
    /// What people are shown at this moment.
    pub fn shown(&self, now: Moment) -> Shown {
        match self.state {
            State::Scheduled if self.pauses.contains(PauseReason::Late) => Shown::Missed,
            State::Scheduled => Shown::Scheduled,
            State::Sending if self.has_kept_people_waiting(now) => Shown::Unconfirmed,
            State::Claimed | State::Preparing | State::Sending => Shown::Sending,
            State::Asked => Shown::YourTurn,
            State::Unknown | State::Absent | State::NeedsHuman => Shown::Unconfirmed,
            State::Confirmed | State::Verified | State::Live => Shown::Published,
            State::Altered => Shown::Changed,
            State::Vanished => Shown::Gone,
            State::Duplicate => Shown::Doubled,
            State::Rejected | State::FailedFinal => Shown::Failed,
            State::Expired => Shown::Missed,
            State::Cancelled => Shown::Cancelled,
            State::Withdrawn => Shown::Withdrawn,
        }
    }
    /// A worker that died in the call keeps its lease for a while; people see the doubt before that ends.
    fn has_kept_people_waiting(&self, now: Moment) -> bool {
        self.last_sending.is_some_and(|at| now >= at.plus(waits::SHOWN_UNCONFIRMED))
    }
}
