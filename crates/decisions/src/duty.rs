//! The duty to take part in votes: counted over a calendar year, and judged by a person.

use crate::Roll;
use basics::PersonId;
use charter::rules::Participation;

/// Whether somebody took part in too few of the formal votes they could have. A blank ballot took part; too few votes to
/// judge by make nobody fall short.
pub fn falls_short(rule: &Participation, took_part: u32, votes: u32) -> bool {
    let enough = votes > 0 && votes >= rule.min_sample.unwrap_or(1);
    enough && !rule.duty.share.met(took_part, votes)
}

/// Of how many votes somebody could take part in, and in how many they did. Whoever was not on the roll, stayed out of the matter
/// or left before it closed without a ballot could not.
pub fn took_part<'a>(rolls: impl IntoIterator<Item = &'a Roll>, person: PersonId) -> (u32, u32) {
    let (mut took, mut votes) = (0, 0);
    for roll in rolls {
        let Some((_, voter)) = roll.voters().find(|(voter, _)| *voter == person) else { continue };
        if voter.is_recused || (voter.has_left && !voter.has_voted) {
            continue;
        }
        votes += 1;
        took += u32::from(voter.has_voted);
    }
    (took, votes)
}
