//! Rules that say another number than the words they cite: `6 months` beside `P60M`, `50%+1` beside two thirds.
//!
//! Only numbers and units that stand plainly in a clause are compared, and only with rules that claim to follow from it. It
//! is a warning for whoever reads both: what a sentence means is for people to say.

mod stated;

use crate::rules::{Period, Share};
use crate::{Charter, Status};
use serde::Serialize;
use std::fmt;

/// A rule that says another number than its clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// The clause's label.
    pub label: String,
    /// What its words say, each as it stands there: `6 months`.
    pub words: Vec<String>,
    /// Where the rule says something else: `term.length`.
    pub path: String,
    /// The line of the rules file, from 1.
    pub line: usize,
    /// What it says: `60 months`, `at least 2/3`.
    pub rule: String,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { label, words, path, line, rule } = self;
        write!(
            f,
            "the words of {label} say “{}”, and the rule beside them says {rule} ({path}, line {line} of the rules)",
            words.join("” and “")
        )
    }
}

/// A number that a rule takes from its clause.
struct Number<'a, T> {
    path: String,
    label: &'a str,
    status: Status,
    value: T,
}

/// Every rule that says another number than its clause, in the order of the rules file.
pub fn contradictions(charter: &Charter) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for number in periods(charter) {
        let stated = stated::periods(words_of(charter, &number));
        let agrees = stated.iter().any(|(_, period)| is_as_long(*period, number.value));
        found.extend(against(
            charter,
            &number,
            stated.into_iter().map(|(words, _)| words),
            agrees,
            number.value.spoken(),
        ));
    }
    for number in shares(charter) {
        let stated = stated::shares(words_of(charter, &number));
        let agrees = stated.iter().any(|(_, share)| share.is(number.value));
        found.extend(against(
            charter,
            &number,
            stated.into_iter().map(|(words, _)| words),
            agrees,
            number.value.to_string(),
        ));
    }
    found.sort_by_key(|one| one.line);
    found
}

fn against<T>(
    charter: &Charter,
    number: &Number<T>,
    words: impl Iterator<Item = String>,
    agrees: bool,
    rule: String,
) -> Option<Contradiction> {
    let words: Vec<String> = words.collect();
    // A default says of itself that the clause does not say it.
    let claims = number.status != Status::ProductDefault;
    (claims && !agrees && !words.is_empty()).then(|| Contradiction {
        label: number.label.to_owned(),
        words,
        path: number.path.clone(),
        line: charter.source.line(&number.path),
        rule,
    })
}

fn words_of<'a, T>(charter: &'a Charter, number: &Number<T>) -> &'a str {
    charter.clause(number.label).map_or("", |clause| clause.quote.as_str())
}

fn periods(charter: &Charter) -> Vec<Number<'_, Period>> {
    let rules = charter.rules();
    let mut found = Vec::new();
    let mut add = |path: String, label, status, value: Option<Period>| {
        found.extend(value.map(|value| Number { path, label, status, value }));
    };
    if let Some(term) = &rules.term {
        add("term.length".to_owned(), &term.clause, term.status, term.length);
    }
    if let Some(meetings) = &rules.meetings {
        add("meetings.every".to_owned(), &meetings.clause, meetings.status, meetings.every);
        if let Some(attendance) = &meetings.attendance {
            add(
                "meetings.attendance.window".to_owned(),
                &attendance.clause,
                attendance.status,
                Some(attendance.window),
            );
        }
    }
    for (n, report) in rules.reporting.iter().enumerate() {
        add(format!("reporting.{n}.every"), &report.clause, report.status, report.every);
    }
    for (name, decision) in &rules.decision {
        add(format!("decision.{name}.voting_period"), &decision.clause, decision.status, decision.voting_period);
    }
    found
}

fn shares(charter: &Charter) -> Vec<Number<'_, Share>> {
    let rules = charter.rules();
    let decided = rules.decision.iter().map(|(name, decision)| Number {
        path: format!("decision.{name}.threshold"),
        label: decision.clause.as_str(),
        status: decision.status,
        value: decision.threshold.share,
    });
    let attendance = rules.meetings.as_ref().and_then(|meetings| meetings.attendance.as_ref());
    let attended = attendance.map(|attendance| Number {
        path: "meetings.attendance.missed".to_owned(),
        label: attendance.clause.as_str(),
        status: attendance.status,
        value: attendance.missed.share,
    });
    let taking_part = rules.participation.as_ref().map(|duty| Number {
        path: "participation.duty".to_owned(),
        label: duty.clause.as_str(),
        status: duty.status,
        value: duty.duty.share,
    });
    decided.chain(attended).chain(taking_part).collect()
}

/// A day has 24 hours here as in a vote; months are compared with months only.
fn is_as_long(one: Period, other: Period) -> bool {
    let hours = |period| match period {
        Period::Months(_) => None,
        Period::Days(n) => Some(u64::from(n) * 24),
        Period::Hours(n) => Some(u64::from(n)),
    };
    one == other || hours(one).is_some_and(|long| hours(other) == Some(long))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presets::{self, DJANGO};

    #[test]
    fn no_rule_of_a_charter_that_ships_contradicts_its_words() {
        for preset in presets::ALL {
            let charter = preset.charter().unwrap_or_else(|problems| panic!("{problems}"));
            assert_eq!(contradictions(&charter), [], "{}", preset.key);
        }
    }

    #[test]
    fn a_rule_that_says_another_number_than_its_words_is_named_with_both() {
        let table = [
            (
                "length = \"P6M\"",
                "length = \"P60M\"",
                "the words of M13 say “6 months”, and the rule beside them says 60 months (term.length, line ",
            ),
            (
                "every = \"P14D\"",
                "every = \"P7D\"",
                "the words of C1 say “two weeks”, and the rule beside them says 7 days (meetings.every, line ",
            ),
            (
                "every = \"P3M\"",
                "every = \"P4M\"",
                "the words of R1 say “every quarter”, and the rule beside them says 4 months (reporting.0.every, line ",
            ),
            (
                "[decision.removal]\nthreshold = { gt = [1, 2]",
                "[decision.removal]\nthreshold = { gte = [2, 3]",
                "the words of M15 say “50%+1”, and the rule beside them says at least 2/3 (decision.removal.threshold, line ",
            ),
        ];
        for (from, to, expected) in table {
            assert_eq!(DJANGO.rules.matches(from).count(), 1, "{from}");
            let rules = DJANGO.rules.replace(from, to);
            let charter = Charter::load("rules", &rules, DJANGO.text.as_bytes());
            let charter = charter.unwrap_or_else(|problems| panic!("{problems}"));
            let found: Vec<String> = contradictions(&charter).iter().map(ToString::to_string).collect();
            assert!(found.len() == 1 && found[0].starts_with(expected), "{from}: {found:?}");
        }
        let other_words = DJANGO.rules.replace("every = \"P14D\"", "every = \"PT336H\"");
        let charter =
            Charter::load("rules", &other_words, DJANGO.text.as_bytes()).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(contradictions(&charter), [], "as long, said otherwise");
    }
}
