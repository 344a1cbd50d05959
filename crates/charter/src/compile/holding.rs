//! Who holds an act: by an office, by one that counts as it, or as its deputy, each only while its condition holds; or by a
//! seat on a body.

use super::condition::expression;
use crate::Status;
use crate::rules::{Office, Power, Reserved, Rules};

/// The holders that a charter's powers and reserved matters name.
#[derive(Clone, Copy)]
pub(super) struct Holding<'a> {
    pub rules: &'a Rules,
}

/// A way to hold an act: an office, in a condition, by a clause.
pub(super) struct Holder<'a> {
    pub office: &'a str,
    pub condition: String,
    pub power: &'a Power,
}

impl<'a> Holding<'a> {
    /// Every office by which one of these can be held, once, with the condition in which it counts.
    pub fn held_by(self, offices: &[String]) -> Vec<(&'a str, String)> {
        let mut found: Vec<(&'a str, String)> = Vec::new();
        for office in offices {
            for (name, condition) in self.holding(office) {
                match found.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, known)) if known.as_str() == condition => {}
                    Some((_, known)) => *known = format!("({known} || {condition})"),
                    None => found.push((name, condition)),
                }
            }
        }
        found
    }

    /// The offices by which `office` can be held, each with the condition in which it counts: the office itself,
    /// offices that count as it, and its deputy while it is vacant.
    pub fn holding(self, office: &str) -> Vec<(&'a str, String)> {
        let rules = self.rules;
        let own = rules.offices.get_key_value(office);
        let counting = rules.offices.iter().filter(|(_, other)| other.counts_as.as_deref() == Some(office));
        let itself = own.into_iter().chain(counting).map(|(key, found)| (key.as_str(), self.counts(key, found)));
        let deputy = own.and_then(|(key, found)| Some((key, rules.offices.get_key_value(found.deputy.as_deref()?)?)));
        let deputy = deputy.map(|(key, (name, found))| {
            (name.as_str(), both(&self.counts(name, found), &format!("context.vacant.contains({key:?})")))
        });
        let body =
            rules.bodies.get_key_value(office).map(|(key, _)| (key.as_str(), format!("principal in Office::{key:?}")));
        itself.chain(deputy).chain(body).collect()
    }

    fn counts(self, key: &str, office: &Office) -> String {
        format!("(principal in Office::{key:?} && {})", expression(self.rules, &office.only_while))
    }

    /// Every way to hold an act.
    pub fn holders_of(self, act: &str) -> Vec<Holder<'a>> {
        let powers = self.rules.power.iter().filter(|power| power.may.iter().any(|may| may == act));
        let each = powers.flat_map(|power| {
            let only = expression(self.rules, &power.only_while);
            self.held_by(&power.who).into_iter().map(move |(office, condition)| Holder {
                office,
                condition: both(&condition, &only),
                power,
            })
        });
        each.collect()
    }

    /// Whether some power gives the act to somebody in every case.
    pub fn held_outright(self, act: &str) -> bool {
        self.rules.power.iter().any(|power| power.only_while.is_empty() && power.may.iter().any(|may| may == act))
    }

    /// The offices that this clause gives the act to without a condition, as the rules file names them.
    pub fn unconditional(self, act: &str, clause: &str, status: Status) -> Vec<String> {
        let same = |power: &&Power| power.clause == clause && power.status == status && power.only_while.is_empty();
        let powers = self.rules.power.iter().filter(|power| power.may.iter().any(|may| may == act)).filter(same);
        let mut offices: Vec<String> = powers.flat_map(|power| power.who.iter().cloned()).collect();
        offices.dedup();
        offices
    }

    /// Conditions of those who carry out answers about an act that nobody holds outright.
    pub fn carrying(self, act: &str) -> Vec<String> {
        if self.held_outright(act) {
            return Vec::new();
        }
        let reserved = self.rules.reserved.iter().filter(|reserved| self.reserved_when(reserved).0.contains(&act));
        let offices = reserved.flat_map(|reserved| {
            let (_, when) = self.reserved_when(reserved);
            self.held_by(&reserved.carried_out_by).into_iter().map(move |(_, condition)| both(&condition, &when))
        });
        offices.collect()
    }

    /// The acts a reserved matter holds back, and when.
    pub fn reserved_when(self, reserved: &Reserved) -> (Vec<&'static str>, String) {
        let when = expression(self.rules, &reserved.when);
        if !reserved.acts.is_empty() {
            return (known(&reserved.acts), when);
        }
        (vec!["carry_out"], both(&format!("context.matter == {:?}", reserved.matter), &when))
    }
}

/// The acts of the vocabulary among these names.
pub(super) fn known(acts: &[String]) -> Vec<&'static str> {
    acts.iter().filter_map(|name| crate::vocabulary::act(name)).map(|entry| entry.name).collect()
}

/// Both conditions.
pub(super) fn both(left: &str, right: &str) -> String {
    match (left, right) {
        ("true", only) | (only, "true") => only.to_owned(),
        _ => format!("({left} && ({right}))"),
    }
}
