//! Which parts of a charter change, and whether its `[amendment]` calls them minor.
//!
//! A part is minor only where the charter names it so. Everything that it does not name, and every word of the text that
//! no rule is bound to, is substantive: who is in doubt asks the body.

use super::{ChangedClause, ChangedEntry};
use crate::Charter;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The part that goals are.
pub(super) const GOALS: &str = "goals";
/// Words of the text that no rule is bound to.
const TEXT: &str = "text without a rule";
/// What no other part speaks of: who may what, and what goes to whom.
const SCOPE: &str = "scope";

/// Sections of a rules file by the part that they belong to, the most particular first. What stands in none is scope.
const PARTS: &[(&str, &str)] = &[
    ("goals", GOALS),
    ("budget", "budget"),
    ("offices", "membership"),
    ("statuses", "membership"),
    ("membership", "membership"),
    ("term", "membership"),
    ("exit", "membership"),
    ("decision", "decisions"),
    ("consensus", "decisions"),
    ("recusal", "decisions"),
    ("participation", "decisions"),
    ("meetings.workspace", "workspace"),
    ("meetings.attendance", "attendance"),
    ("meetings", "meetings"),
    ("reporting", "reports"),
    ("channels", "channels"),
    ("editorial", "editorial"),
    ("moderation", "moderation"),
    ("reading", "readings"),
    ("house", "house rules"),
];

/// How much a change weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// The group may do it by itself, where the charter lets it.
    Minor,
    /// The body that the charter names decides.
    Substantive,
}

impl Weight {
    /// Its word in rules files and facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Substantive => "substantive",
        }
    }
    /// The weight of all of these together. Where nothing changes, nothing is minor either.
    pub(super) fn of(parts: &[ChangedPart]) -> Self {
        parts.iter().map(|part| part.weight).max().unwrap_or(Self::Substantive)
    }
}

/// A part that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedPart {
    /// Its name: `membership`, `meetings`.
    pub name: String,
    /// How much a change of it weighs, by the earlier version.
    pub weight: Weight,
    /// What changes: labels of clauses and paths of entries.
    pub what: Vec<String>,
}

/// The parts that change, by name.
pub(super) fn of(
    old: &Charter,
    new: &Charter,
    clauses: &[ChangedClause],
    entries: &[ChangedEntry],
) -> Vec<ChangedPart> {
    let mut parts: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for entry in entries {
        parts.entry(of_path(&entry.path)).or_default().insert(entry.path.clone());
    }
    for label in relabelled(old, new) {
        for part in citing(old, new, &label) {
            parts.entry(part).or_default().insert(label.clone());
        }
    }
    for clause in clauses.iter().filter(|clause| clause.label.is_none()) {
        parts.entry(TEXT).or_default().insert(format!("line {}", clause.line));
    }
    let weighed = parts.into_iter().map(|(name, what)| ChangedPart {
        name: name.to_owned(),
        weight: weight(old, name),
        what: what.into_iter().collect(),
    });
    weighed.collect()
}

fn weight(old: &Charter, part: &str) -> Weight {
    let minor = old.rules().amendment.as_ref().is_some_and(|amendment| {
        let names = |list: &[String]| list.iter().any(|name| name == part);
        names(&amendment.minor) && !names(&amendment.substantive)
    });
    if minor { Weight::Minor } else { Weight::Substantive }
}

fn of_path(path: &str) -> &'static str {
    let within = |section: &str| path == section || path.starts_with(&format!("{section}."));
    PARTS.iter().find(|(section, _)| within(section)).map_or(SCOPE, |(_, part)| *part)
}

/// Labels whose words are other ones, or that exist only before or after.
fn relabelled(old: &Charter, new: &Charter) -> BTreeSet<String> {
    let quote = |charter: &Charter, label: &str| charter.clause(label).map(|clause| clause.quote.clone());
    let labels = old.bound().iter().chain(new.bound()).map(|bound| bound.label.clone());
    labels.filter(|label| quote(old, label) != quote(new, label)).collect()
}

/// The parts that a label belongs to, before or after: those whose rules say what it says in so many words, and where there
/// are none, those that are a reading of it. A label that nothing cites binds nobody.
fn citing(old: &Charter, new: &Charter, label: &str) -> BTreeSet<&'static str> {
    let all = || old.source.citations().iter().chain(new.source.citations()).filter(|found| found.label == label);
    let parts = |explicit: bool| -> BTreeSet<&'static str> {
        all().filter(|found| found.is_explicit || !explicit).map(|found| of_path(&found.path)).collect()
    };
    let (explicit, any) = (parts(true), parts(false));
    match (explicit.is_empty(), any.is_empty()) {
        (false, _) => explicit,
        (true, false) => any,
        (true, true) => BTreeSet::from([TEXT]),
    }
}
