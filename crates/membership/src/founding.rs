//! The people named in a charter are members by its adoption. No vote is invented for them.

use crate::{BadTerm, Course, Member, OfficeHeld, Standing, TermRule, term::midnight};
use basics::PersonId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One line of the roster in a charter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founder {
    /// The person. The same person on two lines is one member with both lines' offices.
    pub person: PersonId,
    /// What the roster calls them.
    pub name_role: String,
    /// The offices the line gives them.
    #[serde(default)]
    pub offices: BTreeSet<String>,
}

/// The members a charter starts with, from the day of its adoption.
pub fn founding(roster: &[Founder], adopted_on: Date, rule: &TermRule) -> Result<Vec<Member>, BadTerm> {
    one_line_each(roster).iter().map(|founder| by_adoption(founder, adopted_on, rule)).collect()
}

fn one_line_each(roster: &[Founder]) -> Vec<Founder> {
    let mut lines: Vec<Founder> = Vec::new();
    for founder in roster {
        match lines.iter_mut().find(|line| line.person == founder.person) {
            Some(line) => line.offices.extend(founder.offices.iter().cloned()),
            None => lines.push(founder.clone()),
        }
    }
    lines
}

fn by_adoption(founder: &Founder, adopted_on: Date, rule: &TermRule) -> Result<Member, BadTerm> {
    let from = midnight(adopted_on, &rule.zone);
    let office = |office: &String| OfficeHeld { office: office.clone(), from, until: None };
    Ok(Member {
        person: founder.person,
        name_role: founder.name_role.clone(),
        since: from,
        offices: founder.offices.iter().map(office).collect(),
        course: rule.first(adopted_on, &founder.offices)?.map(Course::beginning),
        standing: Standing::Member,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use basics::Moment;

    fn founder(name: &str, offices: &[&str]) -> Founder {
        let person = PersonId::mint(Moment::from_micros(0));
        let offices = offices.iter().map(|office| (*office).to_owned()).collect();
        Founder { person, name_role: name.to_owned(), offices }
    }
    fn rule() -> TermRule {
        let charter = charter::presets::DJANGO.charter().unwrap();
        TermRule::read(charter.rules(), "2024-01-11".parse().unwrap()).unwrap()
    }

    #[test]
    fn c8_the_people_of_a_charter_are_members_from_the_day_of_its_adoption() {
        let roster = [
            founder("Chair", &["chair"]),
            founder("Co-Chair", &["co_chair"]),
            founder("Board Liaison", &["liaison"]),
            founder("Member A", &[]),
            founder("Member B", &[]),
            founder("Member C", &[]),
        ];
        let adopted: Date = "2024-01-11".parse().unwrap();
        let members = founding(&roster, adopted, &rule()).unwrap();
        assert_eq!(members.len(), 6);
        let first: Moment = "2024-01-11T00:00:00Z".parse().unwrap();
        for member in &members {
            assert!(member.belongs(first) && !member.belongs(Moment::from_micros(first.micros() - 1)));
            let is_liaison = member.name_role == "Board Liaison";
            assert_eq!(member.course.is_none(), is_liaison, "{}", member.name_role);
            assert!(member.course.as_ref().is_none_or(|course| course.term.starts == adopted));
        }
        assert_eq!(members[0].offices_at(first), BTreeSet::from(["chair".to_owned()]));
    }

    #[test]
    fn a_person_listed_twice_is_one_person() {
        let chair = founder("Chair", &["chair"]);
        let liaison = Founder { offices: BTreeSet::from(["liaison".to_owned()]), ..chair.clone() };
        let members = founding(&[chair, liaison], "2024-01-11".parse().unwrap(), &rule()).unwrap();
        assert_eq!(members.len(), 1);
        assert_eq!(members[0].offices.len(), 2);
    }
}
