//! From rules to policies, in the style of a charter: powers are alternatives, limits hold together.
//!
//! A permit per power and office, so that a yes quotes its line. Per act one `forbid unless` some power's holder; per
//! limit and per reserved matter one `forbid … unless`. So a refusal names every clause that failed.

use super::bind::Bound;
use super::condition::expression;
use super::holding::{Holder, Holding, both, known};
use super::residual::Residual;
use crate::rules::{Limit, Power, Reserved, Rules};
use crate::vocabulary::{ACTS, ActEntry};
use crate::{Cited, Status, source::Source};
use serde::Serialize;

/// What kind of rule a policy came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// Somebody may.
    Power,
    /// Only they may.
    Holders,
    /// An office counts only while its condition holds.
    Office,
    /// Something must be so.
    Limit,
    /// A body decides.
    Reserved,
    /// The body's answer lets somebody carry it out.
    CarryOut,
    /// No rule names the act.
    Unnamed,
}

/// A rule as it governs acts: what a page shows beside a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Governs {
    /// The rule and its clause.
    pub cited: Cited,
    /// What kind of rule it is.
    pub kind: RuleKind,
    /// The acts it governs.
    pub acts: Vec<&'static str>,
    /// The line of the rules file it came from.
    pub line: usize,
}

/// A policy before Cedar reads it.
#[derive(Debug)]
pub(super) struct Written {
    pub governs: Governs,
    pub cedar: String,
}

/// All policies, in the order of the rules file.
pub(super) fn write(source: &Source, rules: &Rules, bound: &[Bound]) -> Vec<Written> {
    let mut writer = Writer { source, rules, holding: Holding { rules }, bound, policies: Vec::new() };
    for (n, power) in rules.power.iter().enumerate() {
        writer.power(n, power);
    }
    for entry in ACTS {
        writer.holders(entry);
    }
    for (n, limit) in rules.limit.iter().enumerate() {
        writer.limit(n, limit);
    }
    for (n, reserved) in rules.reserved.iter().enumerate() {
        writer.reserved(n, reserved);
    }
    for entry in ACTS {
        writer.unnamed(entry);
    }
    writer.policies.sort_by_key(|policy| policy.governs.line);
    writer.policies
}

struct Writer<'a> {
    source: &'a Source,
    rules: &'a Rules,
    holding: Holding<'a>,
    bound: &'a [Bound],
    policies: Vec<Written>,
}

impl Writer<'_> {
    fn power(&mut self, n: usize, power: &Power) {
        let acts = known(&power.may);
        let holding = self.holding.held_by(&power.who);
        for (office, condition) in holding {
            let mut cited = self.cite(format!("power-{}-{office}", n + 1), &power.clause, power.status);
            cited.office = Some(office.to_owned());
            let when = both(&condition, &expression(self.rules, &power.only_while));
            let cedar = format!("permit({}) when {{ {when} }};", scope(&acts));
            self.push(RuleKind::Power, &format!("power.{n}"), &acts, cited, &cedar);
        }
    }

    /// Who may not, each clause that says who may, and the condition of an office that lapsed.
    fn holders(&mut self, entry: &'static ActEntry) {
        let holders = self.holding.holders_of(entry.name);
        if holders.is_empty() {
            return;
        }
        let carrying = self.holding.carrying(entry.name);
        let any: Vec<&str> =
            holders.iter().map(|holder| holder.condition.as_str()).chain(carrying.iter().map(String::as_str)).collect();
        let any = any.join(" || ");
        let mut seen: Vec<(&str, Status)> = Vec::new();
        for holder in &holders {
            let (clause, status) = (holder.power.clause.as_str(), holder.power.status);
            if !seen.contains(&(clause, status)) {
                seen.push((clause, status));
                let mut cited = self.cite(format!("holders-{}-{}", entry.name, seen.len()), clause, status);
                cited.who_can = self.holding.unconditional(entry.name, clause, status);
                let cedar = format!("forbid({}) unless {{ {any} }};", scope(&[entry.name]));
                self.push(RuleKind::Holders, &self.path_of(holder.power), &[entry.name], cited, &cedar);
            }
        }
        self.lapsed_offices(entry.name, &holders, &any);
    }

    /// An office whose own condition does not hold, and nothing else helps.
    fn lapsed_offices(&mut self, act: &'static str, holders: &[Holder], any: &str) {
        for (key, office) in &self.rules.offices {
            let holds = holders.iter().any(|holder| holder.office == key);
            let Some(clause) = office.clause.as_deref().filter(|_| holds && !office.only_while.is_empty()) else {
                continue;
            };
            let cited = self.cite(format!("office-{key}-{act}"), clause, office.status);
            let cedar =
                format!("forbid({}) when {{ principal in Office::{key:?} }} unless {{ {any} }};", scope(&[act]));
            self.push(RuleKind::Office, &format!("offices.{key}"), &[act], cited, &cedar);
        }
    }

    fn limit(&mut self, n: usize, limit: &Limit) {
        let acts = known(&limit.acts);
        let mut cited = self.cite(format!("limit-{}", n + 1), &limit.clause, limit.status);
        cited.goes_to.clone_from(&limit.by);
        cited.instead.clone_from(&limit.instead);
        let when = expression(self.rules, &limit.when);
        let unless = if limit.never { "false".to_owned() } else { expression(self.rules, &limit.only_when) };
        let cedar = format!("forbid({}) when {{ {when} }} unless {{ {unless} }};", scope(&acts));
        self.push(RuleKind::Limit, &format!("limit.{n}"), &acts, cited, &cedar);
    }

    fn reserved(&mut self, n: usize, reserved: &Reserved) {
        let (acts, when) = self.holding.reserved_when(reserved);
        let (path, matter) = (format!("reserved.{n}"), &reserved.matter);
        let mut cited = self.cite(format!("reserved-{}-{matter}", n + 1), &reserved.clause, reserved.status);
        cited.goes_to = Some(reserved.by.clone());
        cited.matter = Some(matter.clone());
        let answered = format!("context.answered.contains({matter:?})");
        let unless = expression(self.rules, &reserved.unless);
        let unless = if reserved.unless.is_empty() { answered.clone() } else { format!("{answered} || ({unless})") };
        let cedar = format!("forbid({}) when {{ {when} }} unless {{ {unless} }};", scope(&acts));
        self.push(RuleKind::Reserved, &path, &acts, cited, &cedar);

        let alone: Vec<&'static str> = acts.iter().copied().filter(|act| !self.holding.held_outright(act)).collect();
        self.carry_out(&path, n, reserved, &alone, &both(&when, &answered));
        self.asking(&path, n, reserved);
    }

    /// The answer itself lets somebody carry it out, where nobody holds the act alone.
    fn carry_out(&mut self, path: &str, n: usize, reserved: &Reserved, acts: &[&'static str], when: &str) {
        if acts.is_empty() {
            return;
        }
        let holding = self.holding.held_by(&reserved.carried_out_by);
        for (office, condition) in &holding {
            let id = format!("carry-out-{}-{}-{office}", n + 1, reserved.matter);
            let mut cited = self.cite(id, &reserved.clause, reserved.status);
            cited.office = Some((*office).to_owned());
            cited.matter = Some(reserved.matter.clone());
            let cedar = format!("permit({}) when {{ {} }};", scope(acts), both(condition, when));
            self.push(RuleKind::CarryOut, path, acts, cited, &cedar);
        }
        let unheld: Vec<&'static str> =
            acts.iter().copied().filter(|act| self.holding.holders_of(act).is_empty()).collect();
        if !unheld.is_empty() {
            let id = format!("carried-out-by-{}-{}", n + 1, reserved.matter);
            let mut cited = self.cite(id, &reserved.clause, reserved.status);
            cited.who_can.clone_from(&reserved.carried_out_by);
            let any: Vec<String> = holding.into_iter().map(|(_, condition)| condition).collect();
            let (_, applies) = self.holding.reserved_when(reserved);
            let cedar = format!("forbid({}) when {{ {applies} }} unless {{ {} }};", scope(&unheld), any.join(" || "));
            self.push(RuleKind::Holders, path, &unheld, cited, &cedar);
        }
    }

    /// Only these may ask, where the charter says who.
    fn asking(&mut self, path: &str, n: usize, reserved: &Reserved) {
        if reserved.asked_by.is_empty() {
            return;
        }
        let matter = &reserved.matter;
        let any: Vec<String> =
            self.holding.held_by(&reserved.asked_by).into_iter().map(|(_, condition)| condition).collect();
        let mut cited = self.cite(format!("asked-by-{}-{matter}", n + 1), &reserved.clause, reserved.status);
        cited.who_can.clone_from(&reserved.asked_by);
        let act = &["ask_body"];
        let cedar = format!(
            "forbid({}) when {{ context.matter == {matter:?} }} unless {{ {} }};",
            scope(act),
            any.join(" || ")
        );
        self.push(RuleKind::Holders, path, act, cited, &cedar);
    }

    /// What no rule names, or names only in some cases: it goes to the body the charter says, or to offices.
    fn unnamed(&mut self, entry: &'static ActEntry) {
        let Some(residual) = Residual::of(self.rules, entry.name) else { return };
        let (unnamed, act) = (&self.rules.charter.unnamed, entry.name);
        let mut cited = self.cite(format!("unnamed-{act}"), &unnamed.clause, unnamed.status);
        let mut permit = cited.clone();
        let offices = if unnamed.given_to.is_empty() { vec!["member".to_owned()] } else { unnamed.given_to.clone() };
        cited.goes_to.clone_from(&unnamed.goes_to);
        cited.matter = unnamed.goes_to.as_ref().map(|_| act.to_owned());
        let covered = residual.covered.iter().map(|when| format!("({})", expression(self.rules, when)));
        let covered: Vec<String> = covered.collect();
        let unlocked = if unnamed.goes_to.is_none() { "true" } else { residual.unlocked.as_str() };
        let any: Vec<&str> = covered.iter().map(String::as_str).chain([unlocked]).collect();
        let cedar = format!("forbid({}) unless {{ {} }};", scope(&[act]), any.join(" || "));
        self.push(RuleKind::Unnamed, "charter.unnamed", &[act], cited, &cedar);

        let uncovered = if covered.is_empty() { "true".to_owned() } else { format!("!({})", covered.join(" || ")) };
        let holding = self.holding.held_by(&offices);
        for (office, condition) in &holding {
            permit.rule = format!("unnamed-{act}-{office}");
            permit.office = Some((*office).to_owned());
            let when = both(&both(condition, unlocked), &uncovered);
            let cedar = format!("permit({}) when {{ {when} }};", scope(&[act]));
            self.push(RuleKind::CarryOut, "charter.unnamed", &[act], permit.clone(), &cedar);
        }
        if self.holding.holders_of(act).is_empty() {
            permit.rule = format!("unnamed-{act}-holders");
            permit.office = None;
            permit.who_can = offices;
            let any: Vec<String> = holding.into_iter().map(|(_, condition)| condition).collect();
            let any: Vec<String> = any.into_iter().chain(covered).collect();
            let cedar = format!("forbid({}) unless {{ {} }};", scope(&[act]), any.join(" || "));
            self.push(RuleKind::Holders, "charter.unnamed", &[act], permit, &cedar);
        }
    }

    fn path_of(&self, power: &Power) -> String {
        let n = self.rules.power.iter().position(|other| std::ptr::eq(other, power)).unwrap_or(0);
        format!("power.{n}")
    }

    fn cite(&self, rule: String, label: &str, status: Status) -> Cited {
        let bound = self.bound.iter().find(|clause| clause.label == label);
        let (quote, heading, line) =
            bound.map(|clause| (clause.quote.clone(), clause.heading.clone(), clause.line)).unwrap_or_default();
        let none = (None, None, Vec::new(), None, None);
        let (goes_to, matter, who_can, office, instead) = none;
        Cited { rule, label: label.to_owned(), quote, heading, line, status, goes_to, matter, who_can, office, instead }
    }

    fn push(&mut self, kind: RuleKind, path: &str, acts: &[&'static str], cited: Cited, cedar: &str) {
        let cedar = format!("@id({:?})\n@clause({:?})\n{cedar}\n", cited.rule, cited.label);
        let governs = Governs { cited, kind, acts: acts.to_vec(), line: self.source.line(path) };
        self.policies.push(Written { governs, cedar });
    }
}

fn scope(acts: &[&str]) -> String {
    let acts: Vec<String> = acts.iter().map(|act| format!("Action::{act:?}")).collect();
    format!("principal, action in [{}], resource", acts.join(", "))
}
