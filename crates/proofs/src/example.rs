//! What a solver found, as facts that the judge can be asked with.

use crate::NoProof;
use cedar_policy::{EntityUid, EvalResult};
use cedar_policy_symcc::Env;
use charter::{Facts, Value, vocabulary};

/// The facts of a request that was found for this act.
pub(crate) fn facts_of(found: &Env, act: &str) -> Result<Facts, NoProof> {
    let who = found.request.principal().ok_or_else(|| NoProof::broke("it named nobody"))?;
    let offices = found.entities.ancestors(who).into_iter().flatten();
    let offices = offices.filter(|above| above.type_name().basename() == "Office").map(name);
    let mut facts = Facts::of(offices);
    let context = found.request.context();
    for fact in vocabulary::facts_of(act) {
        let value = context.and_then(|context| context.get(fact.name)).and_then(value);
        let value = value.ok_or_else(|| NoProof::broke(format!("it said nothing about {}", fact.name)))?;
        if let Some(how) = fact.kind.refuses(&value) {
            return Err(NoProof::broke(format!("it said of {} what it never {how}", fact.name)));
        }
        facts = facts.with(fact.name, value);
    }
    Ok(facts)
}

fn name(uid: &EntityUid) -> String {
    uid.id().unescaped().to_owned()
}

fn value(found: EvalResult) -> Option<Value> {
    match found {
        EvalResult::Bool(flag) => Some(Value::Flag(flag)),
        EvalResult::String(word) => Some(Value::Word(word)),
        EvalResult::Set(words) => {
            let words = words.iter().map(|word| match word {
                EvalResult::String(word) => Some(word.clone()),
                _ => None,
            });
            words.collect::<Option<_>>().map(Value::Words)
        }
        _ => None,
    }
}
