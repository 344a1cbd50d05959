//! Which entries of the rules file change. Rules that stand in a list are whole entries: one that is put in between moves
//! no other.

use crate::Charter;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// One entry: a value, or one rule of a list such as `[[power]]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedEntry {
    /// Where it stands, without numbers: `power`, `meetings.every`.
    pub path: String,
    /// The line of the rules file it stands on, from 1: of the later one, or of the earlier where the entry is gone.
    pub line: usize,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there.
    pub after: Option<String>,
    /// The labels that the entry cites, before or after.
    pub cites: Vec<String>,
}

/// What follows from the text alone, or says nothing about anybody: where clauses stand, and the digest of the text.
const FOLLOWS_FROM_THE_TEXT: &[&str] =
    &["charter.sha256", "charter.shape", "charter.splitter", "charter.text", "clauses", "informative"];

/// One value with its place among the entries of one path.
struct Entry {
    numbered: String,
    value: Value,
}

/// The entries that differ, by path.
pub(super) fn between(old: &Charter, new: &Charter) -> Vec<ChangedEntry> {
    let (before, after) = (entries(old), entries(new));
    let none = Vec::new();
    let paths: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut changed = Vec::new();
    for path in paths {
        let (was, is) = (before.get(path).unwrap_or(&none), after.get(path).unwrap_or(&none));
        of_one_path(old, new, (path, was, is), &mut changed);
    }
    changed.sort_by_key(|entry| entry.line);
    changed
}

fn of_one_path(
    old: &Charter,
    new: &Charter,
    (path, was, is): (&str, &[Entry], &[Entry]),
    changed: &mut Vec<ChangedEntry>,
) {
    let shown = |entries: &[Entry]| entries.iter().map(|entry| entry.value.to_string()).collect::<Vec<_>>();
    for op in capture_diff_slices(Algorithm::Patience, &shown(was), &shown(is)) {
        // The library gives ranges that lie within what it was given.
        let (gone, come) = match op {
            DiffOp::Equal { .. } => continue,
            DiffOp::Delete { old_index, old_len, .. } => (&was[old_index..old_index + old_len], &is[..0]),
            DiffOp::Insert { new_index, new_len, .. } => (&was[..0], &is[new_index..new_index + new_len]),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (&was[old_index..old_index + old_len], &is[new_index..new_index + new_len])
            }
        };
        for n in 0..gone.len().max(come.len()) {
            let (before, after) = (gone.get(n), come.get(n));
            let line = after.map(|entry| new.source.line(&entry.numbered));
            let line = line.or_else(|| before.map(|entry| old.source.line(&entry.numbered))).unwrap_or(1);
            let cited = [before.map(|entry| (old, entry)), after.map(|entry| (new, entry))];
            let mut cites: Vec<String> =
                cited.into_iter().flatten().filter_map(|(charter, entry)| cited_by(charter, &entry.numbered)).collect();
            cites.sort();
            cites.dedup();
            changed.push(ChangedEntry {
                path: path.to_owned(),
                line,
                before: before.map(|entry| entry.value.to_string()),
                after: after.map(|entry| entry.value.to_string()),
                cites,
            });
        }
    }
}

/// The label that the table of this entry cites.
fn cited_by(charter: &Charter, numbered: &str) -> Option<String> {
    let within = |path: &str| numbered == path || numbered.starts_with(&format!("{path}."));
    let citations = charter.source.citations().iter().filter(|citation| within(&citation.path));
    citations.max_by_key(|citation| citation.path.len()).map(|citation| citation.label.clone())
}

/// Every entry of a rules file, by its path without numbers.
fn entries(charter: &Charter) -> BTreeMap<String, Vec<Entry>> {
    let mut found = BTreeMap::new();
    // A charter that loaded is well-formed.
    let table: Table = charter.rules_source().parse().unwrap_or_default();
    for (key, value) in table {
        gather(&key, &key, value, &mut found);
    }
    found
}

fn gather(path: &str, numbered: &str, value: Value, found: &mut BTreeMap<String, Vec<Entry>>) {
    if FOLLOWS_FROM_THE_TEXT.contains(&path) {
        return;
    }
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                gather(&format!("{path}.{key}"), &format!("{numbered}.{key}"), value, found);
            }
        }
        Value::Array(items) if items.iter().all(Value::is_table) && !items.is_empty() => {
            for (n, value) in items.into_iter().enumerate() {
                let entry = Entry { numbered: format!("{numbered}.{n}"), value };
                found.entry(path.to_owned()).or_default().push(entry);
            }
        }
        value => {
            let entry = Entry { numbered: numbered.to_owned(), value };
            found.entry(path.to_owned()).or_default().push(entry);
        }
    }
}
