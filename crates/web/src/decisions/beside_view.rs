//! What the page of a decision shows beside ballots: objections, who is present, a casting vote.

use crate::parts::{Action, Choices, Field};

/// An objection to what waits for consent.
#[derive(Clone, Debug)]
pub struct Objection {
    /// Whose it is.
    pub who: String,
    /// The reason.
    pub reason: String,
    /// When.
    pub at: String,
    /// Who answered it, the words, and when.
    pub reply: Option<(String, String, String)>,
}

/// Answering an objection, for the sponsor.
#[derive(Clone, Debug)]
pub struct Answering {
    /// Where the form goes.
    pub to: String,
    /// Whose objection.
    pub choices: Choices,
    /// The answer.
    pub field: Field,
}

/// Who is present, or confirms that they took part.
#[derive(Clone, Debug)]
pub struct Presence {
    /// Its heading, which is read aloud.
    pub heading: &'static str,
    /// What it is good for, and who is.
    pub words: String,
    /// Saying so.
    pub button: Option<Action>,
}

/// The casting vote, for whoever has it.
#[derive(Clone, Debug)]
pub struct Casting {
    /// Where it goes.
    pub to: String,
    /// Yes or no.
    pub choices: Choices,
}
