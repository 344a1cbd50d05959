//! Labels to clauses: each label of `[clauses]` and of incorporated documents, with its words and its place.

use crate::problem::nearest;
use crate::rules::Rules;
use crate::text::SPLITTER;
use crate::{CharterText, Problem, source::Source, text};
use serde::Serialize;
use std::collections::BTreeMap;

/// A clause that has a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// Its name for good: `B3`, or `README-5` for a line of an incorporated document.
    pub label: String,
    /// Where it stands in this version of the text; empty for an incorporated document.
    pub places: Vec<String>,
    /// Its words.
    pub quote: String,
    /// The heading it stands under, or the document's title.
    pub heading: String,
    /// The line it starts on; 0 for an incorporated document.
    pub line: usize,
}

impl Bound {
    /// Its words as a page shows them: links as their words.
    pub fn spoken(&self) -> String {
        text::spoken(&self.quote)
    }
    /// Its words as a letter shows them: links with their address.
    pub fn written(&self) -> String {
        text::written(&self.quote)
    }
}

/// The clauses by label, and what is wrong with labels and places.
pub(super) fn bind(source: &Source, rules: &Rules, text: &CharterText) -> (Vec<Bound>, Vec<Problem>) {
    let mut problems = shape(source, rules, text);
    let mut bound = Vec::new();
    for label in rules.clauses.keys() {
        match find(source, rules, text, label) {
            Ok(clause) => bound.push(clause),
            Err(problem) => problems.push(*problem),
        }
    }
    bound.sort_by_key(|clause| clause.line);
    bound.extend(incorporated(rules));
    problems.extend(twice(source, rules));
    problems.extend(unknown_labels(source, &bound));
    (bound, problems)
}

fn shape(source: &Source, rules: &Rules, text: &CharterText) -> Vec<Problem> {
    let head = &rules.charter;
    if head.splitter != SPLITTER {
        let found = format!("these places were taken with version {} of the splitter", head.splitter);
        let problem = source.problem("charter.splitter", found);
        return vec![
            problem.expected(format!("version {SPLITTER}: check every place, then write splitter = {SPLITTER}")),
        ];
    }
    let differs = text.shape().differs_from(&head.shape).map(|difference| {
        let found = format!("the text changed under its rules: {difference}");
        let all = format!("check every place of [clauses] against the text, then write shape = [{}]", text.shape());
        source.problem("charter.shape", found).expected(all)
    });
    differs.into_iter().collect()
}

fn find(source: &Source, rules: &Rules, text: &CharterText, label: &str) -> Result<Bound, Box<Problem>> {
    let places = rules.clauses.get(label).map(|places| places.each().to_vec()).unwrap_or_default();
    let path = format!("clauses.{label}");
    let mut clauses = Vec::new();
    for place in &places {
        let found = text.at(place);
        if found.is_empty() {
            let known: Vec<&str> = text.clauses().iter().map(|clause| clause.place.as_str()).collect();
            let found = format!("clause {label} stands at {place:?}, and this text has no such place");
            let problem = source.problem(&path, found).expected("section.block.item.sentence, counted from 1");
            return Err(Box::new(problem.meant(nearest(place, known))));
        }
        clauses.extend(found);
    }
    let Some(first) = clauses.first() else {
        let problem = source.problem(&path, format!("clause {label} has no place"));
        return Err(Box::new(problem.example(format!("{label} = \"2.3.1\""))));
    };
    let quote = clauses.iter().map(|clause| clause.text.as_str()).collect::<Vec<_>>().join(" ");
    Ok(Bound { label: label.to_owned(), places, quote, heading: first.heading.clone(), line: first.line })
}

fn incorporated(rules: &Rules) -> impl Iterator<Item = Bound> {
    rules.incorporated.iter().flat_map(|(key, document)| {
        document.clauses.iter().map(move |(line, words)| Bound {
            label: format!("{key}-{line}"),
            places: Vec::new(),
            quote: words.clone(),
            heading: document.name.clone(),
            line: 0,
        })
    })
}

/// Places that two labels claim: a clause has one name.
fn twice(source: &Source, rules: &Rules) -> Vec<Problem> {
    let mut owner: BTreeMap<&str, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for (label, places) in &rules.clauses {
        for place in places.each() {
            if let Some(other) = owner.insert(place, label) {
                let found = format!("{label} and {other} both stand at {place:?}");
                problems.push(source.problem(&format!("clauses.{label}"), found).expected("one label for a clause"));
            }
        }
    }
    problems
}

fn unknown_labels(source: &Source, bound: &[Bound]) -> Vec<Problem> {
    let known = |label: &str| bound.iter().any(|clause| clause.label == label);
    let unknown = source.citations().iter().filter(|citation| !known(&citation.label));
    unknown
        .map(|citation| {
            let labels = bound.iter().map(|clause| clause.label.as_str());
            Problem::at(&source.file, citation.line, format!("there is no clause {:?}", citation.label))
                .expected("a label of [clauses], or of an incorporated document such as README-5")
                .meant(nearest(&citation.label, labels))
                .example(format!("{} = \"2.3.1\"", citation.label))
        })
        .collect()
}
