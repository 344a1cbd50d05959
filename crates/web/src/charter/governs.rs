//! What a line governs: the acts, and who may, must be asked, or is kept from it.

use super::Governs;
use crate::parts::Authority;
use charter::{
    Charter, GROUP, RuleKind, Status, conditions,
    rules::{Limit, Power, Want, When},
    sentences, vocabulary,
};

/// The acts that stand in one margin before they are only counted.
const ACTS: usize = 4;

/// Rules of one line that say the same, perhaps of several offices.
struct Rule<'a> {
    kind: RuleKind,
    acts: &'a [&'static str],
    status: Status,
    offices: Vec<&'a str>,
    /// The power of the rules file that it comes from.
    power: Option<&'a Power>,
    body: Option<&'a str>,
}

/// What the rules that cite this label come to.
pub(super) fn by(charter: &Charter, label: &str) -> Vec<Governs> {
    let mut rules: Vec<Rule<'_>> = Vec::new();
    for rule in charter.governs().iter().filter(|rule| rule.cited.label == label && rule.kind != RuleKind::Limit) {
        let (office, status) = (rule.cited.office.as_deref(), rule.cited.status);
        let power = power_of(charter, rule);
        // Offices stand together where one power gives it to all of them, under one condition.
        let together =
            |known: &Rule<'_>| known.power.map(|power| &power.only_while) == power.map(|power| &power.only_while);
        let same = |known: &&mut Rule<'_>| {
            known.kind == rule.kind && known.acts == rule.acts && known.status == status && together(known)
        };
        let office = office.filter(|office| power.is_none_or(|power| is_named(charter, power, office)));
        if rule.kind == RuleKind::Power && office.is_none() {
            continue;
        }
        match rules.iter_mut().find(same).filter(|known| known.kind == RuleKind::Power) {
            Some(power) => power.offices.extend(office),
            None => rules.push(Rule {
                kind: rule.kind,
                acts: &rule.acts,
                status,
                offices: office.into_iter().collect(),
                power,
                body: rule.cited.goes_to.as_deref(),
            }),
        }
    }
    let limits = charter.rules().limit.iter().filter(|limit| limit.clause == label);
    let unnamed = rules.iter().any(|rule| rule.kind == RuleKind::Unnamed).then(|| nobody_named(charter)).flatten();
    rules
        .iter()
        .filter_map(|rule| one(charter, rule))
        .chain(limits.map(|limit| condition(charter, limit)))
        .chain(unnamed)
        .collect()
}

fn one(charter: &Charter, rule: &Rule<'_>) -> Option<Governs> {
    let act = format!("{}{}", spoken(rule.acts), follows(rule.status));
    match rule.kind {
        RuleKind::Power => {
            let condition = rule.power.map_or_else(String::new, |power| only_while(charter, &power.only_while));
            let act = format!("{act}{condition}");
            Some(Governs { act, authority: Authority::Member, who: format!("{} may", holders(charter, &rule.offices)) })
        }
        RuleKind::Reserved => rule.body.map(|body| decides(charter, body, act)),
        // Who may not is said by who may; a limit is told with its condition; the other kinds follow from these.
        RuleKind::Limit | RuleKind::Holders | RuleKind::Office | RuleKind::CarryOut | RuleKind::Unnamed => None,
    }
}

/// The power that a policy was made of: `power-3-chair` is the third of the rules file.
fn power_of<'a>(charter: &'a Charter, rule: &::charter::Governs) -> Option<&'a Power> {
    let number: usize = rule.cited.rule.strip_prefix("power-")?.split('-').next()?.parse().ok()?;
    charter.rules().power.get(number.checked_sub(1)?)
}

/// Whether a power names an office, or one that counts as it. A deputy stands in only while an office is vacant, which
/// the line about that office says.
fn is_named(charter: &Charter, power: &Power, office: &str) -> bool {
    let counts_as = charter.rules().offices.get(office).and_then(|found| found.counts_as.as_deref());
    power.who.iter().any(|who| who == office || Some(who.as_str()) == counts_as)
}

/// The condition of a power, as it follows the act: `, while nobody is Board Liaison`.
fn only_while(charter: &Charter, when: &When) -> String {
    let conditions: Vec<String> = when.iter().map(|(fact, want)| one_condition(charter, fact, want)).collect();
    if conditions.is_empty() { String::new() } else { format!(", {}", conditions.join(", ")) }
}

fn one_condition(charter: &Charter, fact: &str, want: &Want) -> String {
    let told = conditions::one(charter, fact, want);
    match (fact, want) {
        ("vacant", _) => format!("while {told}"),
        ("matter", _) => format!("where {told}"),
        ("oneself", Want::Flag(true)) => "for oneself".to_owned(),
        _ => format!("only where {told}"),
    }
}

/// What must be so each time: `schedule a post, only where the channel is in use`.
fn condition(charter: &Charter, limit: &Limit) -> Governs {
    let acts: Vec<&'static str> =
        limit.acts.iter().filter_map(|name| vocabulary::act(name)).map(|act| act.name).collect();
    let applies =
        if limit.when.is_empty() { String::new() } else { format!(" where {}", conditions::all(charter, &limit.when)) };
    let asked = if limit.never {
        ": never".to_owned()
    } else {
        format!(", only where {}", conditions::all(charter, &limit.only_when))
    };
    let act = format!("{}{applies}{asked}{}", spoken(&acts), follows(limit.status));
    match &limit.by {
        Some(body) => decides(charter, body, act),
        None => Governs { act, authority: Authority::Nobody, who: "Limit:".to_owned() },
    }
}

/// How a rule follows from its line, where the line itself does not say it.
fn follows(status: Status) -> &'static str {
    match status {
        Status::Explicit => "",
        Status::Incorporated => " (from a document above)",
        Status::Interpretation => " (as the group reads it)",
        Status::ProductDefault => " (a default of Nuncio)",
    }
}

fn decides(charter: &Charter, body: &str, act: String) -> Governs {
    if body == GROUP {
        return Governs { act, authority: Authority::Group, who: "The group decides:".to_owned() };
    }
    let name = sentences::capital(&charter.the_body(body));
    Governs { act, who: format!("{name} decides:"), authority: Authority::Body(name) }
}

/// What happens to an act that no line names.
fn nobody_named(charter: &Charter) -> Option<Governs> {
    let body = charter.rules().charter.unnamed.goes_to.as_deref()?;
    Some(decides(charter, body, "whatever no line of the charter names".to_owned()))
}

/// `A member`, `The Chair, the Co-Chair or the Board Liaison`. An office that counts as another one named is not named.
fn holders(charter: &Charter, offices: &[&str]) -> String {
    let counts_as = |office: &str| charter.rules().offices.get(office).and_then(|found| found.counts_as.as_deref());
    let included = |office: &str| counts_as(office).is_some_and(|other| offices.contains(&other));
    let names: Vec<String> =
        offices.iter().filter(|office| !included(office)).map(|office| charter.a_holder(office)).collect();
    sentences::capital(&sentences::listed(&names, "or"))
}

fn spoken(acts: &[&'static str]) -> String {
    let says =
        |name: &&'static str| vocabulary::act(name).map_or_else(|| (*name).to_owned(), |act| act.says.to_owned());
    let mut told: Vec<String> = acts.iter().take(ACTS).map(says).collect();
    if acts.len() > ACTS {
        told.push(format!("{} more", acts.len() - ACTS));
    }
    sentences::listed(&told, "and")
}
