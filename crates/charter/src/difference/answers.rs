//! Which answers change: both versions are asked the same questions, those of their powers tables.

use crate::act::{Act as _, FoundGroup};
use crate::computed::computed;
use crate::powers::{OUTSIDER, answer_of, column, columns};
use crate::request::example;
use crate::situations::{Situation, facts_of, situations};
use crate::vocabulary::{ACTS, ActEntry};
use crate::{Charter, powers::Cell};
use serde::Serialize;
use std::collections::BTreeMap;

/// One act in one situation in which the two versions answer differently to some people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedAnswer {
    /// The act's name.
    pub act: &'static str,
    /// What doing it is: `schedule a post`.
    pub says: &'static str,
    /// What is out of the ordinary: `all in order`, `sponsor: campaign`.
    pub situation: String,
    /// Who asks: the offices, as people say them.
    pub who: Vec<String>,
    /// What the earlier version answers; nothing where it does not know the office.
    pub before: Option<Cell>,
    /// What the later version answers; nothing where it does not know the office.
    pub after: Option<Cell>,
    /// A request that shows it.
    pub example: String,
}

/// Something that is decided by counting and comes to something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counting {
    /// What is decided.
    pub about: String,
    /// What it came to; nothing where it was not decided.
    pub before: Option<String>,
    /// What it comes to; nothing where it is not decided any more.
    pub after: Option<String>,
}

/// Every answer that differs, in the order of the acts. People who are answered alike stand together.
pub(super) fn between(old: &Charter, new: &Charter) -> Vec<ChangedAnswer> {
    let acts = ACTS.iter().filter(|entry| entry.name != FoundGroup::NAME); // founding is judged by no charter
    acts.flat_map(|entry| of_act(old, new, entry)).collect()
}

fn of_act(old: &Charter, new: &Charter, entry: &'static ActEntry) -> Vec<ChangedAnswer> {
    let mut asked = situations(old.rules(), entry.name);
    for situation in situations(new.rules(), entry.name) {
        if !asked.iter().any(|known| known.setting == situation.setting && known.lapsed == situation.lapsed) {
            asked.push(situation);
        }
    }
    asked.iter().flat_map(|situation| of_situation(old, new, entry, situation)).collect()
}

fn of_situation(old: &Charter, new: &Charter, entry: &'static ActEntry, asked: &Situation) -> Vec<ChangedAnswer> {
    let mut offices = columns(new);
    offices.extend(columns(old).into_iter().filter(|office| !offices.contains(office)).collect::<Vec<_>>());
    let mut found: Vec<ChangedAnswer> = Vec::new();
    for office in offices {
        let (before, after) = (cell(old, entry, asked, &office), cell(new, entry, asked, &office));
        if before == after {
            continue;
        }
        let known_in = if after.is_some() { new } else { old };
        let who = column(known_in, &office);
        match found.iter_mut().find(|known| known.before == before && known.after == after) {
            Some(known) => known.who.push(who),
            None => found.push(ChangedAnswer {
                act: entry.name,
                says: entry.says,
                situation: asked.says.clone(),
                example: example(entry, &asked.says, &who),
                who: vec![who],
                before,
                after,
            }),
        }
    }
    found
}

/// What a version answers to the holder of an office that it knows.
fn cell(charter: &Charter, entry: &'static ActEntry, asked: &Situation, office: &str) -> Option<Cell> {
    if !columns(charter).iter().any(|known| known == office) {
        return None;
    }
    let held: Vec<&str> = Some(office).filter(|office| *office != OUTSIDER).into_iter().collect();
    let facts = facts_of(charter.rules(), &held, &asked.setting, asked.lapsed);
    Some(answer_of(charter, &charter.weigh_anew(entry.name, &[facts])))
}

/// What is decided by counting and differs.
pub(super) fn counting(old: &Charter, new: &Charter) -> Vec<Counting> {
    let by_name = |charter: &Charter| -> BTreeMap<String, String> {
        computed(charter.rules()).into_iter().map(|one| (one.about, one.comes_to)).collect()
    };
    let (before, after) = (by_name(old), by_name(new));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let differs = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    differs
        .map(|name| Counting {
            about: name.clone(),
            before: before.get(name).cloned(),
            after: after.get(name).cloned(),
        })
        .collect()
}
