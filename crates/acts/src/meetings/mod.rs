//! Meetings: planned, moved, called off; who was there; what was written down; whose attendance a convener is privately
//! told about; and the calendar that people subscribe to.

pub mod agenda;
pub mod attending;
pub mod feeds;
pub mod papers;
pub mod planning;
pub mod shortfalls;

use crate::{Declined, lengths::fits};

/// The longest line that is filled in about a meeting, in characters.
pub const LONGEST: usize = 1_000;

/// What was filled in as one line of words.
///
/// # Errors
/// At this field, when it is empty or too long.
fn line(field: &'static str, words: &str, missing: &str) -> Result<String, Declined> {
    if basics::text::is_blank(words) {
        return Err(Declined::field(field, missing));
    }
    short(field, words)
}

/// The same where it may stay empty.
fn short(field: &'static str, words: &str) -> Result<String, Declined> {
    fits(field, "This", words, LONGEST)?;
    let kept: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Ok(kept.split_whitespace().collect::<Vec<_>>().join(" "))
}
