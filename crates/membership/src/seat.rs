//! Who can take an office: what stands in the way, each with its clause, and how it passes from one to another.

use crate::{
    MEMBER, OfficeHeld, Roster,
    office::{carries_membership, is_met, needs},
};
use basics::{Moment, PersonId};
use charter::{
    Charter, GROUP,
    rules::{Appointment, Office},
};
use std::fmt;

/// Something that keeps somebody from an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// What it is.
    pub what: Hindrance,
    /// The clause that speaks of the office, by its label.
    pub clause: Option<String>,
    sentence: String,
}

/// What keeps somebody from an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// The charter has no such office.
    Unknown,
    /// Whoever is not in the group, or does not hold another office, cannot hold this one.
    Needs(String),
    /// They do not have the outside status.
    Status,
    /// They hold an office that must be somebody else's.
    Differs(String),
    /// Every seat is taken.
    Full,
    /// They hold it.
    Held,
    /// Somebody else fills it.
    NotYours,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// An office that passes without a gap: nobody is without it for an instant, and no vote that is open changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Who gives it.
    pub from: PersonId,
    /// Who takes it.
    pub to: PersonId,
    /// What they hold from then.
    pub held: OfficeHeld,
}

/// Whether a person can take an office at this instant, if this body puts them there (`group` is the group itself).
///
/// # Errors
/// Everything that stands in the way.
pub fn may_hold(
    charter: &Charter,
    roster: &Roster,
    person: PersonId,
    office: &str,
    by: &str,
    at: Moment,
) -> Result<(), Vec<Obstacle>> {
    let asked = Asked { charter, roster, person, office, by, at };
    let Some(rule) = charter.rules().offices.get(office) else {
        let known = charter.offices().join(", ");
        return Err(vec![asked.obstacle(Hindrance::Unknown, &format!("has no such office; it has {known}"))]);
    };
    let found: Vec<Obstacle> = [asked.fills(rule), asked.needs(rule), asked.status(rule), asked.differs(rule)]
        .into_iter()
        .chain([asked.seats(rule)])
        .flatten()
        .collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// Passes an office from one person to another at this instant.
///
/// # Errors
/// When the first does not hold it, and whatever keeps the second from it.
pub fn hand_over(
    charter: &Charter,
    roster: &Roster,
    office: &str,
    (from, to): (PersonId, PersonId),
    by: &str,
    at: Moment,
) -> Result<Handover, Vec<Obstacle>> {
    if !roster.holders(charter, office, at).contains(&from) {
        let asked = Asked { charter, roster, person: from, office, by, at };
        let sentence = "can be handed over only by whoever holds it".to_owned();
        return Err(vec![asked.obstacle(Hindrance::Needs(office.to_owned()), &sentence)]);
    }
    may_hold(charter, &without(roster, from, office, at), to, office, by, at)?;
    Ok(Handover { from, to, held: OfficeHeld { office: office.to_owned(), from: at, until: None } })
}

/// The roster as it is once somebody no longer holds an office.
fn without(roster: &Roster, person: PersonId, office: &str, at: Moment) -> Roster {
    let mut roster = roster.clone();
    let member = roster.members.iter_mut().filter(|member| member.person == person);
    let held = member.flat_map(|member| &mut member.offices).filter(|held| held.office == office && held.holds(at));
    held.for_each(|held| held.until = Some(at));
    roster
}

struct Asked<'a> {
    charter: &'a Charter,
    roster: &'a Roster,
    person: PersonId,
    office: &'a str,
    by: &'a str,
    at: Moment,
}

impl Asked<'_> {
    fn obstacle(&self, what: Hindrance, sentence: &str) -> Obstacle {
        let clause = self.charter.rules().offices.get(self.office).and_then(|found| found.clause.clone());
        let subject = match what {
            Hindrance::Unknown => "this charter".to_owned(),
            _ => format!("the office {}", self.charter.office_name(self.office)),
        };
        Obstacle { what, clause, sentence: format!("{subject} {sentence}") }
    }

    fn fills(&self, rule: &Office) -> Option<Obstacle> {
        let body = match &rule.appointed_by {
            Appointment::Body(body) if body != self.by => body,
            Appointment::Election if self.by != GROUP => GROUP,
            Appointment::ExOfficio => {
                let sentence = "comes with something else, so that nobody is put there by a decision";
                return Some(self.obstacle(Hindrance::NotYours, sentence));
            }
            _ => return None,
        };
        let sentence = format!("is filled by {}; ask there", self.charter.the_body(body));
        Some(self.obstacle(Hindrance::NotYours, &sentence))
    }

    fn needs(&self, rule: &Office) -> Option<Obstacle> {
        let held = self.roster.offices(self.charter, self.person, self.at);
        let rules = self.charter.rules();
        let has = |needed: &String| {
            held.contains(needed) || (needed == MEMBER && held.iter().any(|office| carries_membership(rules, office)))
        };
        let lacks = rule.requires.iter().find(|needed| !has(needed))?;
        let holder = self.charter.a_holder(lacks);
        Some(self.obstacle(Hindrance::Needs(lacks.clone()), &format!("is for {holder}, and this person is none now")))
    }

    fn status(&self, rule: &Office) -> Option<Obstacle> {
        if is_met(rule, &self.roster.statuses_of(self.person, self.at)) {
            return None;
        }
        let words = |status: &&str| self.charter.rules().statuses.get(*status).cloned().unwrap_or_default();
        let needed: Vec<String> = needs(rule).iter().flatten().map(words).collect();
        let sentence = format!("is for {}, which nobody has recorded of this person", needed.join(" or "));
        Some(self.obstacle(Hindrance::Status, &sentence))
    }

    fn differs(&self, rule: &Office) -> Option<Obstacle> {
        let held = self.roster.offices(self.charter, self.person, self.at);
        let offices = &self.charter.rules().offices;
        let apart = |other: &&String| {
            let theirs =
                offices.get(*other).is_some_and(|found| found.must_differ_from.iter().any(|it| it == self.office));
            theirs || rule.must_differ_from.contains(other)
        };
        let other = held.iter().find(apart)?;
        let name = self.charter.office_name(other);
        let sentence =
            format!("and that of {name} are held by different people; somebody else has to take one of them");
        Some(self.obstacle(Hindrance::Differs(other.clone()), &sentence))
    }

    fn seats(&self, rule: &Office) -> Option<Obstacle> {
        let holders = self.roster.holders(self.charter, self.office, self.at);
        if holders.contains(&self.person) {
            return Some(self.obstacle(Hindrance::Held, "is held by this person already"));
        }
        let is_full = |seats: u32| usize::try_from(seats).is_ok_and(|seats| holders.len() >= seats);
        let sentence = "has no free seat; it has to be given up or handed over first";
        rule.seats.is_some_and(is_full).then(|| self.obstacle(Hindrance::Full, sentence))
    }
}
