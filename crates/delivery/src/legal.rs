//! The one table of legal changes of state. It guards `step`, is printed as a golden table, and fills the table
//! `legal_pair` that the transition log references.

#[cfg_attr(
    not(test),
    expect(clippy::enum_glob_use, reason = "the table below is read by people; `State::` eighty times is not")
)]
use crate::State::{self, *};
use std::fmt::Write as _;

/// A change of state that may happen, and what it takes.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The state before.
    pub from: State,
    /// The state after.
    pub to: State,
    /// What it takes, in words for people.
    pub when: &'static str,
}

const fn pair(from: State, to: State, when: &'static str) -> Pair {
    Pair { from, to, when }
}

/// Every legal change of state.
pub const LEGAL: &[Pair] = &[
    pair(Scheduled, Claimed, "due, no pause open, not too late: a worker takes the lease and the next fence"),
    pair(Scheduled, Cancelled, "a person calls it off"),
    pair(Scheduled, Expired, "its last moment has passed"),
    pair(Scheduled, Unknown, "the database was restored or copied: it may have left already"),
    pair(Claimed, Preparing, "judged again, and it may leave"),
    pair(Claimed, Scheduled, "paused, or the lease lapsed: no byte has left"),
    pair(Claimed, Unknown, "the database was restored or copied: it may have left already"),
    pair(Claimed, Cancelled, "a person calls it off"),
    pair(Claimed, Expired, "its last moment has passed"),
    pair(Preparing, Sending, "prepared, judged once more, and it may leave"),
    pair(Preparing, Asked, "prepared, judged once more: a person is to post it by hand"),
    pair(Preparing, Scheduled, "paused, not prepared, or the lease lapsed: nothing visible exists"),
    pair(Preparing, Rejected, "the network refuses the content while preparing"),
    pair(Preparing, Unknown, "the database was restored or copied: it may have left already"),
    pair(Preparing, Cancelled, "a person calls it off"),
    pair(Preparing, Expired, "its last moment has passed"),
    pair(Sending, Confirmed, "a definite success that names the object"),
    pair(Sending, Rejected, "a definite refusal"),
    pair(Sending, Absent, "proof that no byte left, or a rate limit documented as not performed"),
    pair(Sending, NeedsHuman, "the network names an object that is another post of the channel"),
    pair(Sending, Unknown, "anything else: timeout, reset, 5xx, unreadable answer, worker gone, lease lapsed"),
    pair(Asked, Confirmed, "the person brings the address"),
    pair(Asked, Cancelled, "a person calls it off"),
    pair(Unknown, Confirmed, "seen by a read, or a person brings the address"),
    pair(Unknown, Absent, "absence proven by reads after the quarantine"),
    pair(Unknown, Duplicate, "seen more than once"),
    pair(Unknown, NeedsHuman, "no answer by the deadline, or nothing can be read here"),
    pair(NeedsHuman, Confirmed, "a person brings the address, or a late read finds it"),
    pair(NeedsHuman, Absent, "a person says: it is not there, send it"),
    pair(NeedsHuman, Duplicate, "a late read finds more than one"),
    pair(NeedsHuman, Cancelled, "a person drops it"),
    pair(Absent, Scheduled, "attempts are left"),
    pair(Absent, FailedFinal, "no attempts are left"),
    pair(Absent, Cancelled, "called off while its outcome was open"),
    pair(Absent, Expired, "its last moment has passed"),
    pair(Confirmed, Verified, "read back, and equal to what was approved"),
    pair(Confirmed, Altered, "read back, and different"),
    pair(Confirmed, Vanished, "read back, and gone"),
    pair(Confirmed, Withdrawn, "our deletion is confirmed"),
    pair(Confirmed, Unknown, "read back, and the object is not ours"),
    pair(Verified, Live, "still there, unchanged, at the second look"),
    pair(Verified, Altered, "second look: different"),
    pair(Verified, Vanished, "second look: gone"),
    pair(Verified, Withdrawn, "our deletion is confirmed"),
    pair(Live, Altered, "a later look: different"),
    pair(Live, Vanished, "a later look: gone"),
    pair(Live, Withdrawn, "our deletion is confirmed"),
];

const STATES: usize = State::ALL.len();

const MATRIX: [[bool; STATES]; STATES] = {
    let mut matrix = [[false; STATES]; STATES];
    let mut at = 0;
    while at < LEGAL.len() {
        matrix[LEGAL[at].from as usize][LEGAL[at].to as usize] = true;
        at += 1;
    }
    matrix
};

/// Whether a delivery may go from one state to the other.
pub fn is_legal(from: State, to: State) -> bool {
    MATRIX[from as usize][to as usize]
}

/// The table as text, for people and for the golden file.
pub fn table() -> String {
    let mut text = String::new();
    for Pair { from, to, when } in LEGAL {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{from:12} -> {to:12}  {when}");
    }
    text
}
