//! What the pages of templates show.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Action, Empty, Field, Problems},
};
use askama::Template;

/// The list, with the form for another.
#[derive(Template)]
#[template(path = "templates/list.html")]
pub struct Templates {
    /// The frame.
    pub frame: Frame,
    /// What is wrong with the form.
    pub problems: Problems,
    /// Where the form goes.
    pub to: String,
    /// The id that what the form makes will have.
    pub id: String,
    /// Name, page, and what is known about each.
    pub templates: Vec<(String, String, Vec<String>)>,
    /// The questions about a new one.
    pub fields: Vec<Field>,
}

/// One template.
#[derive(Template)]
#[template(path = "templates/one.html")]
pub struct OneTemplate {
    /// The frame.
    pub frame: Frame,
    /// What is wrong with the form.
    pub problems: Problems,
    /// What it is called.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Who wrote it and when.
    pub meta: String,
    /// Where a post is begun, and the template's id.
    pub begin: (String, String),
    /// A question for each gap.
    pub gaps: Vec<Field>,
    /// Where the form goes.
    pub to: String,
    /// The questions about it.
    pub fields: Vec<Field>,
    /// The button that takes it out.
    pub take_out: Action,
}
