//! What the page of errands shows.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Clause, Empty, Field, Pick, Problems},
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

/// Where the group's chat is told what is new.
pub struct Chat {
    /// How it is now.
    pub now: String,
    /// Why the last thing was not told.
    pub trouble: Option<String>,
    /// The clause by which the reader may say so.
    pub clause: Option<Clause>,
    /// Which chat.
    pub kind: Pick,
    /// Its address, which is not shown again.
    pub address: Field,
    /// The button, or why not and who can.
    pub save: Action,
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
    /// Where the group's chat is told.
    pub chat: Chat,
    /// What is wrong with its form.
    pub problems: Problems,
}
