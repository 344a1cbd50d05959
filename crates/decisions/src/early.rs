//! Whether a vote may close before its time because nobody who is silent can change what it comes to.

use crate::{Choice, Outcome, Roll, Tally, count};
use charter::rules::{BallotChange, DecisionRule, EarlyClose, Method, Secrecy};

/// Whether the rule lets a vote among several options close now: everybody has voted.
pub fn all_have_voted(rule: &DecisionRule, cast: u32, roll: &Roll) -> bool {
    let may_be_shorter = rule.early_close != EarlyClose::Never || is_shortened(rule, roll);
    may_be_shorter && roll.entitled() <= cast + roll.recused()
}

/// Whether everybody is there who makes a vote shorter by being there.
fn is_shortened(rule: &DecisionRule, roll: &Roll) -> bool {
    rule.shorten_if.is_some() && roll.are_all_present()
}

/// Whether the rule lets this vote close now. Ballots that can still be changed make nothing certain but that everybody
/// has voted, and a secret vote that closed with one ballot would tell what this one said. An objection can be answered to
/// the last, so that nothing is certain while one stands.
pub fn is_certain(rule: &DecisionRule, tally: Tally, roll: &Roll) -> bool {
    let silent = roll.entitled().saturating_sub(tally.cast()).saturating_sub(roll.recused());
    if rule.method == Method::Consent && tally.no > 0 {
        return false;
    }
    match rule.early_close {
        EarlyClose::Never => silent == 0 && is_shortened(rule, roll),
        EarlyClose::AllCast => silent == 0,
        EarlyClose::OutcomeCertain => {
            let may_tell = rule.ballot_change == BallotChange::Final && rule.secrecy != Secrecy::Secret;
            silent == 0 || (may_tell && cannot_change(rule, tally, roll, silent))
        }
    }
}

/// Whether it passes, or does not, however the silent vote: nothing is worse for it than all of them against it or
/// undecided, and nothing better than all of them for it.
fn cannot_change(rule: &DecisionRule, tally: Tally, roll: &Roll, silent: u32) -> bool {
    let with = |choice: Choice, more: u32| (0..more).fold(tally, |tally, _| tally.with(choice));
    let comes_to = |tally: Tally| count(rule, tally, roll.entitled(), roll.recused()).outcome;
    let offered: Vec<Choice> = rule.options.iter().filter_map(|word| Choice::of(word, rule).ok()).collect();
    let passes = |tally: Tally| comes_to(tally) == Outcome::Passed;
    let in_any_case = offered.iter().all(|choice| passes(with(*choice, silent)));
    let in_no_case = comes_to(tally) == Outcome::Rejected && comes_to(with(Choice::Yes, silent)) == Outcome::Rejected;
    (passes(tally) && in_any_case) || in_no_case
}
