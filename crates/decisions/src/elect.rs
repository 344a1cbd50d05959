//! What a vote among several options came to under its rule: whether enough took part, and who was chosen.

use crate::{Ended, Outcome, Paper, Quorum, Ranking, Runoff, count::people, runoff};
use charter::rules::{Base, DecisionRule};
use std::fmt::Write as _;

/// A vote among several options, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elected {
    /// What it came to. Passed: as many were chosen as were to be.
    pub outcome: Outcome,
    /// The rounds.
    pub runoff: Runoff,
    /// Whether enough took part, where the rule asks.
    pub quorum: Option<Quorum>,
}

/// Counts ranked ballots under a rule. Whoever casts a blank one takes part. Where a yes needs a share of everybody entitled,
/// as many have to take part here: a few cannot choose for a group that they could not bind by a yes.
pub fn elect(rule: &DecisionRule, paper: &Paper, ballots: &[Ranking], entitled: u32, recused: u32) -> Elected {
    let runoff = runoff(paper, ballots);
    let had = runoff.ranked + runoff.blank;
    let asked = match (&rule.quorum, rule.threshold.base) {
        (Some(quorum), _) => Some((quorum.share, quorum.base)),
        (None, base @ (Base::Entitled | Base::EntitledMinusRecused)) => Some((rule.threshold.share, base)),
        _ => None,
    };
    let quorum = asked.map(|(share, base)| {
        let base = people(base, crate::Tally { blank: had, ..crate::Tally::default() }, entitled, recused);
        Quorum { had, needed: share.needed(base), base }
    });
    let outcome = match (&runoff.ended, quorum) {
        (_, Some(quorum)) if quorum.had < quorum.needed => Outcome::Inquorate,
        (Ended::Chosen(_), _) => Outcome::Passed,
        (Ended::Tied(_), _) => Outcome::Tied,
        (Ended::AllBlank, _) => Outcome::Rejected,
    };
    Elected { outcome, runoff, quorum }
}

impl Elected {
    /// The record's line: `Tuesday chosen in 2 rounds, quorum 3 of 4`.
    pub fn words(&self, paper: &Paper) -> String {
        let mut line = match &self.runoff.ended {
            _ if self.outcome == Outcome::Inquorate => "nothing chosen".to_owned(),
            Ended::Chosen(chosen) => format!("{} chosen in {}", named(paper, chosen), rounds(self.runoff.rounds.len())),
            Ended::Tied(tied) => format!("tie between {}", named(paper, tied)),
            Ended::AllBlank => "nothing ranked on any ballot".to_owned(),
        };
        if let Some(Quorum { had, needed, base }) = self.quorum {
            // Writing into a string cannot fail.
            let _ = write!(line, ", quorum {had} of {base}");
            if had < needed {
                let _ = write!(line, ", needs {needed}");
            }
        }
        line
    }
}

fn rounds(count: usize) -> String {
    if count == 1 { "1 round".to_owned() } else { format!("{count} rounds") }
}

/// Options of a paper by their places: `Tuesday`, `Tuesday and Friday`.
pub fn named(paper: &Paper, places: &[usize]) -> String {
    let names: Vec<&str> = places.iter().filter_map(|place| paper.options().get(*place)).map(String::as_str).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
