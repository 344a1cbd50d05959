//! Entries of the log as lines that a page shows: who did what, under which clause, when.

use crate::{
    parts::{Clause, Face, LogLine},
    reader::Insider,
    when,
};
use basics::{Moment, PersonId};
use charter::{Actor, vocabulary};
use std::{collections::HashMap, hash::BuildHasher};

/// How many lines stand below a thing; the audit log has all of them.
pub const SHOWN: u64 = 12;

/// One entry as a line. `names` are those by which the group calls its people.
pub fn line<S: BuildHasher>(
    reader: &Insider,
    names: &HashMap<PersonId, String, S>,
    now: Moment,
    entry: &store::LogLine,
) -> LogLine {
    let who = entry.record.as_ref().map_or_else(|| "Somebody".to_owned(), |record| named(record.question.actor, names));
    let cites = entry.record.as_ref().map(|record| record.opinion.cites()).unwrap_or_default();
    let mut labels: Vec<&str> = cites.iter().map(|cited| cited.label.as_str()).collect();
    labels.dedup();
    LogLine {
        face: Face::of(&who),
        who,
        did: did(&entry.act, entry.refused),
        what: entry
            .record
            .as_ref()
            .and_then(|record| record.changes.first())
            .map_or_else(String::new, |change| change.what.clone()),
        href: None,
        more: String::new(),
        clauses: labels.into_iter().map(|label| Clause::of(&reader.base(), label)).collect(),
        when: when::short(entry.at, now, &reader.zone),
        at: entry.at.to_string(),
    }
}

fn named<S: BuildHasher>(actor: Actor, names: &HashMap<PersonId, String, S>) -> String {
    match actor {
        Actor::Person(person) => names.get(&person).cloned().unwrap_or_else(|| "Somebody".to_owned()),
        Actor::Charter => "The charter".to_owned(),
        Actor::Operator => "The operator".to_owned(),
    }
}

fn did(act: &str, refused: bool) -> String {
    if refused {
        let says = vocabulary::act(act).map_or_else(|| act.replace('_', " "), |entry| entry.says.to_owned());
        return format!("was refused to {says}");
    }
    let past = PAST.iter().find(|(name, _)| *name == act).map(|(_, says)| *says);
    past.map_or_else(|| act.replace('_', " "), str::to_owned)
}

const PAST: &[(&str, &str)] = &[
    ("found_group", "founded the group:"),
    ("schedule_post", "put a post in the queue:"),
    ("publish_post", "let a post leave:"),
    ("cancel_post", "took a post out of the queue:"),
    ("withdraw_post", "deleted a published post:"),
    ("report_posted", "reported a post made by hand:"),
    ("settle_delivery", "said what became of a delivery:"),
    ("reply", "answered somebody:"),
    ("grant_access", "gave access:"),
    ("end_access", "took access back:"),
    ("open_channel", "opened a channel:"),
    ("reserve_channel", "held a name:"),
    ("connect_channel", "connected an account:"),
    ("rest_channel", "stopped posting:"),
    ("resume_channel", "went on posting:"),
    ("suspend_channel", "stopped everything:"),
    ("retire_channel", "retired a channel:"),
    ("prefer_channel", "moved the mark for conversation:"),
    ("ask_body", "asked:"),
    ("record_answer", "recorded:"),
    ("invite_member", "invited somebody:"),
];
