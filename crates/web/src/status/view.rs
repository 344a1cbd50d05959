//! What the status page shows.

use crate::{filters, frame::Plain, parts::Tag};
use askama::Template;

/// One exception that the operator made in the guarded way out.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// Scheme, host and port.
    pub address: String,
    /// Why.
    pub reason: String,
}

/// The page.
#[derive(Template)]
#[template(path = "status/status.html")]
pub struct Status {
    /// The frame.
    pub plain: Plain,
    /// All in one sentence.
    pub words: String,
    /// Each part with how it is: name, state, detail.
    pub parts: Vec<(String, Tag, String)>,
    /// The operator's exceptions.
    pub allowed: Vec<Allowed>,
    /// The practice network's own page, where there is one.
    pub practice: Option<String>,
}
