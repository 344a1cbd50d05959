//! Acts that no rule names, or that rules name only in some cases: something must stand for the rest.

use crate::act::{Act as _, FoundGroup};
use crate::rules::{Rules, Want, When};

/// The rest of an act.
pub(super) struct Residual {
    /// The cases that rules do name.
    pub covered: Vec<When>,
    /// What unlocks the rest: an answer about this act, or about the matter that is carried out.
    pub unlocked: String,
}

impl Residual {
    /// The rest of this act, unless some rule names it in every case. Founding a group is judged by no charter.
    pub fn of(rules: &Rules, act: &str) -> Option<Self> {
        if act == FoundGroup::NAME {
            return None; // `found_group`, the first of the list
        }
        let powers =
            rules.power.iter().filter(|power| power.may.iter().any(|may| may == act)).map(|p| p.only_while.clone());
        let reserved = rules.reserved.iter().filter(|reserved| reserved.acts.iter().any(|name| name == act));
        let own = rules.reserved.iter().filter(|reserved| act == "carry_out" && reserved.acts.is_empty());
        let own = own.map(|reserved| When::from([("matter".to_owned(), Want::Word(reserved.matter.clone()))]));
        let covered: Vec<When> = powers.chain(reserved.map(|reserved| reserved.when.clone())).chain(own).collect();
        if covered.iter().any(When::is_empty) {
            return None;
        }
        let unlocked = if act == "carry_out" {
            "context.answered.contains(context.matter)".to_owned()
        } else {
            format!("context.answered.contains({act:?})")
        };
        Some(Self { covered, unlocked })
    }
}
