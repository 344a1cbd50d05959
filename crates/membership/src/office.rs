//! Offices as they are held: from one instant to another, and only as long as what they need holds too.

use basics::Moment;
use charter::rules::{Office, Rules, Want};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The office that everybody holds who was admitted to the group.
pub const MEMBER: &str = "member";

/// An office somebody holds or held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeHeld {
    /// The office, by the name of the rules file.
    pub office: String,
    /// The first instant.
    pub from: Moment,
    /// The first instant after it; none while it is held without a known end.
    #[serde(default)]
    pub until: Option<Moment>,
}

impl OfficeHeld {
    /// Whether it is held at this instant.
    pub fn holds(&self, at: Moment) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// The outside statuses of which an office's holder must have one; none where it needs none.
pub(crate) fn needs(office: &Office) -> Option<BTreeSet<&str>> {
    match office.only_while.get("status")? {
        Want::Word(word) => Some(BTreeSet::from([word.as_str()])),
        Want::OneOf(words) => Some(words.iter().map(String::as_str).collect()),
        Want::Flag(_) => None,
    }
}

/// Whether somebody with these outside statuses has what an office needs.
pub(crate) fn is_met(office: &Office, statuses: &BTreeSet<String>) -> bool {
    needs(office).is_none_or(|needed| needed.iter().any(|status| statuses.contains(*status)))
}

/// Whether whoever holds an office belongs to the group by it, without having been admitted.
pub(crate) fn carries_membership(rules: &Rules, office: &str) -> bool {
    office == MEMBER || rules.offices.get(office).is_some_and(|found| found.counts_as.as_deref() == Some(MEMBER))
}

/// The offices that count, of those that are held: one whose need is not met ended with it, without any act.
pub fn offices_in_force(rules: &Rules, held: &BTreeSet<String>, statuses: &BTreeSet<String>) -> BTreeSet<String> {
    let met = |office: &&String| rules.offices.get(*office).is_some_and(|found| is_met(found, statuses));
    held.iter().filter(met).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &[&str]) -> BTreeSet<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn ac13_the_liaison_office_ends_with_the_board_seat() {
        let charter = charter::presets::DJANGO.charter().unwrap();
        let held = set(&["chair", "liaison"]);
        assert_eq!(offices_in_force(charter.rules(), &held, &set(&["board"])), held);
        assert_eq!(offices_in_force(charter.rules(), &held, &set(&[])), set(&["chair"]), "the other office stays");
    }
}
