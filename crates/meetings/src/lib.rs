//! When a group meets, who was there as the charter counts it, and what they wrote down together. Pure rules over values;
//! day and instant are arguments.

mod attendance;
mod letter;
mod meeting;
mod merge;
mod running_order;
mod series;

pub use attendance::{Attended, Held, Presence, Reading, attended};
pub use letter::{Letter, Sent, letter_due};
pub use meeting::{Kind, Meeting, NotNow, Stage, is_approved};
pub use merge::{AT_THE_SAME_TIME, Merged, known_to_its_writer, merged};
pub use running_order::{LONGEST_ITEM, RunningOrder, Slot};
pub use series::{Rhythm, Series, UnknownRhythm, leaves_rhythm_open};
