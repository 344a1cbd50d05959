//! The people of a group as a file speaks of them.

use super::Entry;
use crate::{Course, MEMBER, Member, Roster, Standing, TermRule};
use basics::{Moment, PersonId};
use charter::Charter;
use jiff::civil::Date;

/// Everybody who is or was in a group, at this instant: the name they are known by, their offices, the term that counts, and
/// their days in the zone of the charter. Addresses are not known here.
pub fn of(charter: &Charter, people: &Roster, rule: &TermRule, now: Moment) -> Vec<(PersonId, Entry)> {
    people.members.iter().map(|member| (member.person, entry(charter, people, rule, (member, now)))).collect()
}

fn entry(charter: &Charter, people: &Roster, rule: &TermRule, (member, now): (&Member, Moment)) -> Entry {
    let day = |at: Moment| -> Date { at.in_zone(rule.zone.rules()).date() };
    let left = if member.since > now { None } else { over(member, now) };
    let mut offices = people.offices(charter, member.person, now);
    offices.remove(MEMBER);
    let term = member.course.as_ref().map(|course: &Course| course.held(now).0);
    Entry {
        name: member.name_role.clone(),
        mail: None,
        offices,
        also: people.statuses_of(member.person, now),
        joined: Some(day(member.since)),
        term_from: term.map(|term| term.starts),
        term_until: term.map(|term| term.ends),
        left: left.map(day),
    }
}

/// Since when somebody belongs no more, recorded or not.
fn over(member: &Member, now: Moment) -> Option<Moment> {
    if member.belongs(now) {
        return None;
    }
    let recorded = match &member.standing {
        Standing::Alumni { since, .. } => Some(*since),
        Standing::Member => None,
    };
    recorded.or_else(|| member.ends_at())
}
