//! What a body sees of a question.

use crate::{filters, frame::Plain, parts::Tag};
use acts::requests::Brief;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "asked/asked.html")]
pub struct Asked {
    /// The frame.
    pub plain: Plain,
    /// The question in one line.
    pub title: String,
    /// How it stands.
    pub state: Tag,
    /// When it was put.
    pub put: String,
    /// What was recorded, line by line.
    pub recorded: Option<Vec<(String, String)>>,
    /// Whether it was recorded without anything by which it could be checked.
    pub unconfirmed: bool,
    /// Everything else.
    pub brief: Brief,
}
