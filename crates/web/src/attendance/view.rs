//! What the private pages on attendance show.

use crate::{
    filters,
    frame::{Frame, Place},
    meetings::Asks,
    parts::{Action, Clause, Problems},
};
use askama::Template;

/// The reader's own attendance.
#[derive(Template)]
#[template(path = "attendance/own.html")]
pub struct Own {
    /// The frame.
    pub frame: Frame,
    /// The sum.
    pub sum: String,
    /// The clause that asks for it.
    pub clause: Clause,
    /// What was missed, and why.
    pub missed: Vec<(String, String)>,
    /// What the convener asks: who, their words, and saying that one stays.
    pub asked: Option<(String, String, Action)>,
}

/// The task of a convener.
#[derive(Template)]
#[template(path = "attendance/task.html")]
pub struct Task {
    /// The frame.
    pub frame: Frame,
    /// The member.
    pub name: String,
    /// The sum.
    pub sum: String,
    /// The clause that asks for it.
    pub clause: Clause,
    /// What was missed, and why.
    pub missed: Vec<(String, String)>,
    /// What was answered before, and what the member said.
    pub before: Vec<String>,
    /// The three answers; none while nothing waits.
    pub asks: Option<Asks>,
    /// What is wrong with the form.
    pub problems: Problems,
}
