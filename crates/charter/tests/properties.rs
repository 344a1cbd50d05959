//! What holds for every act under any facts, over both presets.

mod common;

use charter::vocabulary::{self, ACTS, Kind};
use charter::{Charter, Facts, Opinion, Value};
use common::{django, jupyter};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Any value that a fact can have under this charter, chosen by a number.
fn value(charter: &Charter, name: &str, kind: Kind, choice: u32) -> Value {
    let rules = charter.rules();
    let matters = || rules.reserved.iter().map(|reserved| reserved.matter.as_str()).collect::<Vec<_>>();
    let own: Vec<&str> = match name {
        "goals" => rules.goals.keys().map(String::as_str).chain(["old"]).collect(),
        "status" => rules.statuses.keys().map(String::as_str).collect(),
        "vacant" | "office" => rules.offices.keys().map(String::as_str).collect(),
        _ => matters(),
    };
    let set = |words: &[&str]| -> Value {
        words.iter().enumerate().filter(|(n, _)| choice >> n & 1 == 1).map(|(_, word)| *word).collect()
    };
    match kind {
        Kind::Flag => Value::Flag(choice & 1 == 1),
        Kind::Word(words) => Value::from(words[choice as usize % words.len()]),
        Kind::Name => Value::from(own[choice as usize % own.len()]),
        Kind::Words(words) => set(words),
        Kind::Names => set(&own),
    }
}

/// An act, and any facts about it for somebody in any offices.
fn question(charter: &'static Charter) -> impl Strategy<Value = (&'static str, Facts)> {
    let offices = charter.offices().len();
    (0..ACTS.len(), 0..1u32 << offices, proptest::collection::vec(any::<u32>(), 32)).prop_map(
        move |(act, held, choices)| {
            let act = ACTS[act].name;
            let offices = charter.offices().into_iter().enumerate().filter(|(n, _)| held >> n & 1 == 1);
            let facts = Facts::of(offices.map(|(_, office)| office));
            let named = vocabulary::facts_of(act).zip(choices);
            let facts = named.fold(facts, |facts, (fact, choice)| {
                facts.with(fact.name, value(charter, fact.name, fact.kind, choice))
            });
            (act, facts)
        },
    )
}

fn without(facts: &Facts, name: &str) -> Facts {
    let kept = facts.values().iter().filter(|(other, _)| *other != name);
    kept.fold(Facts::of(facts.offices().iter().cloned()), |facts, (name, value)| facts.with(name, value.clone()))
}

fn as_well(facts: &Facts, office: &str) -> Facts {
    let offices: BTreeSet<String> = facts.offices().iter().cloned().chain([office.to_owned()]).collect();
    facts.values().iter().fold(Facts::of(offices), |facts, (name, value)| facts.with(name, value.clone()))
}

fn holds_everywhere(charter: &'static Charter, act: &'static str, facts: &Facts) -> Result<(), TestCaseError> {
    let opinion = charter.weigh_anew(act, std::slice::from_ref(facts));
    prop_assert_eq!(opinion.alarms().count(), 0);
    prop_assert!(!opinion.cites().is_empty(), "{act}: an answer without a clause");
    for cited in opinion.cites() {
        prop_assert!(charter.clause(&cited.label).is_some() && !cited.quote.is_empty(), "{cited:?}");
    }
    if opinion.may() {
        for office in charter.offices() {
            let more = charter.weigh_anew(act, &[as_well(facts, office)]);
            prop_assert!(more.may(), "{act}: being {office} as well takes a right away: {more:?}");
        }
    }
    for fact in vocabulary::facts_of(act) {
        let blind = charter.weigh_anew(act, &[without(facts, fact.name)]);
        prop_assert!(matches!(&blind, Opinion::No(_)), "{act} without {}", fact.name);
        prop_assert!(blind.alarms().any(|alarm| alarm.contains(fact.name)), "{act} without {}", fact.name);
    }
    prop_assert_eq!(charter.weigh(act, std::slice::from_ref(facts)), opinion.clone(), "computed, then remembered");
    prop_assert_eq!(charter.weigh(act, std::slice::from_ref(facts)), opinion, "remembered");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_refusal_names_its_clauses_and_an_office_takes_no_right_away((act, facts) in question(&django()[0])) {
        holds_everywhere(&django()[0], act, &facts)?;
    }

    #[test]
    fn the_same_holds_where_there_are_no_offices((act, facts) in question(&jupyter()[0])) {
        holds_everywhere(&jupyter()[0], act, &facts)?;
    }
}

#[test]
fn whoever_holds_no_office_may_do_nothing() {
    for charter in django().iter().chain(jupyter()) {
        for entry in ACTS {
            let opinion = charter.weigh(entry.name, &[common::facts(entry.name, &[])]);
            assert!(!opinion.may(), "{}: {}", charter.name(), entry.name);
        }
    }
}

#[test]
fn a_fact_of_the_wrong_kind_is_a_refusal_and_an_alarm() {
    let charter = &django()[0];
    for (name, value) in
        [("sponsor", Value::from("gold")), ("goals", Value::from(true)), ("consideration", Value::from("no"))]
    {
        let facts = common::facts("publish_post", &["member"]).with(name, value);
        let opinion = charter.weigh("publish_post", &[facts]);
        assert!(!opinion.may());
        assert!(opinion.alarms().all(|alarm| alarm.contains(name)) && opinion.alarms().count() == 1);
        let said = charter::sentences::verdict(charter, &opinion);
        assert!(said.starts_with("May not: this cannot be judged now, because the fact"), "{said}");
    }
    assert_eq!(charter.weigh("dance", &[Facts::default()]).alarms().collect::<Vec<_>>(), ["there is no act \"dance\""]);
}
