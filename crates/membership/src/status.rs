//! What somebody is outside the group, as far as the charter asks: a seat on the board, membership of the foundation.

use basics::{Moment, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A status somebody has or had outside the group, attested by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideStatus {
    /// Whose it is.
    pub person: PersonId,
    /// Which, by the name of the rules file.
    pub status: String,
    /// The first instant.
    pub from: Moment,
    /// The first instant after it; none while no end is known.
    #[serde(default)]
    pub until: Option<Moment>,
}

/// The statuses a person has at this instant.
pub fn statuses(known: &[OutsideStatus], person: PersonId, at: Moment) -> BTreeSet<String> {
    known
        .iter()
        .filter(|it| it.person == person && it.from <= at && it.until.is_none_or(|until| at < until))
        .map(|it| it.status.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_holds_from_its_first_instant_to_its_end() {
        let (from, until) = (Moment::from_micros(1_000), Moment::from_micros(2_000));
        let person = PersonId::mint(from);
        let known = [OutsideStatus { person, status: "board_member".into(), from, until: Some(until) }];
        for (at, holds) in [(999, false), (1_000, true), (1_999, true), (2_000, false)] {
            let held = statuses(&known, person, Moment::from_micros(at));
            assert_eq!(held.contains("board_member"), holds, "{at}");
        }
        assert!(statuses(&known, PersonId::mint(from), from).is_empty(), "somebody else");
    }
}
