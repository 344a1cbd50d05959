//! How long an item rests on which the group did not agree.

use crate::{Outcome, course::length};
use basics::Moment;
use charter::rules::DecisionRule;

/// Until when no vote is called on an item that came to this at this instant; nothing where the rule knows no such rest, or
/// nothing fell. A vote in which too few took part decided nothing, so that it may be run again at once.
pub fn rests_until(rule: &DecisionRule, outcome: Outcome, at: Moment) -> Option<Moment> {
    let fell = matches!(outcome, Outcome::Rejected | Outcome::Tied);
    rule.cool_down.filter(|_| fell).map(|rest| at.plus(length(rest)))
}
