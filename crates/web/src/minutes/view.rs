//! What everybody sees of published minutes.

use crate::{filters, frame::Plain};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "minutes/minutes.html")]
pub struct Minutes {
    /// The frame.
    pub plain: Plain,
    /// The group's name.
    pub group: String,
    /// What the meeting was called.
    pub title: String,
    /// When it was.
    pub when: String,
    /// The day on which they were approved.
    pub approved: String,
    /// The digest of exactly these minutes.
    pub digest: String,
    /// The minutes.
    pub text: String,
}
