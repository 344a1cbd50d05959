//! What the page about the end of a group shows.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Quote},
};
use askama::Template;

/// One body that can be asked.
pub struct Way {
    /// The clause.
    pub quotes: Vec<Quote>,
    /// The button.
    pub ask: Action,
    /// The question that waits for its answer, by its page.
    pub waiting: Option<String>,
}

/// Something that the end does.
pub struct Consequence {
    /// The icon's name.
    pub icon: &'static str,
    /// What, with its number.
    pub words: String,
    /// The page on which it is looked at.
    pub href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "ending/ending.html")]
pub struct Ending {
    /// The frame.
    pub frame: Frame,
    /// When it ended, and by whom; none while it works.
    pub over: Option<String>,
    /// The day on which the charter ends it.
    pub sunset: Option<String>,
    /// What the end does, while the group works.
    pub follows: Vec<Consequence>,
    /// What the charter asks for then.
    pub steps: Vec<String>,
    /// Who can be asked.
    pub ways: Vec<Way>,
    /// Who can, where nobody can be asked.
    pub who_can: String,
}
