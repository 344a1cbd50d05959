//! What everybody sees of published reports.

use crate::{filters, frame::Plain};
use askama::Template;

/// The list.
#[derive(Template)]
#[template(path = "reports/public.html")]
pub struct PublicReports {
    /// The frame.
    pub plain: Plain,
    /// The group's name.
    pub group: String,
    /// Each report: title, what it is about and since when it stands there, its page.
    pub rows: Vec<(String, String, String)>,
    /// The record of decisions; none where the charter keeps it inside.
    pub record: Option<String>,
}

/// One report.
#[derive(Template)]
#[template(path = "reports/public_one.html")]
pub struct PublicReport {
    /// The frame.
    pub plain: Plain,
    /// The group's name.
    pub group: String,
    /// The list.
    pub list: String,
    /// What it is called.
    pub title: String,
    /// The days that it is about, and to whom it went.
    pub about: String,
    /// The report that took its place: its title, and its page where everybody can read it.
    pub replaced: Option<(String, Option<String>)>,
    /// The report whose place it takes, the same way.
    pub replaces: Option<(String, Option<String>)>,
    /// The text.
    pub text: String,
    /// Since when it stands there.
    pub published: String,
    /// The decision that published it: its number, and its page where everybody can read it.
    pub decision: Option<(String, Option<String>)>,
    /// The digest of exactly this report.
    pub digest: String,
}
