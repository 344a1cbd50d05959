//! What the pages of a form show whose session had ended.

use crate::{filters, frame::Plain};
use askama::Template;

/// A field with what was typed into it, to be read and copied.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The id on the page.
    pub id: String,
    /// What the field is called.
    pub label: String,
    /// How many lines are shown.
    pub lines: usize,
    /// What was typed.
    pub value: String,
}

/// The session had ended: nothing was done, and nothing is lost.
#[derive(Template)]
#[template(path = "carry_on/over.html")]
pub struct Over {
    /// The frame.
    pub plain: Plain,
    /// Whether somebody pressed the button before signing in.
    pub too_early: bool,
    /// Whether there were files, which are not kept.
    pub files: bool,
    /// The page for signing in, with the way back.
    pub sign_in: String,
    /// What the form carries that outlives signing in.
    pub token: String,
    /// Where the form went.
    pub to: String,
    /// Its fields, as they travel.
    pub form: String,
    /// What was typed.
    pub typed: Vec<Kept>,
}

/// Signed in again: the same form, with the token of this session.
#[derive(Template)]
#[template(path = "carry_on/carry_on.html")]
pub struct CarryOn {
    /// The frame.
    pub plain: Plain,
    /// Where the form goes.
    pub to: String,
    /// Its fields: name and value.
    pub fields: Vec<(String, String)>,
    /// What the button says.
    pub button: &'static str,
    /// What it does.
    pub effect: &'static str,
    /// What was typed.
    pub typed: Vec<Kept>,
}
