//! One verdict, explained: the sentence, the facts it rests on, and every clause.

use crate::problem::nearest;
use crate::situations::{facts_of, in_order};
use crate::vocabulary::{self, ACTS, Kind};
use crate::{Charter, Facts, Opinion, Value, sentences};
use serde::Serialize;
use std::collections::BTreeSet;

/// A verdict with all that it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The act.
    pub act: String,
    /// The verdict in a sentence.
    pub sentence: String,
    /// Each clause as it is quoted.
    pub clauses: Vec<String>,
    /// The facts.
    pub facts: Facts,
    /// The opinion as data.
    pub opinion: Opinion,
}

impl std::fmt::Display for Explanation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence)?;
        self.clauses.iter().try_for_each(|clause| write!(f, "\n  {clause}"))
    }
}

/// What was asked makes no sense; the sentence says why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unclear(String);

/// Explains what these offices may do. Facts that are not given are in order.
pub fn explain(
    charter: &Charter,
    act: &str,
    offices: &[String],
    given: &[(String, String)],
) -> Result<Explanation, Unclear> {
    if vocabulary::act(act).is_none() {
        return Err(unknown("act", act, ACTS.iter().map(|entry| entry.name)));
    }
    let known = charter.offices();
    if let Some(office) = offices.iter().find(|office| !known.contains(&office.as_str()) && *office != "outsider") {
        return Err(unknown("office", office, known.iter().copied().chain(["outsider"])));
    }
    let held: Vec<&str> = offices.iter().map(String::as_str).filter(|office| *office != "outsider").collect();
    let mut facts = facts_of(charter.rules(), &held, &in_order(charter.rules(), act), false);
    for (name, value) in given {
        facts = facts.with(name, read(act, name, value)?);
    }
    let opinion = charter.weigh(act, std::slice::from_ref(&facts));
    let sentence = sentences::verdict(charter, &opinion);
    let clauses = opinion.cites().iter().map(sentences::quotation).collect();
    Ok(Explanation { act: act.to_owned(), sentence, clauses, facts, opinion })
}

/// A fact's value as it is written on a command line: `true`, a word, or words with commas between them.
fn read(act: &str, name: &str, value: &str) -> Result<Value, Unclear> {
    let judged: Vec<&str> = vocabulary::facts_of(act).map(|fact| fact.name).collect();
    let fact = vocabulary::fact(name).filter(|fact| judged.contains(&fact.name));
    let Some(fact) = fact else { return Err(unknown(&format!("fact for {act}"), name, judged)) };
    let words = value.split(',').map(str::trim).filter(|word| !word.is_empty() && *word != "none");
    let read = match fact.kind {
        Kind::Flag => match value {
            "true" | "yes" => Value::Flag(true),
            "false" | "no" => Value::Flag(false),
            _ => return Err(Unclear(format!("{name} is {value:?}; expected true or false"))),
        },
        Kind::Word(_) | Kind::Name => Value::from(value),
        Kind::Words(_) | Kind::Names => Value::Words(words.map(str::to_owned).collect::<BTreeSet<_>>()),
    };
    match fact.kind.refuses(&read) {
        Some(how) => Err(Unclear(format!("the fact {name:?} {how}"))),
        None => Ok(read),
    }
}

fn unknown<'a>(what: &str, found: &str, known: impl IntoIterator<Item = &'a str>) -> Unclear {
    let known: Vec<&str> = known.into_iter().collect();
    let meant =
        nearest(found, known.iter().copied()).map(|word| format!("; did you mean {word:?}?")).unwrap_or_default();
    Unclear(format!("there is no {what} {found:?}; expected one of {}{meant}", known.join(", ")))
}
