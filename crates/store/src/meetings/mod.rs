//! Meetings of a group: series and single ones, who was there, what was written down, and what people are told of them.

mod actions;
mod agenda;
mod attending;
mod ending;
mod feeds;
mod letters;
mod minutes;
mod papers;
mod planning;
mod rows;
mod shortfalls;
mod versions;

pub use agenda::{AgendaRow, Direction};
pub use attending::{CorrectionRow, PresenceRow, Said};
pub(crate) use ending::{call_off_all, is_own, of_meeting};
pub use feeds::FeedRow;
pub use minutes::Saved;
pub use papers::{ActionRow, Papers};
pub use planning::{Plan, Planned};
pub(crate) use rows::found;
pub use rows::{MeetingRow, SeriesEnd, SeriesRow};
pub use shortfalls::{Answered, ShortfallRow};
pub use versions::VersionRow;
