//! What the charter decides by counting: which channels only announce, how long an answer serves, the least majority.
//!
//! These rules never reach the policies: plain Rust computes facts from them. The powers table lists them below its
//! acts, so that a changed one is as easy to see as a changed power.

use crate::rules::{Minimum, Rules};
use serde::Serialize;

/// What a channel does that no rule keeps from it.
const ANSWERS: &str = "answers people";

/// One thing that the charter decides by counting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Computed {
    /// What is decided, such as `a channel of ours on a social network`.
    pub about: String,
    /// What it comes to, such as `announces only`.
    pub comes_to: String,
    /// The label of the clause; nothing where no rule speaks of it.
    pub clause: Option<String>,
}

/// Everything that these rules decide by counting, in the same order for every charter.
pub fn computed(rules: &Rules) -> Vec<Computed> {
    [modes(rules), vec![answers(rules)], minima(rules)].concat()
}

/// What the rule tells channels apart by, each with its words: kind, network, mark.
const KINDS: [(&str, &str); 2] = [("ours", "a channel of ours"), ("community", "a channel of the community")];
const NETWORKS: [(bool, &str); 2] = [(true, "on a social network"), (false, "elsewhere")];
const MARKS: [(&str, &str); 3] = [("", ""), ("primary", ", the primary source"), ("preferred", ", the preferred one")];

/// Each sort of channel that the rule can tell apart; without a rule there is one sort.
fn modes(rules: &Rules) -> Vec<Computed> {
    let Some(rule) = &rules.channels.broadcast else {
        return vec![Computed { about: "any channel".to_owned(), comes_to: ANSWERS.to_owned(), clause: None }];
    };
    let mut found = Vec::new();
    for (kind, whose) in KINDS {
        for (social, place) in NETWORKS {
            for (mark, marked) in MARKS {
                let announces = rules.channels.is_broadcast(kind, social, &[mark]);
                found.push(Computed {
                    about: format!("{whose} {place}{marked}"),
                    comes_to: if announces { "announces only" } else { ANSWERS }.to_owned(),
                    clause: announces.then(|| rule.clause.clone()),
                });
            }
        }
    }
    found
}

fn answers(rules: &Rules) -> Computed {
    let months = rules.answers.as_ref().and_then(|answers| answers.serve_months);
    Computed {
        about: "a yes that nobody has used".to_owned(),
        comes_to: months.map_or_else(|| "serves for good".to_owned(), |months| format!("serves for {months} months")),
        clause: rules.answers.as_ref().map(|answers| answers.clause.clone()),
    }
}

/// What a decision rule may not fall below, for each document above the charter.
fn minima(rules: &Rules) -> Vec<Computed> {
    let documents = rules.incorporated.values();
    documents
        .map(|document| Computed {
            about: format!("the least that {} asks of a decision", document.name),
            comes_to: document.minimum.as_ref().map_or_else(|| "nothing".to_owned(), least),
            clause: document.minimum.as_ref().map(|minimum| minimum.clause.clone()),
        })
        .collect()
}

fn least(minimum: &Minimum) -> String {
    let base = |base: crate::rules::Base| base.to_string().replace('_', " ");
    let threshold = minimum.threshold.map(|least| format!("{} of the {}", least.share, base(least.base)));
    let quorum = minimum.quorum.as_ref().map(|least| format!("a quorum of {}", least.share));
    let period = minimum.voting_period.map(|least| format!("open for {least}"));
    let second = minimum.second.then(|| "seconded".to_owned());
    [threshold, quorum, period, second].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
