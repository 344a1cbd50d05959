//! Everybody who is or was in a group, with what they are outside it: from this, who holds what at any instant.

use crate::{MEMBER, Member, OfficeHeld, OutsideStatus, office::carries_membership, offices_in_force, statuses};
use basics::{Moment, PersonId};
use charter::Charter;
use std::collections::BTreeSet;

/// Members and alumni, with everything they ever held.
///
/// Whoever was admitted holds the office `member` beside any other. Somebody without it who came by an office that counts
/// as it belongs by that office alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// One entry for each person.
    pub members: Vec<Member>,
    /// Outside statuses, now and before, of anybody.
    pub statuses: Vec<OutsideStatus>,
}

impl Roster {
    /// The entry of a person.
    pub fn member(&self, person: PersonId) -> Option<&Member> {
        self.members.iter().find(|member| member.person == person)
    }

    /// Everybody who belongs at this instant: by an office that counts then, also where nobody has recorded yet that
    /// another ended.
    pub fn belonging(&self, charter: &Charter, at: Moment) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(move |member| !self.offices_of(charter, member, at).is_empty())
    }

    /// The outside statuses of a person at this instant.
    pub fn statuses_of(&self, person: PersonId, at: Moment) -> BTreeSet<String> {
        statuses(&self.statuses, person, at)
    }

    /// The offices of a person that count at this instant, `member` among them for whoever was admitted.
    pub fn offices(&self, charter: &Charter, person: PersonId, at: Moment) -> BTreeSet<String> {
        self.member(person).map(|member| self.offices_of(charter, member, at)).unwrap_or_default()
    }

    pub(crate) fn offices_of(&self, charter: &Charter, member: &Member, at: Moment) -> BTreeSet<String> {
        if !member.belongs(at) {
            return BTreeSet::new();
        }
        offices_in_force(charter.rules(), &on_record(charter, member, at), &self.statuses_of(member.person, at))
    }

    /// Who holds an office that counts at this instant.
    pub fn holders(&self, charter: &Charter, office: &str, at: Moment) -> Vec<PersonId> {
        let holding = self.members.iter().filter(|member| self.offices_of(charter, member, at).contains(office));
        holding.map(|member| member.person).collect()
    }

    /// Whether nobody holds an office at this instant.
    pub fn is_vacant(&self, charter: &Charter, office: &str, at: Moment) -> bool {
        self.holders(charter, office, at).is_empty()
    }

    /// The offices that nobody holds at this instant, in the order of the rules file.
    pub fn vacancies<'a>(&self, charter: &'a Charter, at: Moment) -> Vec<&'a str> {
        let held = self.members.iter().flat_map(|member| self.offices_of(charter, member, at));
        let held: BTreeSet<String> = held.collect();
        charter.offices().into_iter().filter(|office| !held.contains(*office)).collect()
    }

    /// Who does the work of an office at this instant: whoever holds it, and while nobody does, its deputy.
    pub fn acting(&self, charter: &Charter, office: &str, at: Moment) -> Vec<PersonId> {
        let holders = self.holders(charter, office, at);
        let deputy = charter.rules().offices.get(office).and_then(|found| found.deputy.as_deref());
        match deputy.filter(|_| holders.is_empty()) {
            Some(deputy) => self.holders(charter, deputy, at),
            None => holders,
        }
    }
}

/// The offices on record, with `member` for whoever was admitted.
pub(crate) fn on_record(charter: &Charter, member: &Member, at: Moment) -> BTreeSet<String> {
    let mut held = member.offices_held(at);
    if was_admitted(charter, member, &held) {
        held.insert(MEMBER.to_owned());
    }
    held
}

/// An admission on record says it, and so does an office that only members hold. Where neither is there: a term of their
/// own, or that they did not come by an office. Whoever came by one and gave it up is no member by that.
fn was_admitted(charter: &Charter, member: &Member, held: &BTreeSet<String>) -> bool {
    let offices = &charter.rules().offices;
    let for_members =
        |office: &String| offices.get(office).is_some_and(|found| found.requires.iter().any(|needed| needed == MEMBER));
    let came_by = |held: &OfficeHeld| held.from <= member.since && carries_membership(charter.rules(), &held.office);
    if held.iter().any(for_members) {
        return true;
    }
    if member.offices.iter().any(|held| held.office == MEMBER) {
        return held.contains(MEMBER);
    }
    member.course.is_some() || !member.offices.iter().any(came_by)
}
