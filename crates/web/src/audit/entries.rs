//! The entries of a page, and what they can be filtered by.

use super::{Asked, Entry};
use crate::{
    App,
    parts::{Choice, Face, Pick},
    reader::Insider,
    told::{Teller, Told},
    when,
};
use charter::vocabulary::{ACTS, Stage};
use store::{LogFilter, LogLine, Place};

/// Reads a page of entries, the newest first.
pub(super) async fn read(
    app: &App,
    insider: &Insider,
    filter: &LogFilter,
    skip: u64,
    limit: u64,
) -> Result<Vec<Entry>, anyhow::Error> {
    let lines = app.here.store.log_page(insider.id(), insider.of_log(), filter, skip, limit).await?;
    let teller = Teller::of(app, insider, &lines).await?;
    let in_force = app.here.store.charter(insider.id()).await?.version();
    let entry = |line: &LogLine| {
        let version = line.record.as_ref().map(|record| record.question.charter);
        let charter = match version {
            Some(version) if version == in_force => format!("the version in force ({})", version.short()),
            Some(version) => format!("an earlier version ({})", version.short()),
            None => "unknown".to_owned(),
        };
        told(line, &teller, insider, charter)
    };
    Ok(lines.iter().map(entry).collect())
}

fn told(line: &LogLine, teller: &Teller, insider: &Insider, charter: String) -> Entry {
    let told = match &line.record {
        Some(record) => teller.tell(record, &line.act, line.refused),
        None => erased(line),
    };
    let (facts, changes) = line.record.as_ref().map_or_else(Default::default, |record| {
        (teller.words().facts(&record.question.cases), teller.words().changes(&record.changes))
    });
    Entry {
        id: anchor(line),
        when: when::exact(line.at, &insider.zone),
        at: line.at.to_string(),
        face: Face::of(&told.who),
        who: told.who,
        office: told.office.unwrap_or_default(),
        did: told.did,
        what: told.what,
        more: told.more,
        href: told.href,
        refused: line.refused,
        clauses: told.clauses,
        question: question(line),
        facts,
        changes,
        charter,
        digest: line.leaf.short(),
        position: place(line),
    }
}

fn anchor(line: &LogLine) -> String {
    match line.place {
        Place::At(position) => format!("entry-{position}"),
        Place::Waits | Place::Untold => line.id.to_string(),
    }
}

fn place(line: &LogLine) -> String {
    match line.place {
        Place::At(position) => position.to_string(),
        Place::Waits => "not chained yet".to_owned(),
        Place::Untold => "told once a secret vote is closed, since places count its ballots".to_owned(),
    }
}

/// What stays of an entry whose disclosure is gone or cannot be read.
fn erased(line: &LogLine) -> Told {
    Told {
        who: "Somebody".to_owned(),
        office: None,
        did: line.act.replace('_', " "),
        what: "(what this entry disclosed is missing, or cannot be read)".to_owned(),
        href: None,
        more: String::new(),
        clauses: Vec::new(),
    }
}

/// The question as it was put, and the answer: `schedule_post, post …: may, by D2`.
fn question(line: &LogLine) -> String {
    let Some(record) = &line.record else { return String::new() };
    let object = &record.question.object;
    let version = object.version.map_or_else(String::new, |version| format!(" in the version {}", version.short()));
    let rules: Vec<String> =
        record.opinion.cites().iter().map(|cited| format!("{} ({})", cited.label, cited.rule)).collect();
    let answer = if line.refused { "may not" } else { "may" };
    let by = if rules.is_empty() { String::new() } else { format!(", by {}", rules.join(", ")) };
    format!("{} of {} {}{version}: {answer}{by}", line.act, object.kind, object.id)
}

/// Who, which act, which clause, and whether it was done.
pub(super) async fn filters(app: &App, insider: &Insider, asked: &Asked) -> Result<Vec<Pick>, anyhow::Error> {
    let charter = app.here.store.charter(insider.id()).await?;
    let people = insider.known.roster.members(insider.reader.at);
    let people = people.into_iter().map(|member| (member.person.to_string(), member.known_as));
    let acts =
        ACTS.iter().filter(|act| act.stage == Stage::Built).map(|act| (act.name.to_owned(), act.says.to_owned()));
    let clauses = charter.bound().iter().map(|clause| (clause.label.clone(), clause.label.clone()));
    let outcomes =
        [("done", "Done"), ("refused", "Refused")].map(|(value, words)| (value.to_owned(), words.to_owned()));
    Ok(vec![
        pick("who", "Who", "Anybody", people, &asked.query.who),
        pick("act", "Act", "Any act", acts, &asked.query.act),
        pick("clause", "Clause", "Any clause", clauses, &asked.query.clause),
        pick("outcome", "Outcome", "Done or refused", outcomes.into_iter(), &asked.query.outcome),
    ])
}

fn pick(name: &str, label: &str, all: &str, of: impl Iterator<Item = (String, String)>, chosen: &str) -> Pick {
    let each = of.map(|(value, words)| {
        let choice = Choice::new(&value, words);
        choice.chosen(value == chosen)
    });
    Pick {
        name: name.to_owned(),
        label: label.to_owned(),
        of: [Choice::new("", all)].into_iter().chain(each).collect(),
        ..Pick::default()
    }
}
