//! Meetings of a group: series and single ones, who was there, what was written down, and what people are told of them.

mod attending;
mod feeds;
mod letters;
mod minutes;
mod papers;
mod planning;
mod rows;
mod shortfalls;

pub use attending::{CorrectionRow, PresenceRow, Said};
pub use feeds::FeedRow;
pub use minutes::Saved;
pub use papers::{ActionRow, AgendaRow, Papers};
pub use planning::{Plan, Planned};
pub(crate) use rows::found;
pub use rows::{MeetingRow, SeriesRow};
pub use shortfalls::{Answered, ShortfallRow};
