//! What holds of every charter, whatever it says: the standing statements, each as what is allowed and what must follow.

use crate::{
    NoProof,
    domain::{Domain, Who, forbid, held},
    policies::{Policies, Policy, all, forbidding},
};
use charter::{
    Act as _, Charter, RuleKind,
    act::{CastSeatBallot, FoundGroup},
    vocabulary::{ACTS, ActEntry},
};
use std::collections::BTreeSet;

/// Every request there is.
const ALL: &str = "permit(principal, action, resource);\n";

/// What is to be shown about one act. Nothing may be in `one` and not in `other`; or, where it `exists`, something must be.
pub(crate) struct Claim {
    pub act: &'static str,
    pub one: String,
    pub other: String,
    pub exists: bool,
    /// What it is about, for whoever reads that it does not hold.
    pub about: String,
}

/// A statement with all that has to be shown for it.
pub(crate) struct Statement {
    pub says: &'static str,
    pub claims: Vec<Claim>,
    /// Policies of which none may fail, by act.
    pub never_fail: Vec<(&'static str, String, String)>,
}

/// The charter whose statements these are, with its policies and the requests that it can be asked.
pub(crate) struct Statements<'a> {
    charter: &'a Charter,
    policies: Policies<'a>,
    domain: Domain<'a>,
}

impl<'a> Statements<'a> {
    /// Those about a charter.
    pub fn about(charter: &'a Charter) -> Result<Self, NoProof> {
        Ok(Self { charter, policies: Policies::of(charter)?, domain: Domain::of([charter]) })
    }

    /// All of them, in the order in which they are told.
    pub fn all(&self) -> Vec<Statement> {
        let claimed = |says, claims| Statement { says, claims, never_fail: Vec::new() };
        let never_fail = acts().flat_map(|entry| self.never_fail(entry)).collect();
        vec![
            Statement { says: "No rule can fail to be judged.", claims: Vec::new(), never_fail },
            claimed("Every refusal names a clause.", self.of_every_act(Self::refusals_name_a_clause)),
            claimed(
                "Nobody without an office of the group or a seat on a body may do anything.",
                self.of_every_act(Self::nobody_outside),
            ),
            claimed("A seat on a body gives its ballot, and nothing else.", self.seats_only_vote()),
            claimed(
                "Nobody may do anything by an office to which no rule gives it.",
                self.of_every_act(Self::only_by_offices_named),
            ),
            claimed("An office whose own condition has ended gives nothing.", self.lapsed_offices()),
            claimed("What a body decides is never done before its answer.", self.where_it_applies(Self::reserved)),
            claimed("What must be so each time is so whenever the act is done.", self.where_it_applies(Self::limits)),
            claimed("Every power can be used in some case.", self.powers_can_be_used()),
        ]
    }

    fn of_every_act(&self, claim: impl Fn(&Self, &'static ActEntry) -> Claim) -> Vec<Claim> {
        acts().map(|entry| claim(self, entry)).collect()
    }

    fn where_it_applies(&self, claim: impl Fn(&Self, &'static ActEntry) -> Option<Claim>) -> Vec<Claim> {
        acts().filter_map(|entry| claim(self, entry)).collect()
    }

    /// Whatever is allowed to `who` by the charter has to be allowed by this.
    fn allowed_only_if(&self, entry: &'static ActEntry, who: Who, other: String) -> Claim {
        let one = format!("{}\n{}", all(self.policies.of_act(entry.name)), self.domain.outside(entry.name, who));
        Claim { act: entry.name, one, other, exists: false, about: format!("to {}", entry.says) }
    }

    fn never_fail(&self, entry: &'static ActEntry) -> Vec<(&'static str, String, String)> {
        let each = self.policies.of_act(entry.name).iter();
        each.map(|policy| (entry.name, policy.cedar.clone(), rule(policy))).collect()
    }

    /// Where nothing forbids it, something allows it: nothing is refused in silence.
    fn refusals_name_a_clause(&self, entry: &'static ActEntry) -> Claim {
        let policies = self.policies.of_act(entry.name);
        let outside = self.domain.outside(entry.name, Who::Anybody);
        let one = format!("{ALL}{}\n{outside}", forbidding(policies));
        let about = format!("to {}", entry.says);
        Claim { act: entry.name, one, other: all(policies), exists: false, about }
    }

    fn nobody_outside(&self, entry: &'static ActEntry) -> Claim {
        self.allowed_only_if(entry, Who::Outsider, String::new())
    }

    fn seats_only_vote(&self) -> Vec<Claim> {
        let others = || acts().filter(|entry| entry.name != CastSeatBallot::NAME);
        let seats = self.charter.seated().into_iter();
        let claims = seats.flat_map(|body| {
            others().map(move |entry| {
                let mut claim = self.allowed_only_if(entry, Who::Holder(body), String::new());
                claim.about = format!("{} from a seat on {}", claim.about, self.charter.the_body(body));
                claim
            })
        });
        claims.collect()
    }

    fn only_by_offices_named(&self, entry: &'static ActEntry) -> Claim {
        let offices = self.offices_named(entry.name);
        let any: Vec<String> = offices.into_iter().map(held).collect();
        let any = if any.is_empty() { "false".to_owned() } else { any.join(" || ") };
        let named = format!("permit(principal, action, resource) when {{ {any} }};");
        self.allowed_only_if(entry, Who::Anybody, named)
    }

    /// The offices that a rule gives this act to, those that count as one of them, and their deputies.
    fn offices_named(&self, act: &str) -> BTreeSet<&'a str> {
        let rules = self.charter.rules();
        let names = |acts: &[String]| acts.iter().any(|name| name == act);
        let powers = rules.power.iter().filter(|power| names(&power.may));
        let reserved = rules.reserved.iter();
        let reserved =
            reserved.filter(|reserved| names(&reserved.acts) || (act == "carry_out" && reserved.acts.is_empty()));
        let mut named: BTreeSet<&str> = powers.clone().flat_map(|power| &power.who).map(String::as_str).collect();
        named.extend(reserved.clone().flat_map(|reserved| &reserved.carried_out_by).map(String::as_str));
        let in_every_case = powers.clone().any(|power| power.only_while.is_empty())
            || reserved.clone().any(|reserved| reserved.when.is_empty() && !reserved.acts.is_empty());
        if !in_every_case {
            let rest = &rules.charter.unnamed.given_to;
            named.extend(if rest.is_empty() { vec!["member"] } else { rest.iter().map(String::as_str).collect() });
        }
        let counting = rules.offices.iter();
        let counting =
            counting.filter(|(_, office)| office.counts_as.as_deref().is_some_and(|other| named.contains(other)));
        let counting: Vec<&str> = counting.map(|(key, _)| key.as_str()).collect();
        let deputies = named.iter().filter_map(|key| rules.offices.get(*key)?.deputy.as_deref());
        let deputies: Vec<&str> = deputies.collect();
        named.extend(counting.into_iter().chain(deputies));
        named
    }

    /// Of offices that take no other for granted: who holds another keeps what that one gives.
    fn lapsed_offices(&self) -> Vec<Claim> {
        let offices = self.charter.rules().offices.iter();
        let conditional = offices.filter(|(_, office)| !office.only_while.is_empty() && office.requires.is_empty());
        let mut claims = Vec::new();
        for (key, office) in conditional {
            for entry in acts() {
                let mut claim = self.allowed_only_if(entry, Who::Holder(key), String::new());
                forbid(&mut claim.one, &format!("when {{ {} }}", self.charter.condition(&office.only_while)));
                claim.about = format!("{} by the office {}", claim.about, self.charter.office_name(key));
                claims.push(claim);
            }
        }
        claims
    }

    fn reserved(&self, entry: &'static ActEntry) -> Option<Claim> {
        let mut followed = ALL.to_owned();
        let reserved = self.charter.rules().reserved.iter();
        for one in reserved.filter(|one| one.acts.iter().any(|name| name == entry.name)) {
            let answered = format!("context.answered.contains({:?})", one.matter);
            let unless = if one.unless.is_empty() { "false".to_owned() } else { self.charter.condition(&one.unless) };
            let when = self.charter.condition(&one.when);
            forbid(&mut followed, &format!("when {{ {when} }} unless {{ {answered} || ({unless}) }}"));
        }
        (followed != ALL).then(|| self.allowed_only_if(entry, Who::Anybody, followed))
    }

    fn limits(&self, entry: &'static ActEntry) -> Option<Claim> {
        let mut kept = ALL.to_owned();
        for limit in self.charter.rules().limit.iter().filter(|limit| limit.acts.iter().any(|name| name == entry.name))
        {
            let must = if limit.never { "false".to_owned() } else { self.charter.condition(&limit.only_when) };
            forbid(&mut kept, &format!("when {{ {} }} unless {{ {must} }}", self.charter.condition(&limit.when)));
        }
        (kept != ALL).then(|| self.allowed_only_if(entry, Who::Anybody, kept))
    }

    /// Of a power over several acts it is enough that one of them can be done by it.
    fn powers_can_be_used(&self) -> Vec<Claim> {
        acts().flat_map(|entry| self.uses(entry)).collect()
    }

    fn uses(&self, entry: &'static ActEntry) -> Vec<Claim> {
        let policies = self.policies.of_act(entry.name);
        let outside = self.domain.outside(entry.name, Who::Anybody);
        let powers = policies.iter().filter(|policy| policy.governs.kind == RuleKind::Power);
        let claims = powers.map(|power| {
            let one = format!("{}\n{}\n{outside}", power.cedar, forbidding(policies));
            let office = power.governs.cited.office.as_deref().unwrap_or_default();
            let about = format!("{}, for {}", rule(power), self.charter.office_name(office));
            Claim { act: entry.name, one, other: String::new(), exists: true, about }
        });
        claims.collect()
    }
}

fn acts() -> impl Iterator<Item = &'static ActEntry> {
    ACTS.iter().filter(|entry| entry.name != FoundGroup::NAME) // founding is judged by no charter
}

/// `line 98 of the rules (D2)`.
fn rule(policy: &Policy) -> String {
    format!("line {} of the rules ({})", policy.governs.line, policy.governs.cited.label)
}
