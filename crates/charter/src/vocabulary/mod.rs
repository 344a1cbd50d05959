//! What a rule may speak of: the acts, and the facts that each act is judged by. The only place that lists them.
//!
//! A fact is data (the mode of a channel, the goals a post names), never the verdict in disguise.

mod acts;
mod facts;

pub use acts::{ACTS, ActEntry, Stage};
pub use facts::{ALWAYS, FACTS, Fact, Kind};

use std::fmt::Write as _;

/// The act of this name.
pub fn act(name: &str) -> Option<&'static ActEntry> {
    ACTS.iter().find(|entry| entry.name == name)
}

/// The fact of this name.
pub fn fact(name: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|fact| fact.name == name)
}

/// The facts that an act is judged by; nothing when there is no such act.
pub fn facts_of(act_name: &str) -> impl Iterator<Item = &'static Fact> {
    let own = act(act_name).map(|entry| entry.facts).unwrap_or_default();
    let always = if act(act_name).is_some() { ALWAYS } else { &[] };
    own.iter().copied().flatten().chain(always).filter_map(|name| fact(name))
}

/// The Cedar schema. It is the same for every charter: offices, outside statuses and matters are values in it.
pub fn schema() -> String {
    let mut schema = String::from("entity Office;\nentity Person in [Office];\nentity Thing;\n");
    for entry in ACTS {
        let context: Vec<String> = facts_of(entry.name)
            .map(|fact| {
                let kind = match fact.kind {
                    Kind::Flag => "Bool",
                    Kind::Word(_) | Kind::Name => "String",
                    Kind::Words(_) | Kind::Names => "Set<String>",
                };
                format!("{}: {kind}", fact.name)
            })
            .collect();
        let context = context.join(", ");
        // Writing into a String cannot fail.
        let _ = writeln!(
            schema,
            "action {:?} appliesTo {{ principal: Person, resource: Thing, context: {{ {context} }} }};",
            entry.name
        );
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act;

    #[test]
    fn every_act_with_a_type_is_in_the_vocabulary_as_built_and_no_other() {
        let built: Vec<&str> = ACTS.iter().filter(|act| act.stage == Stage::Built).map(|act| act.name).collect();
        assert_eq!(built, act::built().collect::<Vec<_>>());
    }

    #[test]
    fn every_fact_of_an_act_exists_and_no_name_is_twice() {
        for entry in ACTS {
            let count = entry.facts.iter().copied().flatten().chain(ALWAYS).count();
            assert_eq!(facts_of(entry.name).count(), count, "{}", entry.name);
            let mut names: Vec<_> = facts_of(entry.name).map(|fact| fact.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{}", entry.name);
        }
    }

    #[test]
    fn every_ordinary_value_is_one_the_fact_can_have() {
        for fact in FACTS {
            assert_eq!(fact.kind.refuses(&fact.ordinary()), None, "{}", fact.name);
        }
    }
}
