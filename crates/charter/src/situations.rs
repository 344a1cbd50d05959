//! The situations that a powers table asks about: all in order, then each rule that can stand in the way, alone.

use crate::compile::holds;
use crate::rules::{Limit, Power, Reserved, Rules, Want, When};
use crate::vocabulary::{self, Kind, fact};
use crate::{Facts, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The facts of a case, but for who acts.
pub(crate) type Setting = BTreeMap<String, Value>;

/// One row: what is out of the ordinary, and the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Situation {
    /// What differs from "all in order", in words.
    pub says: String,
    /// The facts.
    pub setting: Setting,
    /// Whether the offices' own conditions do not hold: the board seat behind an office has ended, say.
    pub lapsed: bool,
}

/// The situations of an act under these rules.
pub(crate) fn situations(rules: &Rules, act: &str) -> Vec<Situation> {
    let about = About::of(rules, act);
    let order = about.in_order();
    let mut settings = vec![order.clone()];
    settings.extend(about.other_powers(&order));
    settings.extend(about.each_goal(&order));
    for limit in &about.limits {
        settings.extend(about.limit_alone(&order, limit));
        settings.extend(about.limit_met(&order, limit));
    }
    for reserved in &about.reserved {
        settings.extend(about.reserved_alone(&order, reserved));
    }
    settings.extend(about.answered_as_unnamed(&order));
    let mut rows: Vec<Situation> = Vec::new();
    for setting in settings {
        if !rows.iter().any(|row| row.setting == setting) {
            rows.push(Situation { says: difference(&order, &setting), setting, lapsed: false });
        }
    }
    if about.rests_on_conditional_offices() {
        rows.push(Situation { says: "an office's own condition ended".to_owned(), setting: order, lapsed: true });
    }
    rows
}

/// The facts of an act when nothing is out of the ordinary.
pub(crate) fn in_order(rules: &Rules, act: &str) -> Setting {
    About::of(rules, act).in_order()
}

/// The facts about somebody in these offices, each office in order: its own condition holds.
pub(crate) fn facts_of(rules: &Rules, offices: &[&str], setting: &Setting, lapsed: bool) -> Facts {
    let mut held: BTreeSet<&str> = offices.iter().copied().collect();
    for office in offices {
        held.extend(rules.offices.get(*office).into_iter().flat_map(|found| found.requires.iter().map(String::as_str)));
    }
    let mut setting = setting.clone();
    for office in held.iter().filter_map(|office| rules.offices.get(*office)).filter(|_| !lapsed) {
        office.only_while.iter().for_each(|(name, want)| satisfy(rules, &mut setting, name, want));
    }
    setting.into_iter().fold(Facts::of(held), |facts, (name, value)| facts.with(&name, value))
}

/// The rules that are about one act.
struct About<'a> {
    rules: &'a Rules,
    act: &'a str,
    powers: Vec<&'a Power>,
    limits: Vec<&'a Limit>,
    reserved: Vec<Reserved>,
}

impl<'a> About<'a> {
    fn of(rules: &'a Rules, act: &'a str) -> Self {
        let names = |acts: &[String]| acts.iter().any(|name| name == act);
        let own = |reserved: &Reserved| {
            let mut reserved = reserved.clone();
            if reserved.acts.is_empty() && act == "carry_out" {
                reserved.when.insert("matter".to_owned(), Want::Word(reserved.matter.clone()));
                reserved.acts.push(act.to_owned());
            }
            reserved
        };
        Self {
            rules,
            act,
            powers: rules.power.iter().filter(|power| names(&power.may)).collect(),
            limits: rules.limit.iter().filter(|limit| names(&limit.acts)).collect(),
            reserved: rules.reserved.iter().map(own).filter(|reserved| names(&reserved.acts)).collect(),
        }
    }

    fn in_order(&self) -> Setting {
        let ordinary = vocabulary::facts_of(self.act).map(|fact| (fact.name.to_owned(), fact.ordinary()));
        let mut setting: Setting = ordinary.collect();
        if let Some(goal) = self.rules.goals.keys().next().filter(|_| setting.contains_key("goals")) {
            setting.insert("goals".to_owned(), [goal.as_str()].into_iter().collect());
        }
        for limit in self.limits.iter().filter(|limit| !limit.never) {
            if self.holds(&limit.when, &setting) {
                limit.only_when.iter().for_each(|(name, want)| satisfy(self.rules, &mut setting, name, want));
            }
        }
        for reserved in &self.reserved {
            if !self.holds(&reserved.when, &setting) {
                continue;
            }
            reserved.unless.iter().for_each(|(name, want)| satisfy(self.rules, &mut setting, name, want));
            if let Some((name, want)) = reserved.when.iter().next_back().filter(|_| reserved.unless.is_empty()) {
                self.break_one(&mut setting, name, want);
            }
        }
        setting
    }

    /// Powers that exist only in some case: that case. And deputies, while the office is vacant.
    fn other_powers(&self, order: &Setting) -> Vec<Setting> {
        let mut settings = Vec::new();
        for power in &self.powers {
            let mut setting = order.clone();
            power.only_while.iter().for_each(|(name, want)| satisfy(self.rules, &mut setting, name, want));
            settings.push(setting.clone());
            for (office, found) in power.who.iter().filter_map(|office| self.rules.offices.get_key_value(office)) {
                if found.deputy.as_ref().is_some_and(|deputy| !power.who.contains(deputy)) {
                    let mut vacant = setting.clone();
                    satisfy(self.rules, &mut vacant, "vacant", &Want::Word(office.clone()));
                    settings.push(vacant);
                }
            }
        }
        settings
    }

    /// Each goal by itself, where goals count.
    fn each_goal(&self, order: &Setting) -> Vec<Setting> {
        let conditions = self.reserved.iter().flat_map(|reserved| [&reserved.when, &reserved.unless]);
        let conditions = conditions.chain(self.limits.iter().flat_map(|limit| [&limit.when, &limit.only_when]));
        if !conditions.into_iter().any(|when| when.contains_key("goals")) {
            return Vec::new();
        }
        let goals = self.rules.goals.keys().map(|goal| {
            let mut setting = order.clone();
            setting.insert("goals".to_owned(), [goal.as_str()].into_iter().collect());
            setting
        });
        goals.collect()
    }

    /// Whether a power over the act belongs to an office that counts only while something holds.
    fn rests_on_conditional_offices(&self) -> bool {
        let conditional = |key: &str| self.rules.offices.get(key).is_some_and(|found| !found.only_while.is_empty());
        let counting = |office: &String| {
            let mut others = self.rules.offices.iter().filter(|(_, other)| other.counts_as.as_ref() == Some(office));
            conditional(office) || others.any(|(key, _)| conditional(key))
        };
        self.powers.iter().any(|power| power.who.iter().any(counting))
    }

    /// One limit failing, and as little else as can be: a row for each thing it asks.
    fn limit_alone(&self, order: &Setting, limit: &Limit) -> Vec<Setting> {
        let mut applies = order.clone();
        limit.when.iter().for_each(|(name, want)| satisfy(self.rules, &mut applies, name, want));
        if limit.never {
            return vec![applies];
        }
        let broken = limit.only_when.iter().map(|(name, want)| {
            let mut setting = applies.clone();
            self.break_one(&mut setting, name, want);
            setting
        });
        broken.collect()
    }

    /// A limit that applies only in some case, met in that case.
    fn limit_met(&self, order: &Setting, limit: &Limit) -> Option<Setting> {
        (!limit.when.is_empty() && !limit.never).then(|| {
            let mut setting = order.clone();
            limit
                .when
                .iter()
                .chain(&limit.only_when)
                .for_each(|(name, want)| satisfy(self.rules, &mut setting, name, want));
            setting
        })
    }

    /// One reserved matter coming up, and then its answer given.
    fn reserved_alone(&self, order: &Setting, reserved: &Reserved) -> [Setting; 2] {
        let mut asked = order.clone();
        reserved.when.iter().for_each(|(name, want)| satisfy(self.rules, &mut asked, name, want));
        reserved.unless.iter().for_each(|(name, want)| self.break_one(&mut asked, name, want));
        let mut answered = asked.clone();
        answered.insert("answered".to_owned(), [reserved.matter.as_str()].into_iter().collect());
        [asked, answered]
    }

    /// An act that no rule names in every case, once the body it goes to has answered.
    fn answered_as_unnamed(&self, order: &Setting) -> Option<Setting> {
        let whole = self.powers.iter().any(|power| power.only_while.is_empty())
            || self.reserved.iter().any(|reserved| reserved.when.is_empty());
        (!whole && self.act != "carry_out").then(|| {
            let mut setting = order.clone();
            setting.insert("answered".to_owned(), [self.act].into_iter().collect());
            setting
        })
    }

    fn holds(&self, when: &When, setting: &Setting) -> bool {
        holds(self.rules, when, &facts_of(self.rules, &[], setting, true))
    }

    /// Makes one condition fail, with the value that makes the fewest other limits fail.
    fn break_one(&self, setting: &mut Setting, name: &str, want: &Want) {
        let failing = |value: &Value| {
            let mut tried = setting.clone();
            tried.insert(name.to_owned(), value.clone());
            let limits = self.limits.iter().filter(|limit| !limit.never && self.holds(&limit.when, &tried));
            limits.filter(|limit| !self.holds(&limit.only_when, &tried)).count()
        };
        let broken = values(name).into_iter().filter(|value| {
            let mut tried = setting.clone();
            tried.insert(name.to_owned(), value.clone());
            !self.holds(&When::from([(name.to_owned(), want.clone())]), &tried)
        });
        if let Some(value) = broken.min_by_key(failing) {
            setting.insert(name.to_owned(), value);
        }
    }
}

/// The values that a fact can be given to make a condition fail.
fn values(name: &str) -> Vec<Value> {
    match fact(name).map(|fact| fact.kind) {
        Some(Kind::Flag) => vec![Value::Flag(false), Value::Flag(true)],
        Some(Kind::Word(words)) => words.iter().copied().map(Value::from).collect(),
        Some(Kind::Name) => vec![Value::from("")],
        Some(Kind::Words(_) | Kind::Names) | None => vec![Value::Words(BTreeSet::new())],
    }
}

/// Gives a fact a value with which the condition holds.
fn satisfy(rules: &Rules, setting: &mut Setting, name: &str, want: &Want) {
    let set = matches!(fact(name).map(|fact| fact.kind), Some(Kind::Words(_) | Kind::Names));
    let first = match want {
        Want::Flag(flag) => {
            setting.insert(name.to_owned(), Value::Flag(*flag));
            return;
        }
        Want::Word(word) if name == "goals" && word == "in_force" => rules.goals.keys().next(),
        Want::Word(word) => Some(word),
        Want::OneOf(words) => words.first(),
    };
    let Some(first) = first else { return };
    match setting.get_mut(name) {
        Some(Value::Words(words)) => drop(words.insert(first.clone())),
        Some(Value::Word(word)) if matches!(want, Want::OneOf(words) if words.contains(word)) => {}
        _ if set => drop(setting.insert(name.to_owned(), [first.as_str()].into_iter().collect())),
        _ => drop(setting.insert(name.to_owned(), Value::from(first.as_str()))),
    }
}

/// What differs between two settings: `grant: none`, `sponsor: campaign`.
pub(crate) fn difference(order: &Setting, setting: &Setting) -> String {
    let changed = setting.iter().filter(|(name, value)| order.get(*name) != Some(value));
    let (answers, others): (Vec<_>, Vec<_>) = changed.partition(|(name, _)| *name == "answered");
    let words = others.iter().chain(&answers).map(|(name, value)| described(name, value));
    let words: Vec<String> = words.collect();
    if words.is_empty() { "all in order".to_owned() } else { words.join(", ") }
}

fn described(name: &str, value: &Value) -> String {
    let value = match value {
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Word(word) if word.is_empty() => "none".to_owned(),
        Value::Word(word) => word.replace('_', " "),
        Value::Words(words) if words.is_empty() => "none".to_owned(),
        Value::Words(words) => words.iter().map(|word| word.replace('_', " ")).collect::<Vec<_>>().join(" and "),
    };
    format!("{}: {value}", name.replace('_', " "))
}
