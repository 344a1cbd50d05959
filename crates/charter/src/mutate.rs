//! What each rule is good for: without it, some row of the powers table changes.

use crate::powers::{act_rows, act_rows_as_held, columns};
use crate::rules::{Office, Rules};
use crate::situations::situations;
use crate::vocabulary::ACTS;
use crate::{Charter, Problems};
use serde::Serialize;

/// What became of the table when one rule was dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mutation {
    /// The rule that was dropped, as it stands in the rules file.
    pub dropped: String,
    /// The line of the rules file.
    pub line: usize,
    /// The first row that changed; nothing when the table is the same without the rule.
    pub changed: Option<Change>,
    /// The test that fails instead, for a rule from which facts are computed: it never reaches the policies.
    pub fails: Option<&'static str>,
}

impl Mutation {
    /// Whether somebody would notice that the rule is gone.
    pub fn shows(&self) -> bool {
        self.changed.is_some() || self.fails.is_some()
    }
}

/// A row that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The act.
    pub act: &'static str,
    /// The situation.
    pub situation: String,
    /// Who is affected.
    pub office: String,
    /// The answer with the rule.
    pub with: String,
    /// The answer without it.
    pub without: String,
}

impl std::fmt::Display for Mutation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (dropped, line) = (&self.dropped, self.line);
        match (&self.changed, self.fails) {
            (None, None) => write!(f, "line {line}: without {dropped} nothing changes"),
            (None, Some(test)) => write!(f, "line {line}: without {dropped} {test} fails"),
            (Some(Change { act, situation, office, with, without }), _) => {
                write!(f, "line {line}: without {dropped}: {act}, {situation}, {office}: {with} → {without}")
            }
        }
    }
}

/// Drops each enforced rule in turn and says what changed.
pub fn mutate(charter: &Charter) -> Result<Vec<Mutation>, Problems> {
    let mut found = Vec::new();
    for without in without_each(charter.rules()) {
        let changed = first_change(charter, &charter.with_rules(without.rules)?, &without.acts);
        let line = charter.source.line(&without.path);
        found.push(Mutation { dropped: without.dropped, line, changed, fails: None });
    }
    found.extend(behind_facts(charter));
    found.sort_by_key(|mutation| mutation.line);
    Ok(found)
}

/// Rules that facts are computed from: which channels only announce, and which answers count.
fn behind_facts(charter: &Charter) -> impl Iterator<Item = Mutation> {
    let broadcast = charter.rules().channels.broadcast.is_some().then_some((
        "channels.broadcast",
        "the rule which channels only announce",
        "k11_a_channel_of_ours_only_announces_unless_it_is_preferred",
    ));
    let answers = charter.rules().answers.is_some().then_some((
        "answers",
        "the rule which answers count",
        "h18_an_unconfirmed_answer_unlocks_nothing",
    ));
    broadcast.into_iter().chain(answers).map(|(path, dropped, test)| Mutation {
        dropped: dropped.to_owned(),
        line: charter.source.line(path),
        changed: None,
        fails: Some(test),
    })
}

/// All rules but one.
struct Without {
    dropped: String,
    path: String,
    /// The acts it is about; all of them, if it is about none in particular.
    acts: Vec<String>,
    rules: Rules,
}

impl Without {
    fn of(rules: &Rules, dropped: String, path: String, acts: &[String], edit: impl FnOnce(&mut Rules)) -> Self {
        let mut rules = rules.clone();
        edit(&mut rules);
        Self { dropped, path, acts: acts.to_vec(), rules }
    }
}

/// Each rule that policies are made of, left out.
fn without_each(rules: &Rules) -> Vec<Without> {
    let mut found = Vec::new();
    for (n, power) in rules.power.iter().enumerate() {
        let named = format!("the power to {} ({})", power.may.join(", "), power.clause);
        found.push(Without::of(rules, named, format!("power.{n}"), &power.may, |rules| drop_nth(&mut rules.power, n)));
    }
    for (n, limit) in rules.limit.iter().enumerate() {
        let named = format!("the limit on {} ({})", limit.acts.join(", "), limit.clause);
        found.push(Without::of(rules, named, format!("limit.{n}"), &limit.acts, |rules| drop_nth(&mut rules.limit, n)));
    }
    for (n, reserved) in rules.reserved.iter().enumerate() {
        let named = format!("the reserved matter {} ({})", reserved.matter, reserved.clause);
        let path = format!("reserved.{n}");
        found.push(Without::of(rules, named, path, &reserved.acts, |rules| drop_nth(&mut rules.reserved, n)));
    }
    for goal in rules.goals.keys() {
        let path = format!("goals.{goal}");
        found.push(Without::of(rules, format!("goal {goal}"), path, &[], |rules| drop(rules.goals.remove(goal))));
    }
    rules.offices.keys().for_each(|key| found.extend(without_parts_of_an_office(rules, key)));
    found
}

fn without_parts_of_an_office(rules: &Rules, key: &str) -> Vec<Without> {
    let Some(office) = rules.offices.get(key) else { return Vec::new() };
    let without = |what: &str, edit: fn(&mut Office)| {
        Without::of(rules, format!("{what} of the office {key}"), format!("offices.{key}"), &[], |rules| {
            rules.offices.entry(key.to_owned()).and_modify(edit);
        })
    };
    let condition =
        (!office.only_while.is_empty()).then(|| without("the condition", |office| office.only_while.clear()));
    let counting = office.counts_as.as_ref().map(|_| without("the borrowed powers", |office| office.counts_as = None));
    let deputy = office.deputy.as_ref().map(|_| without("the deputy", |office| office.deputy = None));
    condition.into_iter().chain(counting).chain(deputy).collect()
}

fn drop_nth<T>(rules: &mut Vec<T>, n: usize) {
    rules.remove(n);
}

/// The first cell in which two charters differ, in the situations of the first. A cell with another answer is shown
/// rather than one with other clauses.
fn first_change(with: &Charter, without: &Charter, acts: &[String]) -> Option<Change> {
    let columns = columns(with);
    let mut other_clauses = None;
    for entry in ACTS.iter().filter(|entry| acts.is_empty() || acts.iter().any(|act| act == entry.name)) {
        let situations = situations(with.rules(), entry.name);
        let before = act_rows(with, entry, &situations, &columns);
        // Facts about offices come from the charter as it is; only the answers come from the changed one.
        let after = act_rows_as_held(with.rules(), without, entry, &situations, &columns);
        for (before, after) in before.rows.iter().zip(&after.rows) {
            for ((office, before_cell), after_cell) in columns.iter().zip(&before.cells).zip(&after.cells) {
                let change = || Change {
                    act: entry.name,
                    situation: before.situation.clone(),
                    office: office.clone(),
                    with: before_cell.to_text(),
                    without: after_cell.to_text(),
                };
                if before_cell.answer != after_cell.answer {
                    return Some(change());
                }
                if before_cell != after_cell {
                    other_clauses = other_clauses.or_else(|| Some(change()));
                }
            }
        }
    }
    other_clauses
}
