//! What happens next to one delivery (one post on one channel), given what just happened.
//!
//! Pure: no clock, no database, no network. The store keeps the rows, `acts` performs the commands, the networks
//! classify their answers, and the simulator does all three by the million.
//!
//! ```
//! use basics::{DeliveryId, Moment};
//! use delivery::{Class, Command, Expected, Handling, Row, step};
//!
//! # fn compare_and_set(expected: Expected, row: &Row) -> u64 { u64::from(expected.id == row.id) }
//! let due: Moment = "2026-11-20T15:00:00Z".parse().unwrap();
//! let row = Row::new(DeliveryId::mint(due), Handling::usual(Class::A), due, None)?;
//!
//! let event = row.wake(due).expect("it is due");              // the clock: what to tell this row
//! let step = step(&row, event, due)?;                         // what follows, nothing kept yet
//! let changed = compare_and_set(step.expected(), step.row()); // the store writes row and notice, and commits
//! let kept = step.once_kept(changed)?;                        // only then the command comes out
//! assert!(matches!(kept.command, Command::Judge));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where to read on: [`state`] and [`legal`] (what there is), [`mod@step`] (what follows from what), `absence` (what
//! proves that nothing is there), [`waits`] (every time and limit), [`invariants`] (what must hold).

mod absence;
mod breaker;
pub mod class;
pub mod event;
mod happened;
pub mod invariants;
pub mod legal;
pub mod pause;
pub mod plan;
pub mod proof;
mod refusal;
pub mod row;
pub mod shown;
pub mod state;
pub mod step;
pub mod waits;
mod wake;

pub use breaker::Breaker;
pub use class::{Class, Handling};
pub use event::{Answer, Event, Finding, Judgement, PersonSays, ReadBack, Remote};
pub use happened::Happened;
pub use pause::{PauseReason, Pauses};
pub use plan::Plan;
pub use proof::{Absent, KeyUse, Sending, TooLate};
pub use row::{BadTimes, Row};
pub use shown::Shown;
pub use state::{NotAState, State};
pub use step::{Command, Expected, Illegal, Kept, Notice, RaceLost, Step, Why, step};
