//! Whether the charter's decision rules ask for at least what a document above it asks.

use crate::rules::{DecisionRule, Minimum, Quorum};
use crate::{Charter, Problem};

/// Decision rules that ask for less than a document above the charter does.
pub(super) fn minima(charter: &Charter) -> Vec<Problem> {
    let mut problems = Vec::new();
    let documents =
        charter.rules.incorporated.iter().filter_map(|(key, document)| Some((key, document.minimum.as_ref()?)));
    for (document, minimum) in documents {
        for (key, rule) in &charter.rules.decision {
            for (what, found, expected) in laxer(rule, minimum) {
                let path = format!("decision.{key}.{what}");
                let sentence = format!("the decision rule {key} is laxer than {document}: {what} is {found}");
                let problem = charter.source.problem(&path, sentence).expected(expected);
                problems.push(problem.example(format!("the minimum stands in {}", minimum.clause)));
            }
        }
    }
    problems
}

/// Threshold and its base, quorum, voting period and seconding; nothing else is compared.
fn laxer(rule: &DecisionRule, minimum: &Minimum) -> Vec<(&'static str, String, String)> {
    let mut found = Vec::new();
    if let Some(least) = minimum.threshold.filter(|least| rule.threshold.share.is_laxer_than(least.share)) {
        found.push(("threshold", rule.threshold.share.to_string(), least.share.to_string()));
    }
    if let Some(least) = minimum.threshold.filter(|least| rule.threshold.base > least.base) {
        found.push(("threshold.base", rule.threshold.base.to_string(), format!("{} or wider", least.base)));
    }
    let asked = rule.quorum.as_ref().map(|quorum: &Quorum| quorum.share);
    if let Some(least) =
        minimum.quorum.as_ref().filter(|least| asked.is_none_or(|share| share.is_laxer_than(least.share)))
    {
        let said = asked.map_or_else(|| "none".to_owned(), |share| share.to_string());
        found.push(("quorum", said, least.share.to_string()));
    }
    if let Some(least) = minimum.voting_period
        && rule.voting_period.is_none_or(|period| period.is_shorter_than(least))
    {
        let said = rule.voting_period.map_or_else(|| "none".to_owned(), |period| period.to_string());
        found.push(("voting_period", said, format!("{least} or longer")));
    }
    if minimum.second && !rule.second {
        found.push(("second", "false".to_owned(), "true".to_owned()));
    }
    found
}
