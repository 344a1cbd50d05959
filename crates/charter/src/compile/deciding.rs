//! What a rule by which the group decides names has to be there: who breaks a tie, and how an objection is read and met.

use crate::rules::{AmendPolicy, DecisionRule, Method, Rules, Secrecy, Tie};
use crate::{Problem, source::Source};

/// What does not hold together within one rule.
pub(super) fn check(source: &Source, rules: &Rules) -> Vec<Problem> {
    rules.decision.iter().flat_map(|(key, rule)| of_rule(source, rules, key, rule)).collect()
}

fn of_rule(source: &Source, rules: &Rules, key: &str, rule: &DecisionRule) -> Vec<Problem> {
    let problem = |part: &str, found: &str, expected: &str, example: &str| {
        source
            .problem(&format!("decision.{key}{part}"), format!("{found} in the decision rule {key}"))
            .expected(expected)
            .example(example)
    };
    let mut found = Vec::new();
    let casting = "casting_vote = { office = \"chair\", within = \"P3D\" }";
    match &rule.casting_vote {
        None if rule.tie == Tie::CastingVote => {
            found.push(problem(".tie", "a casting vote is nobody’s", "the office whose holder decides a tie", casting));
        }
        Some(_) if rule.tie != Tie::CastingVote => {
            found.push(problem(".casting_vote", "a casting vote decides no tie", "tie = \"casting_vote\"", casting));
        }
        Some(vote) if !rules.offices.contains_key(&vote.office) => {
            found.push(problem(
                ".casting_vote",
                "the casting vote is that of an unknown office",
                "an office of this charter",
                casting,
            ));
        }
        _ => {}
    }
    if rule.method == Method::Consent {
        if rule.secrecy == Secrecy::Secret {
            found.push(problem(
                ".secrecy",
                "objections are secret",
                "open ballots: an objection is answered",
                "secrecy = \"open\"",
            ));
        }
        if rule.amend_policy != AmendPolicy::Reset {
            let expected = "a text that can change, so that an objection can be met";
            found.push(problem("", "an objection cannot be integrated", expected, "amend_policy = \"reset\""));
        }
        if !["yes", "no"].iter().all(|word| rule.options.iter().any(|option| option == word)) {
            found.push(problem(
                ".options",
                "nobody can consent or object",
                "yes and no among the options",
                "options = [\"yes\", \"no\", \"abstain\"]",
            ));
        }
    }
    found
}
