//! When a group meets and who was there, as the charter counts it. Pure rules over values; the day is an argument.

mod attendance;

pub use attendance::{Attended, Held, Presence, attended};
