//! Facts and changes in words: ids by the names of what they are, sets as lists, nothing as a dash.

use audit::Change;
use basics::{ChannelId, PersonId};
use charter::{Facts, Value};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The names of people and channels, for ids that stand in a value.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub(super) people: &'a HashMap<PersonId, String>,
    pub(super) channels: &'a HashMap<ChannelId, String>,
}

impl Words<'_> {
    /// The facts of every case, by name. Where cases differ, all their values.
    pub fn facts(self, cases: &[Facts]) -> Vec<(String, String)> {
        let mut by_name: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut offices = BTreeSet::new();
        for case in cases {
            offices.insert(listed(case.offices()));
            for (name, value) in case.values() {
                by_name.entry(name).or_default().insert(fact(value));
            }
        }
        let joined = |values: BTreeSet<String>| values.into_iter().collect::<Vec<_>>().join("; ");
        let offices = (!offices.is_empty()).then(|| ("offices".to_owned(), joined(offices)));
        let others = by_name.into_iter().map(|(name, values)| (name.replace('_', " "), joined(values)));
        offices.into_iter().chain(others).collect()
    }

    /// What changed: name, before, after. A thing with parts has a line for each part.
    pub fn changes(self, changes: &[Change]) -> Vec<(String, String, String)> {
        changes.iter().flat_map(|change| self.change(change)).collect()
    }

    fn change(self, change: &Change) -> Vec<(String, String, String)> {
        let part = |side: &Option<Json>, key: &str| side.as_ref().and_then(|side| side.get(key)).cloned();
        let keys: BTreeSet<&String> = [&change.before, &change.after]
            .into_iter()
            .flatten()
            .filter_map(Json::as_object)
            .flat_map(|of| of.keys())
            .collect();
        if keys.is_empty() {
            return vec![(change.what.clone(), self.side(change.before.as_ref()), self.side(change.after.as_ref()))];
        }
        let line = |key: &String| {
            let (before, after) = (part(&change.before, key), part(&change.after, key));
            (
                format!("{}: {}", change.what, key.replace('_', " ")),
                self.side(before.as_ref()),
                self.side(after.as_ref()),
            )
        };
        keys.into_iter().map(line).collect()
    }

    fn side(self, value: Option<&Json>) -> String {
        match value {
            None | Some(Json::Null) => "—".to_owned(),
            Some(Json::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
            Some(Json::String(text)) => self.named(text),
            Some(Json::Array(all)) if all.is_empty() => "none".to_owned(),
            Some(Json::Array(all)) => all.iter().map(|one| self.side(Some(one))).collect::<Vec<_>>().join(", "),
            Some(Json::Object(parts)) => {
                let parts =
                    parts.iter().map(|(key, value)| format!("{}: {}", key.replace('_', " "), self.side(Some(value))));
                parts.collect::<Vec<_>>().join("; ")
            }
            Some(other) => other.to_string(),
        }
    }

    fn named(self, text: &str) -> String {
        let person = text.parse().ok().and_then(|id| self.people.get(&id));
        let channel = || text.parse().ok().and_then(|id| self.channels.get(&id));
        person.or_else(channel).cloned().unwrap_or_else(|| text.to_owned())
    }
}

fn fact(value: &Value) -> String {
    match value {
        Value::Flag(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Word(word) if word.is_empty() => "none".to_owned(),
        Value::Word(word) => word.replace('_', " "),
        Value::Words(words) => listed(words),
    }
}

fn listed(words: &BTreeSet<String>) -> String {
    if words.is_empty() {
        return "none".to_owned();
    }
    words.iter().map(|word| word.replace('_', " ")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_change_is_told_part_by_part_and_by_name() {
        let person = PersonId::mint("2026-11-20T12:00:00Z".parse().unwrap());
        let (people, channels) = (HashMap::from([(person, "Member, docs".to_owned())]), HashMap::new());
        let words = Words { people: &people, channels: &channels };
        let made = Change::made("grant", json!({ "person": person, "ended": null, "marks": [], "social": true }));
        assert_eq!(
            words.changes(&[made]),
            [
                ("grant: ended".to_owned(), "—".to_owned(), "—".to_owned()),
                ("grant: marks".to_owned(), "—".to_owned(), "none".to_owned()),
                ("grant: person".to_owned(), "—".to_owned(), "Member, docs".to_owned()),
                ("grant: social".to_owned(), "—".to_owned(), "yes".to_owned()),
            ]
        );
        let moved = Change::from_to("state of Mastodon", json!("active"), json!("dormant"));
        assert_eq!(
            words.changes(&[moved]),
            [("state of Mastodon".to_owned(), "active".to_owned(), "dormant".to_owned())]
        );
    }

    #[test]
    fn facts_of_several_cases_stand_side_by_side() {
        let (people, channels) = (HashMap::new(), HashMap::new());
        let words = Words { people: &people, channels: &channels };
        let case = |mode: &str| Facts::of(["member"]).with("channel_mode", mode);
        let told = words.facts(&[case("two_way"), case("broadcast")]);
        assert_eq!(
            told,
            [("offices".to_owned(), "member".to_owned()), ("channel mode".to_owned(), "broadcast; two way".to_owned())]
        );
    }
}
