//! What facts must be so, as a Cedar expression and as plain Rust. Both mean the same.

use crate::rules::{Rules, Want, When};
use crate::vocabulary::{Kind, fact};
use crate::{Facts, Value};

/// The expression for all of these together; `true` for none.
pub(crate) fn expression(rules: &Rules, when: &When) -> String {
    let each: Vec<String> = when.iter().map(|(name, want)| one(rules, name, want)).collect();
    if each.is_empty() { "true".to_owned() } else { each.join(" && ") }
}

fn one(rules: &Rules, name: &str, want: &Want) -> String {
    let set = matches!(fact(name).map(|fact| fact.kind), Some(Kind::Words(_) | Kind::Names));
    match want {
        Want::Flag(flag) => format!("context.{name} == {flag}"),
        Want::Word(word) if name == "goals" && word == "in_force" => any_of(name, rules.goals.keys()),
        Want::Word(word) if set => format!("context.{name}.contains({word:?})"),
        Want::Word(word) => format!("context.{name} == {word:?}"),
        Want::OneOf(words) if set => any_of(name, words),
        Want::OneOf(words) => format!("{}.contains(context.{name})", list(words)),
    }
}

/// A set has one of these words. Without words nothing is in it: Cedar's strict mode knows no empty list.
fn any_of<'a>(name: &str, words: impl IntoIterator<Item = &'a String>) -> String {
    let words = list(words);
    if words == "[]" { "false".to_owned() } else { format!("context.{name}.containsAny({words})") }
}

fn list<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("{word:?}")).collect();
    format!("[{}]", words.join(", "))
}

/// Whether all of these are so. A missing fact is not so.
pub(crate) fn holds(rules: &Rules, when: &When, facts: &Facts) -> bool {
    when.iter().all(|(name, want)| facts.get(name).is_some_and(|value| is(rules, name, want, value)))
}

fn is(rules: &Rules, name: &str, want: &Want, value: &Value) -> bool {
    match (want, value) {
        (Want::Flag(want), Value::Flag(flag)) => want == flag,
        (Want::Word(want), Value::Word(word)) => want == word,
        (Want::OneOf(want), Value::Word(word)) => want.contains(word),
        (Want::Word(want), Value::Words(_)) if name == "goals" && want == "in_force" => {
            rules.goals.keys().any(|goal| is(rules, name, &Want::OneOf(vec![goal.clone()]), value))
        }
        (Want::Word(want), Value::Words(words)) => words.contains(want),
        (Want::OneOf(want), Value::Words(words)) => want.iter().any(|word| words.contains(word)),
        _ => false,
    }
}
