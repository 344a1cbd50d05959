//! The duty to take part in votes: counted over a calendar year, and judged by a person.

use charter::rules::Participation;

/// Whether somebody took part in too few of the formal votes they could have. A blank ballot took part; too few votes to
/// judge by make nobody fall short.
pub fn falls_short(rule: &Participation, took_part: u32, votes: u32) -> bool {
    let enough = votes > 0 && votes >= rule.min_sample.unwrap_or(1);
    enough && !rule.duty.share.met(took_part, votes)
}
