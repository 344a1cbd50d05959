//! Offices as they are held: from one instant to another, and only as long as what they need holds too.

use basics::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An office somebody holds or held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeHeld {
    /// The office, by the name of the rules file.
    pub office: String,
    /// The first instant.
    pub from: Moment,
    /// The first instant after it; none while it is held without a known end.
    #[serde(default)]
    pub until: Option<Moment>,
}

impl OfficeHeld {
    /// Whether it is held at this instant.
    pub fn holds(&self, at: Moment) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// An office that ends with something outside the group, such as a seat on the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeNeed {
    /// The office.
    pub office: String,
    /// The outside status its holder must have.
    pub status: String,
}

/// The offices that count, of those that are held: one whose need is not met ended with it, without any act.
pub fn offices_in_force(
    held: &BTreeSet<String>,
    needs: &[OfficeNeed],
    statuses: &BTreeSet<String>,
) -> BTreeSet<String> {
    let met = |office: &&String| {
        needs.iter().filter(|need| need.office == **office).all(|need| statuses.contains(&need.status))
    };
    held.iter().filter(met).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &[&str]) -> BTreeSet<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn ac13_the_liaison_office_ends_with_the_board_seat() {
        let needs = [OfficeNeed { office: "liaison".into(), status: "board_member".into() }];
        let held = set(&["chair", "liaison"]);
        assert_eq!(offices_in_force(&held, &needs, &set(&["board_member"])), held);
        assert_eq!(offices_in_force(&held, &needs, &set(&[])), set(&["chair"]), "the other office stays");
    }
}
