//! Ballots in a secret vote that is not closed: that one was cast is told, and not by whom.

use super::{Teller, Told, verbs, verbs::Stage};
use charter::Object;

impl Teller {
    /// An entry whose voter nobody but themselves reads before the close; none for any other.
    pub fn withheld(&self, line: &store::LogLine) -> Option<Told> {
        let (what, href, more) = self.vote(line.withheld.as_ref()?);
        Some(Told {
            who: "Somebody".to_owned(),
            office: None,
            did: verbs::of(&line.act, Stage::Planned).done.to_owned(),
            what,
            href,
            more,
            clauses: Vec::new(),
        })
    }

    /// A vote, its page, and nothing else.
    pub(super) fn vote(&self, object: &Object) -> (String, Option<String>, String) {
        if self.is_page_of(&object.kind, &object.id) {
            return (format!("this {}", object.kind), None, String::new());
        }
        match self.decisions.get(&object.id) {
            Some((words, href)) => (words.clone(), Some(href.clone()), String::new()),
            None => ("a vote".to_owned(), None, String::new()),
        }
    }
}
