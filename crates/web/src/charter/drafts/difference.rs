//! What a draft changes, in the parts of its page.

use super::{Changed, Entry, Power};
use charter::{
    difference::{ChangedAnswer, ChangedClause, Counting, Difference, Piece},
    powers::Cell,
    rules::Period,
    sentences::{capital, listed},
    words_and_rules::Contradiction,
};

/// Clauses, word by word, each with what its rules say otherwise.
pub(super) fn clauses(difference: &Difference, contradictions: &[Contradiction]) -> Vec<Changed> {
    let otherwise = |label: &Option<String>| {
        let mine = contradictions.iter().filter(|one| Some(&one.label) == label.as_ref());
        mine.map(|one| capital(&one.to_string())).collect()
    };
    let shown = |clause: &ChangedClause| Changed {
        label: clause.label.clone(),
        place: format!("line {}, under “{}”", clause.line, clause.heading),
        pieces: clause.pieces.iter().cloned().map(Piece::tagged).collect(),
        otherwise: otherwise(&clause.label),
    };
    difference.clauses.iter().map(shown).collect()
}

/// Entries of the rules.
pub(super) fn entries(difference: &Difference) -> Vec<Entry> {
    let entries = difference.entries.iter().map(|entry| Entry {
        path: entry.path.clone(),
        line: format!("line {}", entry.line),
        before: value(&entry.path, entry.before.as_deref().unwrap_or_default()),
        after: value(&entry.path, entry.after.as_deref().unwrap_or_default()),
    });
    entries.collect()
}

/// A value of the rules file as it is read: a length of time in words, and the rest as it stands there.
fn value(path: &str, written: &str) -> String {
    let often = if path.ends_with("every") { "every " } else { "" };
    let pieces = written.split('"').enumerate().map(|(n, piece)| match piece.parse::<Period>() {
        Ok(period) if n % 2 == 1 => format!("{often}{}", period.spoken()),
        _ if n % 2 == 1 => format!("\"{piece}\""),
        _ => piece.to_owned(),
    });
    pieces.collect()
}

/// Answers of the charter, act by act.
pub(super) fn powers(difference: &Difference) -> Vec<Power> {
    let cell = |cell: &Option<Cell>| cell.as_ref().map_or_else(|| "no such office".to_owned(), Cell::to_text);
    let shown = |answer: &ChangedAnswer| Power {
        act: capital(answer.says),
        situation: answer.situation.clone(),
        who: listed(&answer.who, "and"),
        before: cell(&answer.before),
        after: cell(&answer.after),
        example: answer.example.clone(),
    };
    difference.answers.iter().map(shown).collect()
}

/// What is decided by counting: what, before, after.
pub(super) fn counting(difference: &Difference) -> Vec<(String, String, String)> {
    let said = |words: &Option<String>| words.clone().unwrap_or_else(|| "not decided".to_owned());
    let shown = |one: &Counting| (capital(&one.about), said(&one.before), said(&one.after));
    difference.counting.iter().map(shown).collect()
}
