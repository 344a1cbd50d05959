//! Which clauses say something else, word by word.

use crate::Charter;
use crate::text::Clause;
use serde::Serialize;
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};
use std::collections::BTreeMap;

/// A run of words of two texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "words")]
pub enum Piece {
    /// In both.
    Kept(String),
    /// Only in the earlier one.
    Out(String),
    /// Only in the later one.
    In(String),
}

impl Piece {
    /// The piece as a page marks it up: `same`, `del` or `ins`, and the words.
    pub fn tagged(self) -> (&'static str, String) {
        match self {
            Self::Kept(words) => ("same", words),
            Self::Out(words) => ("del", words),
            Self::In(words) => ("ins", words),
        }
    }
}

/// A clause that says something else, is new, or is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedClause {
    /// The label it has, in the later version if it is there.
    pub label: Option<String>,
    /// The line of the later text, or of the earlier where the clause is gone; from 1.
    pub line: usize,
    /// The heading it stands under.
    pub heading: String,
    /// Its words: those that stay, go and come.
    pub pieces: Vec<Piece>,
}

/// The clauses that differ, in the order of the later text; those that are gone stand where they were.
pub(super) fn between(old: &Charter, new: &Charter) -> Vec<ChangedClause> {
    let (before, after) = (old.text().clauses(), new.text().clauses());
    let words = |clauses: &[Clause]| clauses.iter().map(|clause| clause.text.clone()).collect::<Vec<_>>();
    let (labels_before, labels_after) = (labels(old), labels(new));
    let mut changed = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &words(before), &words(after)) {
        // The library gives ranges that lie within what it was given.
        let (gone, come) = match op {
            DiffOp::Equal { .. } => continue,
            DiffOp::Delete { old_index, old_len, .. } => (&before[old_index..old_index + old_len], &after[..0]),
            DiffOp::Insert { new_index, new_len, .. } => (&before[..0], &after[new_index..new_index + new_len]),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (&before[old_index..old_index + old_len], &after[new_index..new_index + new_len])
            }
        };
        for n in 0..gone.len().max(come.len()) {
            let (was, is) = (gone.get(n), come.get(n));
            let Some(stands) = is.or(was) else { continue };
            let label = is.and_then(|clause| labels_after.get(&clause.place));
            let label = label.or_else(|| was.and_then(|clause| labels_before.get(&clause.place)));
            changed.push(ChangedClause {
                label: label.cloned(),
                line: stands.line,
                heading: stands.heading.clone(),
                pieces: pieces(text(was), text(is)),
            });
        }
    }
    changed
}

fn text(clause: Option<&Clause>) -> &str {
    clause.map_or("", |clause| clause.text.as_str())
}

/// The label of each place.
fn labels(charter: &Charter) -> BTreeMap<String, String> {
    let places = charter.bound().iter().flat_map(|bound| bound.places.iter().map(|place| (place, &bound.label)));
    let each = places.flat_map(|(place, label)| {
        charter.text().at(place).into_iter().map(|clause| (clause.place.clone(), label.clone()))
    });
    each.collect()
}

/// The pieces of both texts in order: what stayed, what was taken out, what was put in.
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let words = change.value();
        match (pieces.last_mut(), change.tag()) {
            (Some(Piece::Kept(known)), ChangeTag::Equal)
            | (Some(Piece::Out(known)), ChangeTag::Delete)
            | (Some(Piece::In(known)), ChangeTag::Insert) => known.push_str(words),
            (_, ChangeTag::Equal) => pieces.push(Piece::Kept(words.to_owned())),
            (_, ChangeTag::Delete) => pieces.push(Piece::Out(words.to_owned())),
            (_, ChangeTag::Insert) => pieces.push(Piece::In(words.to_owned())),
        }
    }
    pieces
}
