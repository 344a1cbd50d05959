//! Weighing: the policies of an act over the facts, and every clause that fired.
//!
//! Cedar skips a policy that cannot be evaluated, and a skipped `forbid` would open a door. So a policy that errors,
//! a fact that is missing and a fact of the wrong kind are each a refusal, and an alarm that says which.

use crate::compile::ActPolicies;
use crate::grounds::ALARM;
use crate::rules::Reserved;
use crate::vocabulary::{self, Kind};
use crate::{Charter, Cited, Facts, GROUP, Grounds, Opinion, Status, Value, Way};
use cedar_policy::{
    Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, Response, RestrictedExpression,
};
use std::collections::HashSet;
use std::sync::LazyLock;

impl Charter {
    /// The charter's opinion about an act. Every case must be allowed; a refusal names what stands in the way of any.
    pub fn weigh(&self, act: &str, cases: &[Facts]) -> Opinion {
        self.memo.recall(act, cases, || self.weigh_anew(act, cases))
    }

    /// The same, computed even if it is remembered.
    pub fn weigh_anew(&self, act: &str, cases: &[Facts]) -> Opinion {
        if cases.is_empty() {
            return self.no(vec![alarm(format!("nothing was gathered about {act}, so it cannot be judged"))]);
        }
        let mut allowing: Vec<Cited> = Vec::new();
        let mut refusing: Vec<Cited> = Vec::new();
        for facts in cases {
            let (opinion, into) = match self.weigh_case(act, facts) {
                Opinion::May { by } => (by, &mut allowing),
                Opinion::No(grounds) => (grounds.because, &mut refusing),
            };
            for cited in opinion {
                if !into.contains(&cited) {
                    into.push(cited);
                }
            }
        }
        if refusing.is_empty() { Opinion::May { by: allowing } } else { self.no(refusing) }
    }

    fn weigh_case(&self, act: &str, facts: &Facts) -> Opinion {
        let Some(policies) = self.compiled.by_act.get(act) else {
            return self.no(vec![alarm(format!("there is no act {act:?}"))]);
        };
        let wrong: Vec<Cited> = vocabulary::facts_of(act).filter_map(|fact| wrong(act, fact, facts)).collect();
        if !wrong.is_empty() {
            return self.no(wrong);
        }
        match self.evaluate(act, facts, policies) {
            Ok(response) => self.opinion(act, &response),
            Err(sentence) => self.no(vec![alarm(sentence)]),
        }
    }

    fn evaluate(&self, act: &str, facts: &Facts, policies: &ActPolicies) -> Result<Response, String> {
        let failed = |error: &dyn std::fmt::Display| format!("{act} could not be judged: {error}");
        let pairs = policies.asks_for.iter().filter_map(|name| Some(((*name).to_owned(), cedar(facts.get(name)?))));
        let context = Context::from_pairs(pairs).map_err(|error| failed(&error))?;
        let offices: HashSet<EntityUid> = facts.offices().iter().map(|office| uid(&OFFICE, office)).collect();
        let who = uid(&PERSON, "actor");
        let person = Entity::new_no_attrs(who.clone(), offices.clone());
        let entities = offices.into_iter().map(Entity::with_uid).chain([person]);
        let entities = Entities::from_entities(entities, None).map_err(|error| failed(&error))?;
        // The facts were checked against the vocabulary that the schema is made of: no second check is needed.
        let request = Request::new(who, uid(&ACTION, act), uid(&THING, "it"), context, None);
        let request = request.map_err(|error| failed(&error))?;
        Ok(self.compiled.authorizer.is_authorized(&request, &policies.set, &entities))
    }

    fn opinion(&self, act: &str, response: &Response) -> Opinion {
        let skipped = response.diagnostics().errors().map(|error| alarm(format!("{act}: a rule was skipped: {error}")));
        let skipped: Vec<Cited> = skipped.collect();
        let mut fired: Vec<usize> =
            response.diagnostics().reason().filter_map(|id| self.compiled.by_id.get(id)).copied().collect();
        fired.sort_unstable();
        let cited = fired.into_iter().filter_map(|n| self.compiled.governs.get(n)).map(|rule| rule.cited.clone());
        match (response.decision(), skipped.is_empty()) {
            (Decision::Allow, true) => Opinion::May { by: cited.collect() },
            (Decision::Allow, false) => self.no(skipped),
            (Decision::Deny, _) => {
                let because: Vec<Cited> = cited.chain(skipped).collect();
                self.no(if because.is_empty() { vec![self.nothing_allows(act)] } else { because })
            }
        }
    }

    /// Where a refusal leads: to bodies, if each clause in the way sends it to one.
    fn no(&self, because: Vec<Cited>) -> Opinion {
        let mut bodies: Vec<String> = because.iter().filter_map(|cited| cited.goes_to.clone()).collect();
        bodies.sort();
        bodies.dedup();
        let asked = because.iter().all(|cited| cited.goes_to.is_some());
        let way = match bodies.as_slice() {
            _ if !asked => Way::MayNot,
            [only] if only == GROUP => Way::AskGroup,
            [_, _, ..] if self.are_alternatives(&because) => Way::AskEither(bodies),
            _ => Way::AskBody(bodies),
        };
        Opinion::No(Grounds { because, way })
    }

    /// Whether the answer of one body is enough: each of these reservations is needless once any other of them is answered.
    fn are_alternatives(&self, because: &[Cited]) -> bool {
        let reserved: Option<Vec<&Reserved>> = because.iter().map(|cited| self.reservation(cited)).collect();
        reserved.is_some_and(|all| {
            let needless = |one: &&Reserved| {
                all.iter()
                    .filter(|other| !std::ptr::eq(**other, *one))
                    .all(|other| one.is_needless_after(&other.matter))
            };
            all.iter().all(needless)
        })
    }

    /// The reservation that is cited; none where it is another rule.
    fn reservation(&self, cited: &Cited) -> Option<&Reserved> {
        let is_it = |reserved: &&Reserved| {
            Some(&reserved.matter) == cited.matter.as_ref() && Some(&reserved.by) == cited.goes_to.as_ref()
        };
        self.rules.reserved.iter().find(is_it)
    }

    /// No rule forbids it and none allows it: the charter's line about what it does not name stands.
    fn nothing_allows(&self, act: &str) -> Cited {
        let unnamed = &self.rules.charter.unnamed;
        let goes_to = unnamed.goes_to.clone();
        let cited = self.cited(format!("nothing-allows-{act}"), &unnamed.clause, unnamed.status);
        Cited { goes_to, matter: Some(act.to_owned()), ..cited }
    }

    /// The rule that puts a matter of this charter's own, which holds back no act, to a body. None where it has no such matter.
    pub fn own_matter(&self, matter: &str) -> Option<Cited> {
        let mut own = self.rules.reserved.iter().filter(|reserved| reserved.acts.is_empty());
        let reserved = own.find(|reserved| reserved.matter == matter)?;
        let cited = self.cited(format!("own-{matter}"), &reserved.clause, reserved.status);
        Some(Cited { goes_to: Some(reserved.by.clone()), matter: Some(matter.to_owned()), ..cited })
    }

    fn cited(&self, rule: String, label: &str, status: Status) -> Cited {
        let clause = self.clause(label);
        Cited {
            rule,
            label: label.to_owned(),
            quote: clause.map(|clause| clause.quote.clone()).unwrap_or_default(),
            heading: clause.map(|clause| clause.heading.clone()).unwrap_or_default(),
            line: clause.map(|clause| clause.line).unwrap_or_default(),
            status,
            goes_to: None,
            matter: None,
            who_can: Vec::new(),
            office: None,
            instead: None,
        }
    }
}

static PERSON: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Person"));
static OFFICE: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Office"));
static ACTION: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Action"));
static THING: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Thing"));

#[expect(clippy::expect_used, reason = "the four names are literals above, and each is an identifier")]
fn type_name(name: &str) -> EntityTypeName {
    name.parse().expect("an identifier")
}

fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}

fn cedar(value: &Value) -> RestrictedExpression {
    match value {
        Value::Flag(flag) => RestrictedExpression::new_bool(*flag),
        Value::Word(word) => RestrictedExpression::new_string(word.clone()),
        Value::Words(words) => {
            RestrictedExpression::new_set(words.iter().cloned().map(RestrictedExpression::new_string))
        }
    }
}

fn wrong(act: &str, fact: &vocabulary::Fact, facts: &Facts) -> Option<Cited> {
    let kind: Kind = fact.kind;
    match facts.get(fact.name) {
        None => Some(alarm(format!("the fact {:?} was not gathered for {act}", fact.name))),
        Some(value) => kind.refuses(value).map(|how| alarm(format!("the fact {:?} of {act} {how}", fact.name))),
    }
}

/// A refusal because something is broken, not because the charter says so.
fn alarm(sentence: String) -> Cited {
    Cited {
        rule: ALARM.to_owned(),
        label: ALARM.to_owned(),
        quote: String::new(),
        heading: String::new(),
        line: 0,
        status: Status::ProductDefault,
        goes_to: None,
        matter: None,
        who_can: Vec::new(),
        office: None,
        instead: Some(sentence),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presets::DJANGO;

    /// A rule that asks for an attribute nothing has: strict validation would not let it in.
    const BROKEN: &str =
        "forbid(principal, action, resource) unless { context.nowhere.contains(\"sponsor_campaign\") };";

    fn in_order() -> Facts {
        let facts = vocabulary::facts_of("publish_post");
        let facts = facts.fold(Facts::of(["member"]), |facts, fact| facts.with(fact.name, fact.ordinary()));
        facts.with("goals", ["1"].into_iter().collect::<Value>())
    }

    fn broken() -> Charter {
        let mut charter = DJANGO.charter().unwrap_or_else(|problems| panic!("{problems}"));
        let policy = cedar_policy::Policy::parse(Some("broken".parse().unwrap()), BROKEN).unwrap();
        charter.compiled.by_act.get_mut("publish_post").unwrap().set.add(policy).unwrap();
        charter
    }

    #[test]
    fn cedar_skips_a_forbid_that_errors_and_so_would_open_a_door() {
        let charter = broken();
        let answer = charter.evaluate("publish_post", &in_order(), &charter.compiled.by_act["publish_post"]).unwrap();
        assert_eq!(answer.decision(), Decision::Allow);
        assert_eq!(answer.diagnostics().errors().count(), 1);
    }

    #[test]
    fn a_rule_that_cannot_be_evaluated_is_a_refusal_and_an_alarm() {
        let charter = broken();
        let opinion = charter.weigh("publish_post", &[in_order()]);
        assert!(!opinion.may());
        let alarm = opinion.alarms().next().unwrap();
        assert!(alarm.contains("a rule was skipped") && alarm.contains("nowhere"), "{alarm}");

        let other = charter.weigh("publish_post", &[in_order().with("sponsor", "campaign")]);
        let labels: Vec<&str> = other.cites().iter().map(|cited| cited.label.as_str()).collect();
        assert_eq!(labels, ["B3", ALARM], "what else stands in the way is still named");
        assert!(matches!(other, Opinion::No(Grounds { way: Way::MayNot, .. })));
    }
}
