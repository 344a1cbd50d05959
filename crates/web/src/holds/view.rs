//! What the page of holds shows.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Empty, Field, Pick, Problems},
};
use askama::Template;

/// One hold.
pub struct Row {
    /// What is held.
    pub title: String,
    /// Why, since when and by whom.
    pub meta: String,
    /// Who has said that it may go on, and how many are missing.
    pub voices: String,
    /// The button; none where the reader has said so already.
    pub thaw: Option<Action>,
}

/// The page.
#[derive(Template)]
#[template(path = "holds/holds.html")]
pub struct Holds {
    /// The frame.
    pub frame: Frame,
    /// What is wrong with the form.
    pub problems: Problems,
    /// What is held.
    pub held: Vec<Row>,
    /// What can be frozen.
    pub what: Pick,
    /// Why.
    pub note: Field,
    /// The button that freezes.
    pub freeze: Action,
}
