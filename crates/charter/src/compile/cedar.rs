//! Cedar: the policies parsed, validated strictly against the schema, and sorted into one set per act.

use super::policies::{Governs, Policy};
use crate::vocabulary::{ACTS, schema};
use cedar_policy::{Authorizer, PolicyId, PolicySet, Schema, ValidationMode, Validator};
use std::collections::HashMap;

/// A charter's policies.
pub(crate) struct Compiled {
    /// Every policy's rule, in the order of the rules file.
    pub governs: Vec<Governs>,
    /// The policies that can say something about each act.
    pub by_act: HashMap<&'static str, PolicySet>,
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
pub(super) fn compile(policies: Vec<Policy>) -> Result<Compiled, Vec<String>> {
    let (schema, _) = Schema::from_cedarschema_str(&schema()).map_err(|error| vec![error.to_string()])?;
    let cedar: String = policies.iter().map(|policy| policy.cedar.as_str()).collect::<Vec<_>>().join("\n");
    let mut all = PolicySet::new();
    let mut by_id = HashMap::new();
    let mut by_act: HashMap<&'static str, PolicySet> = ACTS.iter().map(|act| (act.name, PolicySet::new())).collect();
    for (n, policy) in policies.iter().enumerate() {
        let id = PolicyId::new(&policy.governs.cited.rule);
        let one = cedar_policy::Policy::parse(Some(id.clone()), &policy.cedar).map_err(|e| vec![e.to_string()])?;
        all.add(one.clone()).map_err(|error| vec![error.to_string()])?;
        by_id.insert(id, n);
        for act in &policy.governs.acts {
            if let Some(set) = by_act.get_mut(act) {
                set.add(one.clone()).map_err(|error| vec![error.to_string()])?;
            }
        }
    }
    let checked = Validator::new(schema).validate(&all, ValidationMode::Strict);
    if !checked.validation_passed() {
        return Err(checked.validation_errors().map(ToString::to_string).collect());
    }
    let governs = policies.into_iter().map(|policy| policy.governs).collect();
    Ok(Compiled { governs, by_act, by_id, cedar, authorizer: Authorizer::new() })
}
