//! What each rule is good for: without it, some row of the powers table changes.

use crate::computed::{Computed, computed};
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
}

impl Mutation {
    /// Whether somebody would notice that the rule is gone.
    pub fn shows(&self) -> bool {
        self.changed.is_some()
    }
}

/// A row that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The row: act, situation and office, or what is decided by counting.
    pub row: String,
    /// The answer with the rule.
    pub with: String,
    /// The answer without it.
    pub without: String,
}

impl std::fmt::Display for Mutation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (dropped, line) = (&self.dropped, self.line);
        match &self.changed {
            None => write!(f, "line {line}: without {dropped} nothing changes"),
            Some(Change { row, with, without }) => {
                write!(f, "line {line}: without {dropped}: {row}: {with} → {without}")
            }
        }
    }
}

/// Drops each enforced rule in turn and says what changed.
pub fn mutate(charter: &Charter) -> Result<Vec<Mutation>, Problems> {
    let mut found = Vec::new();
    for without in without_each(charter.rules()) {
        let changed = first_computed(charter.rules(), &without.rules);
        let changed = match changed {
            Some(change) => Some(change),
            None => first_change(charter, &charter.with_rules(without.rules)?, &without.acts),
        };
        found.push(Mutation { dropped: without.dropped, line: charter.source.line(&without.path), changed });
    }
    found.sort_by_key(|mutation| mutation.line);
    Ok(found)
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

/// Each rule that policies are made of or that something is counted by, left out.
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
    found.extend(without_unnamed(rules));
    found.extend(without_what_is_counted(rules));
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

/// Where acts go that no line names: without it every member could do them.
fn without_unnamed(rules: &Rules) -> Option<Without> {
    rules.charter.unnamed.goes_to.as_ref()?;
    let named = "the line about acts that no line names".to_owned();
    Some(Without::of(rules, named, "charter.unnamed".to_owned(), &[], |rules| {
        rules.charter.unnamed.goes_to = None;
        rules.charter.unnamed.given_to = vec!["member".to_owned()];
    }))
}

fn without_what_is_counted(rules: &Rules) -> Vec<Without> {
    let mut found = Vec::new();
    if rules.channels.broadcast.is_some() {
        let named = "the rule which channels only announce".to_owned();
        found.push(Without::of(rules, named, "channels.broadcast".to_owned(), &[], |rules| {
            rules.channels.broadcast = None;
        }));
    }
    if rules.answers.is_some() {
        let named = "the rule which answers count".to_owned();
        found.push(Without::of(rules, named, "answers".to_owned(), &[], |rules| rules.answers = None));
    }
    for (key, _) in rules.incorporated.iter().filter(|(_, document)| document.minimum.is_some()) {
        let named = format!("the minimum of {key}");
        found.push(Without::of(rules, named, format!("incorporated.{key}.minimum"), &[], |rules| {
            rules.incorporated.entry(key.clone()).and_modify(|document| document.minimum = None);
        }));
    }
    found
}

fn drop_nth<T>(rules: &mut Vec<T>, n: usize) {
    rules.remove(n);
}

/// The first thing decided by counting that comes to something else.
fn first_computed(with: &Rules, without: &Rules) -> Option<Change> {
    let mut both = computed(with).into_iter().zip(computed(without));
    let (before, after) = both.find(|(before, after)| before != after)?;
    let told = |it: &Computed| format!("{} {}", it.comes_to, it.clause.as_deref().unwrap_or("(no rule)"));
    Some(Change { with: told(&before), without: told(&after), row: before.about })
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
                    row: format!("{}, {}, {office}", entry.name, before.situation),
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
