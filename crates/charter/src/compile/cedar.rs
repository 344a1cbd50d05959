//! Cedar: the policies parsed, validated strictly against the schema, and sorted into one set per act.

use super::policies::{Governs, Written};
use crate::vocabulary::{self, ACTS, schema};
use cedar_policy::{Authorizer, Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The schema, which every charter shares.
static SCHEMA: LazyLock<Result<Schema, String>> = LazyLock::new(|| {
    let (schema, _) = Schema::from_cedarschema_str(&schema()).map_err(|error| error.to_string())?;
    Ok(schema)
});

/// What can say something about one act.
#[derive(Default)]
pub(crate) struct ActPolicies {
    /// The policies.
    pub set: PolicySet,
    /// The facts of the act that some policy asks for; the others need not reach Cedar.
    pub asks_for: Vec<&'static str>,
}

impl ActPolicies {
    fn add(&mut self, act: &str, policy: Policy, cedar: &str) -> Result<(), String> {
        let asked = vocabulary::facts_of(act).map(|fact| fact.name).filter(|name| asks_for(cedar, name));
        for name in asked {
            if !self.asks_for.contains(&name) {
                self.asks_for.push(name);
            }
        }
        self.set.add(policy).map_err(|error| error.to_string())
    }
}

/// Whether `context.NAME` stands in a policy, and not only as the beginning of a longer name.
fn asks_for(cedar: &str, name: &str) -> bool {
    let mut rest = cedar.split("context.").skip(1);
    rest.any(|rest| {
        rest.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

/// A charter's policies.
pub(crate) struct Compiled {
    /// Every policy's rule, in the order of the rules file.
    pub governs: Vec<Governs>,
    /// The policies that can say something about each act, and the facts that they ask for.
    pub by_act: HashMap<&'static str, ActPolicies>,
    /// Where each policy's rule stands in `governs`.
    pub by_id: HashMap<PolicyId, usize>,
    /// The policies as they were written.
    pub cedar: String,
    /// Cedar itself.
    pub authorizer: Authorizer,
}

impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiled").field("policies", &self.governs.len()).finish_non_exhaustive()
    }
}

/// Parses and validates. An error here is a fault of the writer or of a word that Cedar cannot read.
pub(super) fn compile(written: Vec<Written>) -> Result<Compiled, Vec<String>> {
    let schema = SCHEMA.clone().map_err(|error| vec![error])?;
    let mut all = PolicySet::new();
    let mut by_id = HashMap::new();
    let mut by_act: HashMap<&'static str, ActPolicies> =
        ACTS.iter().map(|act| (act.name, ActPolicies::default())).collect();
    for (n, Written { governs, cedar }) in written.iter().enumerate() {
        let id = PolicyId::new(&governs.cited.rule);
        let policy = Policy::parse(Some(id.clone()), cedar).map_err(|error| vec![error.to_string()])?;
        all.add(policy.clone()).map_err(|error| vec![error.to_string()])?;
        by_id.insert(id, n);
        for act in &governs.acts {
            by_act.entry(act).or_default().add(act, policy.clone(), cedar).map_err(|error| vec![error])?;
        }
    }
    let checked = Validator::new(schema).validate(&all, ValidationMode::Strict);
    if !checked.validation_passed() {
        return Err(checked.validation_errors().map(ToString::to_string).collect());
    }
    let cedar: Vec<&str> = written.iter().map(|written| written.cedar.as_str()).collect();
    let cedar = cedar.join("\n");
    let governs = written.into_iter().map(|written| written.governs).collect();
    Ok(Compiled { governs, by_act, by_id, cedar, authorizer: Authorizer::new() })
}
