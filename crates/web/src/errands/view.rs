//! What the page of errands shows.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Empty},
};
use askama::Template;

/// One errand.
pub struct Row {
    /// What is to be done.
    pub title: String,
    /// Since when, or who did it and when.
    pub meta: String,
    /// The button; none where it is done.
    pub tick: Option<Action>,
}

/// The page.
#[derive(Template)]
#[template(path = "errands/errands.html")]
pub struct Errands {
    /// The frame.
    pub frame: Frame,
    /// What is to be done, the oldest first.
    pub open: Vec<Row>,
    /// What is done, the newest first.
    pub done: Vec<Row>,
}
