//! A member of a group: offices, term, standing, each with its time.

use crate::{Course, Holiday, NotStaying, OfficeHeld, Stage, Term, TermRule};
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
    /// Their terms; none for somebody whose membership has no end of its own, such as the holder of an exempt office.
    #[serde(default)]
    pub course: Option<Course>,
    /// Whether they belong.
    pub standing: Standing,
}

/// Whether somebody belongs to the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "standing")]
pub enum Standing {
    /// They do, as long as a term runs.
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
        self.since <= at && !left && self.course.as_ref().is_none_or(|course| course.is_in_force(at))
    }

    /// The offices the person holds at this instant. With membership every office ends.
    pub fn offices_at(&self, at: Moment) -> BTreeSet<String> {
        if self.belongs(at) { self.offices_held(at) } else { BTreeSet::new() }
    }

    /// The offices on record at this instant, whether or not the person belongs.
    pub(crate) fn offices_held(&self, at: Moment) -> BTreeSet<String> {
        self.offices.iter().filter(|held| held.holds(at)).map(|held| held.office.clone()).collect()
    }

    /// The first instant at which the person no longer belongs, as far as it is known. A grant ends by then.
    pub fn ends_at(&self) -> Option<Moment> {
        let left = match &self.standing {
            Standing::Alumni { since, .. } => Some(*since),
            Standing::Member => None,
        };
        [left, self.course.as_ref().map(Course::ends_at)].into_iter().flatten().min()
    }

    /// Somebody says at this instant that this member stays.
    ///
    /// # Errors
    /// When somebody else says it, when nobody has to, and too early, too late or a second time.
    pub fn stays(
        &mut self,
        rule: &TermRule,
        holidays: &[Holiday],
        by: PersonId,
        now: Moment,
    ) -> Result<&Term, NotStaying> {
        if by != self.person {
            return Err(NotStaying::NotTheirs);
        }
        self.course.as_mut().ok_or(NotStaying::NoEnd)?.stays(rule, holidays, now)
    }

    /// The standing that a lapsed term gives, if it is over for good and nobody has recorded that yet.
    pub fn lapses(&self, rule: &TermRule, holidays: &[Holiday], now: Moment) -> Option<Standing> {
        let course = self.course.as_ref().filter(|_| self.standing == Standing::Member)?;
        match course.at(rule, holidays, now) {
            Stage::Lapsed { since } => {
                Some(Standing::Alumni { since, why: "the term ended without renewal".to_owned() })
            }
            _ => None,
        }
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
            course: Some(Course::beginning(Term::starting("2024-01-11".parse().unwrap(), 6, &Zone::utc()).unwrap())),
            standing: Standing::Member,
        }
    }

    fn rule() -> TermRule {
        let charter = charter::presets::DJANGO.charter().unwrap();
        TermRule::read(charter.rules(), "2024-01-11".parse().unwrap()).unwrap()
    }

    #[test]
    fn d1_membership_and_office_end_with_the_term_at_its_instant() {
        let (before, end) = (at("2024-07-10T23:59:59Z"), at("2024-07-11T00:00:00Z"));
        assert!(chair().belongs(before) && chair().offices_at(before).contains("chair"));
        assert!(!chair().belongs(end) && chair().offices_at(end).is_empty());
        assert_eq!(chair().lapses(&rule(), &[], before), None);
        assert!(matches!(chair().lapses(&rule(), &[], end), Some(Standing::Alumni { since, .. }) if since == end));
    }

    #[test]
    fn d11_a_member_without_a_term_does_not_lapse() {
        let liaison = Member { course: None, ..chair() };
        let decade = at("2034-01-01T00:00:00Z");
        assert!(liaison.belongs(decade));
        assert_eq!((liaison.ends_at(), liaison.lapses(&rule(), &[], decade)), (None, None));
    }

    #[test]
    fn who_left_before_the_end_belongs_no_longer() {
        let since = at("2024-03-01T12:00:00Z");
        let left = Member { standing: Standing::Alumni { since, why: "left".into() }, ..chair() };
        assert!(left.belongs(at("2024-03-01T11:59:59Z")) && !left.belongs(since));
        assert_eq!(left.ends_at(), Some(since));
        assert_eq!(left.lapses(&rule(), &[], at("2025-01-01T00:00:00Z")), None, "the record stands");
    }

    #[test]
    fn an_office_given_up_ends_without_the_membership() {
        let mut former = chair();
        former.offices[0].until = Some(at("2024-02-01T00:00:00Z"));
        assert!(former.offices_at(at("2024-02-01T00:00:00Z")).is_empty());
        assert!(former.belongs(at("2024-02-01T00:00:00Z")));
    }
}
