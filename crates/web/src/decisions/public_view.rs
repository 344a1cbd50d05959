//! What the public record of decisions shows.

use crate::{filters, frame::Plain};
use askama::Template;

/// The list.
#[derive(Template)]
#[template(path = "decisions/public.html")]
pub struct PublicRecord {
    /// The frame.
    pub plain: Plain,
    /// The group's name.
    pub group: String,
    /// Each decision: number, what was decided, how it stands, its page.
    pub rows: Vec<(String, String, String, String)>,
    /// The reports that everybody can read; none where there are none.
    pub reports: Option<String>,
}

/// One decision.
#[derive(Template)]
#[template(path = "decisions/public_one.html")]
pub struct PublicDecision {
    /// The frame.
    pub plain: Plain,
    /// The group's name.
    pub group: String,
    /// The list.
    pub list: String,
    /// `2026-31`.
    pub number: String,
    /// What was decided.
    pub title: String,
    /// How it stands.
    pub state: String,
    /// The proposal; none where it is about a person.
    pub proposal: Option<String>,
    /// What its sponsor says of it, beside the proposal: `In short`, `Asked before`.
    pub sponsor_says: Vec<(&'static str, String)>,
    /// Rule, dates, count: name and words.
    pub facts: Vec<(String, String)>,
    /// The line of the charter that the rule stands on.
    pub says: Option<String>,
    /// Who voted how, by name or by role. Empty where ballots are secret.
    pub said: Vec<(String, String)>,
}
