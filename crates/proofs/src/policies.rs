//! The policies of a charter, act by act, as text: what a solver's questions are put together from.

use crate::NoProof;
use cedar_policy::{Effect, PolicySet};
use charter::{Charter, Governs};
use std::collections::BTreeMap;

/// One policy.
pub(crate) struct Policy<'a> {
    /// The rule it came from.
    pub governs: &'a Governs,
    /// Whether it allows or forbids.
    pub effect: Effect,
    /// Its text, without what is noted about it.
    pub cedar: String,
}

impl Policy<'_> {
    /// The same condition as a permit, so that where it holds can be asked like what is allowed.
    pub fn as_permit(&self) -> String {
        self.cedar.replacen("forbid(", "permit(", 1)
    }
}

/// The policies of each act, in the order of the rules file.
pub(crate) struct Policies<'a> {
    by_act: BTreeMap<&'static str, Vec<Policy<'a>>>,
}

impl<'a> Policies<'a> {
    /// Those of a charter.
    pub fn of(charter: &'a Charter) -> Result<Self, NoProof> {
        let set: PolicySet = charter.policies().parse().map_err(NoProof::broke)?;
        let mut texts: BTreeMap<String, (Effect, String)> = BTreeMap::new();
        for policy in set.policies() {
            let noted = policy.to_string();
            let cedar: Vec<&str> = noted.lines().filter(|line| !line.starts_with('@')).collect();
            let rule = policy.annotation("id").unwrap_or_default().to_owned();
            texts.insert(rule, (policy.effect(), cedar.join("\n")));
        }
        let mut by_act: BTreeMap<&'static str, Vec<Policy<'a>>> = BTreeMap::new();
        for governs in charter.governs() {
            let (effect, cedar) = texts
                .get(&governs.cited.rule)
                .ok_or_else(|| NoProof::broke(format!("the rule {} has no policy", governs.cited.rule)))?;
            for act in &governs.acts {
                let policy = Policy { governs, effect: *effect, cedar: cedar.clone() };
                by_act.entry(act).or_default().push(policy);
            }
        }
        Ok(Self { by_act })
    }

    /// What can say something about an act.
    pub fn of_act(&self, act: &str) -> &[Policy<'a>] {
        self.by_act.get(act).map(Vec::as_slice).unwrap_or_default()
    }
}

/// These policies together.
pub(crate) fn all(policies: &[Policy]) -> String {
    let texts: Vec<&str> = policies.iter().map(|policy| policy.cedar.as_str()).collect();
    texts.join("\n")
}

/// Those of them that forbid.
pub(crate) fn forbidding(policies: &[Policy]) -> String {
    let forbid = policies.iter().filter(|policy| policy.effect == Effect::Forbid);
    let texts: Vec<&str> = forbid.map(|policy| policy.cedar.as_str()).collect();
    texts.join("\n")
}
