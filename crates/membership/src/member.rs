//! A member of a group: offices, term, standing, each with its time.

use crate::{OfficeHeld, Term};
use basics::{Moment, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Somebody who belongs or belonged to a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The person. One person is one member, however many offices the roster gives them.
    pub person: PersonId,
    /// What the roster calls them: a name, or a role where the group prefers that.
    pub name_role: String,
    /// The first instant of membership.
    pub since: Moment,
    /// The offices held, now and before.
    #[serde(default)]
    pub offices: Vec<OfficeHeld>,
    /// The term that runs or ran last; none for somebody whose membership has no end of its own.
    #[serde(default)]
    pub term: Option<Term>,
    /// Whether they belong.
    pub standing: Standing,
}

/// Whether somebody belongs to the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "standing")]
pub enum Standing {
    /// They do, as long as their term runs.
    Member,
    /// They did.
    Alumni {
        /// The first instant they no longer did.
        since: Moment,
        /// How it ended: the term, a departure, a decision.
        why: String,
    },
}

impl Member {
    /// Whether the person belongs to the group at this instant. Nothing has to happen for a term to be over.
    pub fn belongs(&self, at: Moment) -> bool {
        let left = matches!(&self.standing, Standing::Alumni { since, .. } if *since <= at);
        self.since <= at && !left && self.term.as_ref().is_none_or(|term| !term.is_over(at))
    }

    /// The offices the person holds at this instant. With membership every office ends.
    pub fn offices_at(&self, at: Moment) -> BTreeSet<String> {
        if !self.belongs(at) {
            return BTreeSet::new();
        }
        self.offices.iter().filter(|held| held.holds(at)).map(|held| held.office.clone()).collect()
    }

    /// The first instant at which the person no longer belongs, as far as it is known. A grant ends by then.
    pub fn ends_at(&self) -> Option<Moment> {
        let left = match &self.standing {
            Standing::Alumni { since, .. } => Some(*since),
            Standing::Member => None,
        };
        [left, self.term.as_ref().map(Term::ends_at)].into_iter().flatten().min()
    }

    /// The standing that a lapsed term gives, if it is over and nobody has recorded that yet.
    pub fn lapses(&self, at: Moment) -> Option<Standing> {
        let over = self.term.as_ref().filter(|term| term.is_over(at))?;
        matches!(self.standing, Standing::Member)
            .then(|| Standing::Alumni { since: over.ends_at(), why: "the term ended without renewal".to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use basics::Zone;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }
    fn chair() -> Member {
        let since = at("2024-01-11T00:00:00Z");
        Member {
            person: PersonId::mint(since),
            name_role: "Chair".into(),
            since,
            offices: vec![OfficeHeld { office: "chair".into(), from: since, until: None }],
            term: Some(Term::starting("2024-01-11".parse().unwrap(), 6, &Zone::utc()).unwrap()),
            standing: Standing::Member,
        }
    }

    #[test]
    fn d1_membership_and_office_end_with_the_term_at_its_instant() {
        let (before, end) = (at("2024-07-10T23:59:59Z"), at("2024-07-11T00:00:00Z"));
        assert!(chair().belongs(before) && chair().offices_at(before).contains("chair"));
        assert!(!chair().belongs(end) && chair().offices_at(end).is_empty());
        assert_eq!(chair().lapses(before), None);
        assert!(matches!(chair().lapses(end), Some(Standing::Alumni { since, .. }) if since == end));
    }

    #[test]
    fn d11_a_member_without_a_term_does_not_lapse() {
        let liaison = Member { term: None, ..chair() };
        assert!(liaison.belongs(at("2034-01-01T00:00:00Z")));
        assert_eq!((liaison.ends_at(), liaison.lapses(at("2034-01-01T00:00:00Z"))), (None, None));
    }

    #[test]
    fn who_left_before_the_end_belongs_no_longer() {
        let since = at("2024-03-01T12:00:00Z");
        let left = Member { standing: Standing::Alumni { since, why: "left".into() }, ..chair() };
        assert!(left.belongs(at("2024-03-01T11:59:59Z")) && !left.belongs(since));
        assert_eq!(left.ends_at(), Some(since));
        assert_eq!(left.lapses(at("2025-01-01T00:00:00Z")), None, "the record stands");
    }

    #[test]
    fn an_office_given_up_ends_without_the_membership() {
        let mut former = chair();
        former.offices[0].until = Some(at("2024-02-01T00:00:00Z"));
        assert!(former.offices_at(at("2024-02-01T00:00:00Z")).is_empty());
        assert!(former.belongs(at("2024-02-01T00:00:00Z")));
    }
}
