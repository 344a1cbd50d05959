//! What happens next to one delivery (one post on one channel), given what just happened.
//!
//! Pure: no clock, no database, no network. The store keeps the rows, `acts` performs the commands, the networks
//! classify their answers, and the simulator does all three by the million.

mod absence;
pub mod class;
pub mod event;
pub mod invariants;
pub mod legal;
pub mod pause;
pub mod proof;
pub mod row;
pub mod shown;
pub mod state;
pub mod step;
pub mod waits;
mod wake;

pub use class::{Class, Handling};
pub use event::{Answer, Event, Finding, Judgement, PersonSays, ReadBack, Remote};
pub use pause::{PauseReason, Pauses};
pub use proof::{Absent, KeyUse, Sending, TooLate};
pub use row::{BadTimes, Row};
pub use shown::Shown;
pub use state::{NotAState, State};
pub use step::{Command, Expected, Illegal, Kept, Notice, RaceLost, Step, Why, step};
