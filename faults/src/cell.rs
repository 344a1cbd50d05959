//! One cell: a post of one class, and what is done to it on its way.

use crate::blow::{Blow, Way};
use delivery::{Class, PauseReason, State};
use std::fmt;
use store::DeliveryRow;

/// What is tried.
#[derive(Clone, Copy)]
pub struct Cell {
    /// What is done to it.
    pub blow: Blow,
    /// The class of the network.
    pub class: Class,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.blow.name, self.class)
    }
}

/// What became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is there once, or gone as it was meant to be, and its row says so.
    Once,
    /// A person was asked, or told why it waits or is over, and it is there at most once.
    Told(String),
    /// It is there more than once.
    Doubled(String),
    /// What its row says is not so, and nobody was told.
    Lost(String),
    /// The process did not come by the point.
    NotReached(String),
}

impl Verdict {
    /// Whether it is as promised.
    pub fn is_well(&self) -> bool {
        matches!(self, Self::Once | Self::Told(_))
    }
}

/// Whether nothing more happens by itself that this rig waits for.
pub fn is_settled(row: &DeliveryRow) -> bool {
    use State as S;
    let held = row.row.pauses.iter().any(|reason| reason != PauseReason::Rate);
    match row.row.state {
        S::Confirmed | S::Verified | S::NeedsHuman | S::Asked => true,
        S::Scheduled => held,
        state => state.is_terminal(),
    }
}

/// Judges by what is visible on the network, what the row says, and what people were told.
pub fn judged(cell: Cell, row: &DeliveryRow, visible: usize, told: &[String]) -> Verdict {
    use State as S;
    let state = row.row.state;
    let says = format!("visible {visible} times, {state}, told: {}", told.join(", "));
    let is_told = !told.is_empty();
    match (state, visible) {
        (_, 2..) => Verdict::Doubled(says),
        (S::Withdrawn, 0) | (S::Confirmed | S::Verified | S::Live, 1) => Verdict::Once,
        // Seen to be gone before it is known that we deleted it.
        (S::Vanished, 0) if is_told && matches!(cell.blow.way, Way::Withdrawing) => Verdict::Told(says),
        (S::NeedsHuman | S::Scheduled, _) | (S::Rejected | S::FailedFinal | S::Expired, 0) if is_told => {
            Verdict::Told(says)
        }
        // Called off, which only a person does.
        (S::Cancelled, 0) => Verdict::Told(says),
        _ => Verdict::Lost(says),
    }
}
