//! The text line by line: each with its anchor, what it governs, what hangs on it, and how often it was used.

use super::{Line, LineShape, governs};
use crate::{
    parts::{Tag, Tone},
    reader::Insider,
    when,
};
use basics::Digest;
use charter::{
    Charter, Status,
    check::{self, Standing, check},
    text::{Clause, ClauseKind, links, spoken},
};
use std::collections::{BTreeSet, HashMap};
use store::{AdoptedReading, Clauses};

/// Every line of the text, then the lines that rules cite of documents around it.
pub(super) fn of(
    insider: &Insider,
    charter: &Charter,
    used: &Clauses,
    (adopted, live): (&[AdoptedReading], &HashMap<Digest, String>),
) -> Vec<Line> {
    let mut named = BTreeSet::new();
    let checked = check(charter, None).lines;
    let text = charter.text().clauses().iter().zip(&checked).map(|(clause, checked)| {
        // A label that joins several sentences stands at the first of them.
        let label = checked.label.clone().filter(|label| named.insert(label.clone()));
        line(insider, charter, clause, checked, label, (used, adopted, live))
    });
    // The page's own heading is the charter's name.
    let mut lines: Vec<Line> = text.filter(|line| !is_title(line, charter)).collect();
    lines.extend(around(insider, charter, used));
    lines
}

fn line(
    insider: &Insider,
    charter: &Charter,
    clause: &Clause,
    checked: &check::Line,
    label: Option<String>,
    (used, adopted, live): (&Clauses, &[AdoptedReading], &HashMap<Digest, String>),
) -> Line {
    let shape = shape(charter, clause);
    let sentence = !matches!(shape, LineShape::Heading(_));
    let governs = label.as_deref().filter(|_| sentence).map(|label| governs::by(charter, label));
    let notes = label.as_deref().filter(|_| sentence).map(|label| notes(charter, label, &checked.standing, adopted));
    Line {
        shape,
        place: clause.place.clone(),
        words: spoken(&clause.text),
        links: led_to(clause, live),
        used: label.as_deref().and_then(|label| times(insider, label, used)),
        governs: governs.unwrap_or_default(),
        notes: notes.unwrap_or_default(),
        label,
    }
}

fn is_title(line: &Line, charter: &Charter) -> bool {
    line.shape == LineShape::Heading(1) && line.words == charter.name()
}

/// A heading is as deep as its marks; a sentence that begins an item shows so.
fn shape(charter: &Charter, clause: &Clause) -> LineShape {
    let written = charter.text().verbatim().lines().nth(clause.line.saturating_sub(1)).unwrap_or_default().trim_start();
    if clause.kind == ClauseKind::Heading {
        let marks = written.chars().take_while(|c| *c == '#').count();
        return LineShape::Heading(u8::try_from(marks.max(1)).unwrap_or(4));
    }
    let mut numbers = clause.place.split('.').map(str::parse::<usize>);
    let mut number = || numbers.next().and_then(Result::ok);
    let in_list = number().zip(number()).is_some_and(|(section, block)| charter.text().shape().is_list(section, block));
    // `2.3.1.2` is the second sentence of an item, which continues its line.
    let continues = clause.place.split('.').nth(3).is_some_and(|sentence| sentence != "1");
    if in_list && !continues { LineShape::Item } else { LineShape::Sentence }
}

/// Where a line leads: the links in its words, and the live page that it stands for.
fn led_to(clause: &Clause, live: &HashMap<Digest, String>) -> Vec<(String, String)> {
    let written = links(&clause.text).into_iter().filter(|link| link.address.starts_with("http"));
    let written = written.map(|link| (link.words, link.address));
    let live = live.get(&Digest::of(clause.text.as_bytes()));
    written.chain(live.map(|address| (format!("It is here: {address}"), address.clone()))).collect()
}

/// Readings hang on their line; so does what a later step brings.
fn notes(charter: &Charter, label: &str, standing: &Standing, adopted: &[AdoptedReading]) -> Vec<Tag> {
    let readings = charter.rules().reading.iter().filter(|reading| reading.clause == label);
    let is_adopted = |says: &str| adopted.iter().any(|known| known.clause == label && known.says == says);
    let readings = readings.filter(|reading| !is_adopted(&reading.says)).map(|reading| {
        let word = if reading.status == Status::ProductDefault { "Default of Nuncio" } else { "Reading" };
        let source = reading.decision.as_ref().map_or_else(String::new, |decision| format!(" (decision {decision})"));
        Tag::plain("scale", format!("{word}: {}{source}", reading.says))
    });
    let adopted = adopted.iter().filter(|known| known.clause == label);
    let adopted = adopted.map(|known| Tag::plain("scale", format!("Reading: {} ({})", known.says, known.source)));
    let readings = readings.chain(adopted);
    let stands = match standing {
        Standing::Supported { by, .. } => Some(Tag::plain("check", format!("Served by {}", by.join("; ")))),
        Standing::Promised { .. } => Some(Tag::plain("circle-dashed", "Bound; Nuncio does not serve it yet")),
        Standing::Unbound => Some(Tag::new(Tone::Warn, "triangle-alert", "No rule is bound to this line")),
        Standing::Enforced { .. } | Standing::Informative { .. } => None,
    };
    let goal = charter.rules().goals.values().any(|goal| goal == label);
    let goal = goal.then(|| Tag::plain("milestone", "A goal in force: posts name the goals they serve"));
    goal.into_iter().chain(readings).chain(stands).collect()
}

/// `used 14 times, last on 19 Nov 2026`, leading to those entries.
fn times(insider: &Insider, label: &str, used: &Clauses) -> Option<(String, String)> {
    let (times, last) = used.get(label)?;
    let times = if *times == 1 { "once".to_owned() } else { format!("{times} times") };
    let words = format!("used {times}, last on {}", when::day(*last, &insider.zone));
    Some((words, format!("{}/audit?clause={label}", insider.base())))
}

/// Lines of documents that the charter stands under or takes in: rules cite them, so they have their anchors here.
fn around(insider: &Insider, charter: &Charter, used: &Clauses) -> Vec<Line> {
    let mut lines = Vec::new();
    for (key, document) in &charter.rules().incorporated {
        let bare = |shape, place: String, words: &str| Line {
            shape,
            label: None,
            place,
            words: spoken(words),
            links: Vec::new(),
            governs: Vec::new(),
            notes: Vec::new(),
            used: None,
        };
        lines.push(bare(LineShape::Heading(2), format!("document-{key}"), &document.name));
        lines.extend(document.clauses.iter().map(|(line, words)| {
            let label = format!("{key}-{line}");
            Line {
                governs: governs::by(charter, &label),
                used: times(insider, &label, used),
                label: Some(label),
                ..bare(LineShape::Sentence, String::new(), words)
            }
        }));
    }
    lines
}
