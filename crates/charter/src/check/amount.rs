//! What the rules that cite a clause amount to: what is refused, what is served, what is still to come.

use super::Standing;
use crate::Charter;
use crate::mechanisms::{Mechanism, of_act, of_office, of_section};
use crate::rules::Rules;
use crate::vocabulary::{self, Stage};

/// What the rules that cite one label amount to.
#[derive(Default)]
struct Amount {
    rules: Vec<String>,
    refused: Vec<String>,
    served: Vec<String>,
    shown: Vec<String>,
    missing: Vec<String>,
}

/// What the rules amount to that cite this label; nothing when none does.
pub(super) fn standing(charter: &Charter, label: &str) -> Option<Standing> {
    let mut amount = Amount::default();
    for citation in charter.source.citations().iter().filter(|citation| citation.label == label) {
        amount.add(charter, &citation.path);
    }
    let Amount { rules, refused, served, shown, missing } = amount;
    match (rules.is_empty(), served.is_empty(), missing.is_empty()) {
        (false, ..) => Some(Standing::Enforced { rules, tests: refused, missing }),
        (true, false, _) => Some(Standing::Supported { by: served, tests: shown, missing }),
        (true, true, false) => Some(Standing::Promised { missing }),
        (true, true, true) => None,
    }
}

impl Amount {
    /// Adds what is done about the rule at this path.
    fn add(&mut self, charter: &Charter, path: &str) {
        if let Some((kind, acts)) = acts_of(&charter.rules, path) {
            return self.add_acts(kind, &acts);
        }
        let mechanism = match path.strip_prefix("offices.").and_then(|key| charter.rules.offices.get(key)) {
            Some(office) => Some(of_office(!office.only_while.is_empty())),
            None => of_section(path),
        };
        match mechanism {
            Some(Mechanism::Enforced { test }) => {
                add(&mut self.rules, path);
                add(&mut self.refused, test);
            }
            Some(Mechanism::Supported { by, test }) => {
                add(&mut self.served, by);
                add(&mut self.shown, test);
            }
            Some(Mechanism::Promised { missing }) => add(&mut self.missing, missing),
            None => {}
        }
    }

    /// A rule over acts is enforced for those that can be judged today; the others come with their steps.
    fn add_acts(&mut self, kind: &str, acts: &[String]) {
        let (now, later): (Vec<&String>, Vec<&String>) = acts.iter().partition(|act| of_act(act).is_some());
        now.iter().filter_map(|act| of_act(act)).for_each(|test| add(&mut self.refused, test));
        if !now.is_empty() {
            add(
                &mut self.rules,
                format!("{kind} on {}", now.iter().map(|act| act.as_str()).collect::<Vec<_>>().join(", ")),
            );
        }
        for act in later {
            let step = match vocabulary::act(act).map(|entry| entry.stage) {
                Some(Stage::Later(step)) => format!(" (step {step})"),
                _ => String::new(),
            };
            add(&mut self.missing, format!("{act}{step}"));
        }
    }
}

/// The acts of the rule at this path: a power, a limit or a reserved matter.
fn acts_of(rules: &Rules, path: &str) -> Option<(&'static str, Vec<String>)> {
    let (section, n) = path.split_once('.')?;
    let n: usize = n.parse().ok()?;
    match section {
        "power" => rules.power.get(n).map(|power| ("power", power.may.clone())),
        "limit" => rules.limit.get(n).map(|limit| ("limit", limit.acts.clone())),
        "reserved" => rules.reserved.get(n).map(|reserved| {
            let own = || vec!["carry_out".to_owned()];
            ("reserved matter", if reserved.acts.is_empty() { own() } else { reserved.acts.clone() })
        }),
        _ => None,
    }
}

fn add(list: &mut Vec<String>, word: impl Into<String>) {
    let word = word.into();
    if !list.contains(&word) {
        list.push(word);
    }
}
