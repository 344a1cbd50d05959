//! What a line governs: the acts, and who may, must be asked, or is kept from it.

use super::Governs;
use crate::parts::Authority;
use charter::{Charter, RuleKind, sentences, vocabulary};

/// The acts that stand in one margin before they are only counted.
const ACTS: usize = 4;

/// Rules of one line that say the same, perhaps of several offices.
struct Rule<'a> {
    kind: RuleKind,
    acts: &'a [&'static str],
    offices: Vec<&'a str>,
    body: Option<&'a str>,
}

/// What the rules that cite this label come to.
pub(super) fn by(charter: &Charter, label: &str) -> Vec<Governs> {
    let mut rules: Vec<Rule<'_>> = Vec::new();
    for rule in charter.governs().iter().filter(|rule| rule.cited.label == label) {
        let office = rule.cited.office.as_deref();
        let same = |known: &&mut Rule<'_>| known.kind == rule.kind && known.acts == rule.acts;
        match rules.iter_mut().find(same).filter(|known| known.kind == RuleKind::Power) {
            Some(power) => power.offices.extend(office),
            None => rules.push(Rule {
                kind: rule.kind,
                acts: &rule.acts,
                offices: office.into_iter().collect(),
                body: rule.cited.goes_to.as_deref(),
            }),
        }
    }
    let unnamed = rules.iter().any(|rule| rule.kind == RuleKind::Unnamed).then(|| nobody_named(charter)).flatten();
    rules.iter().filter_map(|rule| one(charter, rule)).chain(unnamed).collect()
}

fn one(charter: &Charter, rule: &Rule<'_>) -> Option<Governs> {
    let act = spoken(rule.acts);
    match rule.kind {
        RuleKind::Power => {
            Some(Governs { act, authority: Authority::Member, who: format!("{} may", holders(charter, &rule.offices)) })
        }
        RuleKind::Limit => Some(match rule.body {
            Some(body) => decides(charter, body, act),
            None => Governs { act: format!("to {act}"), authority: Authority::Nobody, who: "A condition".to_owned() },
        }),
        RuleKind::Reserved => rule.body.map(|body| decides(charter, body, act)),
        // Who may not is said by who may; the other kinds follow from these.
        RuleKind::Holders | RuleKind::Office | RuleKind::CarryOut | RuleKind::Unnamed => None,
    }
}

fn decides(charter: &Charter, body: &str, act: String) -> Governs {
    if body == "group" {
        return Governs { act, authority: Authority::Group, who: "The group decides:".to_owned() };
    }
    let name = format!("The {}", charter.body_name(body));
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
        offices.iter().filter(|office| !included(office)).map(|office| holder(charter, office)).collect();
    let sentence = sentences::listed(&names, "or");
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn holder(charter: &Charter, office: &str) -> String {
    let alone = charter.rules().offices.get(office).is_some_and(|found| found.seats == Some(1));
    let name = charter.office_name(office);
    if alone { format!("the {name}") } else { format!("a {}", name.to_lowercase()) }
}

fn spoken(acts: &[&'static str]) -> String {
    let says =
        |name: &&'static str| vocabulary::act(name).map_or_else(|| (*name).to_owned(), |act| act.says.to_owned());
    let mut words: Vec<String> = acts.iter().take(ACTS).map(says).collect();
    if acts.len() > ACTS {
        words.push(format!("{} more", acts.len() - ACTS));
    }
    sentences::listed(&words, "and")
}
