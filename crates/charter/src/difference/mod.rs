//! What another version of a charter changes: the words, the rules, and who may do what.
//!
//! Both versions are asked the same questions, those of the powers tables: an answer that differs is a change, whatever
//! the text says about itself. Nothing here knows which of the two is in force.

mod answers;
mod entries;
mod found_by;
mod in_short;
mod one_request;
mod parts;
mod told;
mod words;

pub use answers::{ChangedAnswer, Counting};
pub use entries::ChangedEntry;
pub use found_by::FoundBy;
pub use in_short::in_short;
pub use one_request::Turn;
pub use parts::{ChangedPart, Weight};
pub use words::{ChangedClause, Piece, pieces};

use crate::{Act as _, Charter, act};
use serde::Serialize;

/// What an amendment touches, and how much that weighs by the version it amends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amendment {
    /// The parts of the charter that change, each with what does, and whether the earlier version calls them minor.
    pub parts: Vec<ChangedPart>,
    /// Whether all of it is minor by the earlier version.
    pub weight: Weight,
}

impl Amendment {
    /// What `new` touches of `old`. The weight is the earlier version's to say.
    pub fn between(old: &Charter, new: &Charter) -> Self {
        Self::of(old, new, &words::between(old, new), &entries::between(old, new))
    }

    fn of(old: &Charter, new: &Charter, clauses: &[ChangedClause], entries: &[ChangedEntry]) -> Self {
        let parts = parts::of(old, new, clauses, entries);
        Self { weight: Weight::of(&parts), parts }
    }

    /// Whether nothing changes that anybody could notice.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The parts that make it more than minor.
    pub fn substantive(&self) -> impl Iterator<Item = &ChangedPart> {
        self.parts.iter().filter(|part| part.weight == Weight::Substantive)
    }

    /// The name of the act by which `old` becomes what this leads to: changing goals is an act of its own where the
    /// charter has a line for it.
    ///
    /// # Errors
    /// With a sentence, where goals and other parts change at once under such a charter: each needs an answer of its own.
    pub fn act(&self, old: &Charter) -> Result<&'static str, Together> {
        let mut lines = old.rules().reserved.iter();
        let has_a_line = lines.any(|line| line.acts.iter().any(|name| name == act::AmendGoals::NAME));
        let (goals, others): (Vec<_>, Vec<_>) = self.parts.iter().partition(|part| part.name == parts::GOALS);
        match (has_a_line && !goals.is_empty(), others.is_empty()) {
            (false, _) => Ok(act::AmendCharter::NAME),
            (true, true) => Ok(act::AmendGoals::NAME),
            (true, false) => Err(Together { others: others.into_iter().map(|part| part.name.clone()).collect() }),
        }
    }
}

/// Everything that one version changes of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it touches, and how much that weighs.
    #[serde(flatten)]
    pub amendment: Amendment,
    /// Clauses whose words change.
    pub clauses: Vec<ChangedClause>,
    /// Entries of the rules file that change.
    pub entries: Vec<ChangedEntry>,
    /// Answers of the charter that change: act by act, with the case in which they do.
    pub answers: Vec<ChangedAnswer>,
    /// What is decided by counting, and comes to something else.
    pub counting: Vec<Counting>,
    /// How the answers were compared.
    pub found_by: FoundBy,
}

impl Difference {
    /// What `new` changes of `old`. It asks both every question of their powers tables, which takes a moment. A solver can
    /// compare more ([`Self::and_by_solver`]).
    pub fn between(old: &Charter, new: &Charter) -> Self {
        let (clauses, entries) = (words::between(old, new), entries::between(old, new));
        Self {
            amendment: Amendment::of(old, new, &clauses, &entries),
            clauses,
            entries,
            answers: answers::between(old, new),
            counting: answers::counting(old, new),
            found_by: FoundBy::Tables { because: None },
        }
    }
}

/// Goals and other parts change in one draft, although the charter has a line of its own for the goals.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the draft changes the goals and, at once, {}. The charter has a line of its own for the goals: make two drafts of it, \
     so that each is decided by itself",
    crate::sentences::listed(others, "and")
)]
pub struct Together {
    others: Vec<String>,
}
