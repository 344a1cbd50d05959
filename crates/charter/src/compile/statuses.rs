//! Every outside status that a rule about members names is one of the charter's: a misspelt one would never be had, and
//! nobody would be suspended by it.

use crate::problem::nearest;
use crate::rules::Rules;
use crate::{Problem, source::Source};

/// The names that mean nothing.
pub(super) fn statuses(source: &Source, rules: &Rules) -> Vec<Problem> {
    let Some(membership) = &rules.membership else { return Vec::new() };
    let asked = membership.eligibility.iter().enumerate();
    let asked =
        asked.filter_map(|(n, asked)| Some((format!("membership.eligibility.{n}"), asked.status_named.as_ref()?)));
    let suspending = membership.suspension.iter().flat_map(|rule| &rule.statuses);
    let suspending = suspending.map(|status| ("membership.suspension".to_owned(), status));
    let unknown = asked.chain(suspending).filter(|(_, status)| !rules.statuses.contains_key(*status));
    unknown.map(|(path, status)| problem(source, rules, &path, status)).collect()
}

fn problem(source: &Source, rules: &Rules, path: &str, status: &str) -> Problem {
    let known: Vec<&str> = rules.statuses.keys().map(String::as_str).collect();
    let problem = source.problem(path, format!("there is no outside status {status:?}"));
    problem.expected(format!("one of [statuses], which has {}", known.join(", "))).meant(nearest(status, known))
}
