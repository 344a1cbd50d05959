//! What the audit log shows.

use crate::{
    filters,
    frame::{Frame, Place},
    parts::{Clause, Empty, Face, Field, Pick, Tag},
};
use askama::Template;

/// How the chain is.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Whether it is whole.
    pub whole: bool,
    /// `Whole: 4,312 entries, checked today at 03:00`, or where it breaks.
    pub words: String,
    /// `The last 2 entries are not chained yet.`
    pub tail: String,
    /// The head's digest, short.
    pub head: String,
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its anchor: its place in the chain, or its id while it has none.
    pub id: String,
    /// `20 Nov 2026, 15:00:02`.
    pub when: String,
    /// The instant, for machines.
    pub at: String,
    /// The face.
    pub face: Face,
    /// Who.
    pub who: String,
    /// In which office.
    pub office: String,
    /// `scheduled`, `was refused to grant access to`.
    pub did: String,
    /// What.
    pub what: String,
    /// What else: `on Mastodon`.
    pub more: String,
    /// Its page.
    pub href: Option<String>,
    /// Whether it was a refusal.
    pub refused: bool,
    /// Under which clauses.
    pub clauses: Vec<Clause>,
    /// The question as it was put, and its answer with the rules.
    pub question: String,
    /// The facts that the verdict rested on: name and value.
    pub facts: Vec<(String, String)>,
    /// What changed: name, before, after.
    pub changes: Vec<(String, String, String)>,
    /// The version of the charter.
    pub charter: String,
    /// Its place in the chain.
    pub position: String,
    /// The entry's digest in the chain.
    pub digest: String,
}

/// The audit log.
#[derive(Template)]
#[template(path = "audit/audit.html")]
pub struct Audit {
    /// The frame.
    pub frame: Frame,
    /// How the chain is.
    pub chain: Chain,
    /// Filters: who, act, clause.
    pub filters: Vec<Pick>,
    /// From which day.
    pub from: Field,
    /// To which day.
    pub to: Field,
    /// Whether any filter is set.
    pub filtered: bool,
    /// How many entries the filters leave.
    pub count: u64,
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// The address of older ones.
    pub older: Option<String>,
    /// The address of newer ones.
    pub newer: Option<String>,
    /// The address of the same as CSV.
    pub csv: String,
    /// The address of the same as JSON.
    pub json: String,
}

impl Audit {
    fn counted(&self) -> String {
        super::chain::entries(self.count)
    }
}
