//! What the pages of reports show to members.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Choices, Empty, Field, Offer, Pick, Problems, Tag},
    requests::Row,
};
use askama::Template;

/// The list.
#[derive(Template)]
#[template(path = "reports/list.html")]
pub struct Reports {
    /// The frame.
    pub frame: Frame,
    /// The reports, the newest first.
    pub rows: Vec<Row>,
    /// What the charter asks the group to report: its words, clause by clause.
    pub asked_for: Vec<crate::parts::Quote>,
    /// The public page; none where nothing stands there.
    pub public: Option<String>,
    /// The form for another.
    pub new: String,
}

/// Writing one.
#[derive(Template)]
#[template(path = "reports/new.html")]
pub struct NewReport {
    /// The frame.
    pub frame: Frame,
    /// The title.
    pub title: Field,
    /// The periods of the charter; none where it knows none.
    pub period: Option<Pick>,
    /// First and last day, where it is about others.
    pub days: Vec<Field>,
    /// The text.
    pub text: Field,
    /// To whom it goes.
    pub goes_to: Pick,
    /// Whether everybody can read it.
    pub public: Choices,
    /// The report whose place it takes: its id and its title.
    pub replaces: Option<(String, String)>,
    /// Where the form goes.
    pub to: String,
    /// The id that what the form makes will have.
    pub once: String,
    /// What is wrong with it.
    pub problems: Problems,
}

/// One report.
#[derive(Template)]
#[template(path = "reports/one.html")]
pub struct Report {
    /// The frame.
    pub frame: Frame,
    /// What it is called.
    pub title: String,
    /// How it stands.
    pub state: Tag,
    /// Who wrote it, and when.
    pub about: String,
    /// What it says of itself, line by line.
    pub facts: Vec<(&'static str, String)>,
    /// The text.
    pub text: String,
    /// What became of it, in sentences; with a page where there is one.
    pub became: Vec<(String, Option<String>)>,
    /// Asking whoever decides, or publishing it. None once it is published.
    pub offer: Option<Offer>,
    /// Writing one that takes its place.
    pub correct: String,
    /// The questions about it: words and page.
    pub questions: Vec<(String, String)>,
    /// The digest of all of it.
    pub digest: String,
}
