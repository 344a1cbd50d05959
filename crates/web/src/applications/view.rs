//! What members see of applications.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Choices, Clause, Empty, Field, LogLine, Offer, Problems, Quote, Tag},
};
use askama::Template;

/// One application of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// `A-2026-1`.
    pub number: String,
    /// The applicant's name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// When it arrived.
    pub meta: String,
    /// Where it stands.
    pub state: Tag,
}

/// The list.
#[derive(Template)]
#[template(path = "applications/list.html")]
pub struct Applications {
    /// The frame.
    pub frame: Frame,
    /// The public form: its whole address to pass on, and its path; none where the charter has none.
    pub form: Option<(String, String)>,
    /// Those that wait for something, the newest first.
    pub open: Vec<Row>,
    /// The others.
    pub over: Vec<Row>,
}

/// Something that the charter asks for.
#[derive(Clone, Debug)]
pub struct Proof {
    /// What it is.
    pub words: String,
    /// The clause.
    pub clause: Clause,
    /// What was attested: whether it is so, who and when, how they know.
    pub said: Vec<(bool, String, String)>,
}

/// One application.
#[derive(Template)]
#[template(path = "applications/one.html")]
pub struct Application {
    /// The frame.
    pub frame: Frame,
    /// `A-2026-1`.
    pub number: String,
    /// The applicant's name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Where it stands.
    pub state: Tag,
    /// When it arrived.
    pub arrived: String,
    /// The questions with their answers.
    pub said: Vec<(String, String)>,
    /// What the charter asks for.
    pub proofs: Vec<Proof>,
    /// Attesting: what, whether, and how one knows.
    pub attest: Option<(Choices, Choices, Field)>,
    /// Why this reader does not attest, where they may not.
    pub refused: Option<Vec<Quote>>,
    /// Putting it to the group, or carrying out what was decided.
    pub offer: Option<Offer>,
    /// What an admission waits for, or that it lapsed.
    pub waits: Option<String>,
    /// The page of the question about it.
    pub asked: Option<String>,
    /// Telling the applicant why, where the group did not agree.
    pub explain: Option<Field>,
    /// What they were told: the words, who, when.
    pub told: Option<(String, String, String)>,
    /// Its page.
    pub at: String,
    /// The id that an attestation will have.
    pub once: String,
    /// What is wrong with a form.
    pub problems: Problems,
    /// Its record.
    pub history: Vec<LogLine>,
}
