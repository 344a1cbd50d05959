//! What applicants see.

use crate::{
    filters,
    frame::Plain,
    parts::{Field, Problems},
};
use askama::Template;

/// The form.
#[derive(Template)]
#[template(path = "apply/form.html")]
pub struct Apply {
    /// The frame.
    pub plain: Plain,
    /// The group's name.
    pub group: String,
    /// Whether nobody is in the group who could decide about an application.
    pub nobody_decides: bool,
    /// Whether something was typed, which is kept in any case.
    pub typed: bool,
    /// What is wrong.
    pub problems: Problems,
    /// Where the form goes.
    pub to: String,
    /// The link by which its writer will look at it.
    pub link: String,
    /// When it was opened, signed.
    pub opened: String,
    /// Name, address, and what the charter asks.
    pub fields: Vec<Field>,
}

/// What became of it.
#[derive(Template)]
#[template(path = "apply/status.html")]
pub struct Status {
    /// The frame.
    pub plain: Plain,
    /// The group's name.
    pub group: String,
    /// `A-2026-1`.
    pub number: String,
    /// When it arrived.
    pub arrived: String,
    /// Where it stands.
    pub heading: String,
    /// The same in a sentence or two.
    pub words: String,
    /// What is missing, and how somebody comes to it.
    pub missing: Vec<(String, String)>,
    /// Why the group did not admit them, where it said so.
    pub why: Option<String>,
    /// The applicant's name as they wrote it.
    pub name: String,
    /// The questions with their answers.
    pub said: Vec<(String, String)>,
    /// Whether they can apply anew.
    pub may_apply_again: bool,
    /// The form, to apply again.
    pub again: String,
}
