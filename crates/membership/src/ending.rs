//! What ends when something ends: a term, a membership, a seat on the board. The list is complete, so that whoever keeps the
//! records carries it out in one transaction; what hangs on it in turn (grants, sessions, posts) goes by the same instant.

use crate::{
    MEMBER, Roster,
    office::{carries_membership, is_met},
    roster::on_record,
    voting::{lost, suspending},
};
use basics::{Moment, PersonId};
use charter::{
    Charter,
    rules::{Appointment, Office},
};
use std::collections::BTreeSet;

/// Why something ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// The last term is over for good, as [`crate::Member::lapses`] says.
    Lapsed,
    /// The member left. It needs no vote.
    Left,
    /// The member was removed.
    Removed {
        /// By which body; `group` is the group itself.
        by: String,
    },
    /// An office was given up, or passed on, or its time was over.
    OfficeEnded {
        /// Which.
        office: String,
    },
    /// An outside status ended.
    StatusEnded {
        /// Which.
        status: String,
    },
    /// An outside status began.
    StatusBegan {
        /// Which.
        status: String,
    },
}

/// One thing that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// An office, `member` among them for whoever was admitted: who grants by it grants no more, and grants that were made
    /// stay.
    Office {
        /// Which.
        office: String,
        /// The first instant without it.
        at: Moment,
    },
    /// The membership: the person is alumni.
    Membership {
        /// The first instant without it.
        at: Moment,
        /// How it ended, as the record says it.
        why: &'static str,
    },
    /// That no term runs because of an office: it runs again, as [`crate::Course::resumed`] counts it.
    Exemption {
        /// From when.
        at: Moment,
    },
    /// Access, for as long as the outside status lasts. Only a decision ends the membership.
    Access {
        /// From when.
        at: Moment,
        /// The status that suspends it.
        status: String,
    },
    /// The right to vote, unless the person has by then what the charter asks.
    Vote {
        /// From when.
        at: Moment,
        /// The status that was lost.
        status: String,
    },
    /// Nothing yet: another body fills this office, and is asked.
    Request {
        /// Whom.
        body: String,
        /// The office.
        office: String,
    },
}

/// What ends for a person because of this, in the order in which it is told. Nothing for somebody whom it does not touch:
/// an outsider, alumni, the holder of an exempt office whose six months passed.
pub fn what_ends(charter: &Charter, roster: &Roster, person: PersonId, because: &Because, now: Moment) -> Vec<Ending> {
    let case = Case { charter, roster, person, now };
    match because {
        Because::Lapsed => case.lapsed(),
        Because::Left => case.everything(now, "left"),
        Because::Removed { by } => case.removed(by),
        Because::OfficeEnded { office } => case.office_ended(office),
        Because::StatusEnded { status } => case.status_ended(status),
        Because::StatusBegan { status } => case.status_began(status),
    }
}

struct Case<'a> {
    charter: &'a Charter,
    roster: &'a Roster,
    person: PersonId,
    now: Moment,
}

impl Case<'_> {
    /// As of the end of the term, also where the program was away then.
    fn lapsed(&self) -> Vec<Ending> {
        let course = self.roster.member(self.person).and_then(|member| member.course.as_ref());
        match course.map(crate::Course::ends_at).filter(|end| *end <= self.now) {
            Some(end) => self.everything(end, "the term ended without renewal"),
            None => Vec::new(),
        }
    }

    /// The membership, and with it every office.
    fn everything(&self, at: Moment, why: &'static str) -> Vec<Ending> {
        let Some(held) = self.on_record(at) else { return Vec::new() };
        let offices = held.into_iter().map(|office| Ending::Office { office, at });
        offices.chain([Ending::Membership { at, why }]).collect()
    }

    /// Against whoever another body put into the group, a decision of the group is a request to that body; what the group
    /// gave ends.
    fn removed(&self, by: &str) -> Vec<Ending> {
        let Some(held) = self.on_record(self.now) else { return Vec::new() };
        let (theirs, ours): (Vec<_>, Vec<_>) = held.into_iter().partition(|office| self.is_filled_by_other(office, by));
        if !theirs.iter().any(|office| carries_membership(self.charter.rules(), office)) {
            return self.everything(self.now, "removed");
        }
        let ends = ours.into_iter().map(|office| Ending::Office { office, at: self.now });
        let asked =
            theirs.into_iter().filter_map(|office| self.body(&office).map(|body| Ending::Request { body, office }));
        ends.chain(asked).collect()
    }

    fn office_ended(&self, office: &str) -> Vec<Ending> {
        let Some(held) = self.on_record(self.now).filter(|held| held.contains(office)) else { return Vec::new() };
        self.with_offices(&held, BTreeSet::from([office.to_owned()]))
    }

    fn status_ended(&self, status: &str) -> Vec<Ending> {
        let Some(held) = self.on_record(self.now) else { return Vec::new() };
        let ended = self.in_need_of(status, &held);
        let mut endings = self.with_offices(&held, ended);
        if !endings.iter().any(|ending| matches!(ending, Ending::Membership { .. })) {
            endings.extend(self.vote_rests(status));
        }
        endings
    }

    /// These offices, those that need them, and the membership where it came with one of them alone.
    fn with_offices(&self, held: &BTreeSet<String>, ended: BTreeSet<String>) -> Vec<Ending> {
        let ended = self.with_dependent(held, ended);
        let stays: BTreeSet<&String> = held.iter().filter(|office| !ended.contains(*office)).collect();
        let rules = self.charter.rules();
        let takes_it =
            |office: &String| office == MEMBER || rules.offices.get(office).is_some_and(|found| found.ends_membership);
        let ends_membership =
            ended.iter().any(takes_it) && !stays.iter().any(|office| carries_membership(rules, office));
        if ends_membership {
            return self.everything(self.now, "the office ended that the membership came with");
        }
        let mut endings: Vec<Ending> =
            ended.iter().map(|office| Ending::Office { office: office.clone(), at: self.now }).collect();
        let exempt = |office: &String| rules.term.as_ref().is_some_and(|term| term.exempt.contains(office));
        if ended.iter().any(exempt) && !stays.iter().any(|office| exempt(office)) {
            endings.push(Ending::Exemption { at: self.now });
        }
        endings
    }

    /// A status that suspends takes access at once, and nothing else.
    fn status_began(&self, status: &str) -> Vec<Ending> {
        let suspends = suspending(self.charter).any(|known| known == status);
        let touched = self.on_record(self.now).filter(|_| suspends);
        touched.map(|_| Ending::Access { at: self.now, status: status.to_owned() }).into_iter().collect()
    }

    fn vote_rests(&self, status: &str) -> Option<Ending> {
        let mut lost = lost(self.charter, self.roster, self.person, self.now);
        let (_, at) = lost.find(|(asked, _)| asked.status_named.as_deref() == Some(status))?;
        Some(Ending::Vote { at, status: status.to_owned() })
    }

    /// The offices on record at an instant up to which the person belonged; none for anybody else.
    fn on_record(&self, at: Moment) -> Option<BTreeSet<String>> {
        let member = self.roster.member(self.person)?;
        let belonged = member.since <= at && member.standing == crate::Standing::Member;
        belonged.then(|| on_record(self.charter, member, at))
    }

    /// The offices that need this status.
    fn in_need_of(&self, status: &str, held: &BTreeSet<String>) -> BTreeSet<String> {
        let mut left = self.roster.statuses_of(self.person, self.now);
        left.remove(status);
        let had: BTreeSet<String> = left.iter().cloned().chain([status.to_owned()]).collect();
        let offices = &self.charter.rules().offices;
        let lost = |found: &Office| is_met(found, &had) && !is_met(found, &left);
        held.iter().filter(|office| offices.get(*office).is_some_and(lost)).cloned().collect()
    }

    /// With the offices that need one of these, however far away.
    fn with_dependent(&self, held: &BTreeSet<String>, mut ended: BTreeSet<String>) -> BTreeSet<String> {
        let offices = &self.charter.rules().offices;
        let needs = |office: &String, ended: &BTreeSet<String>| {
            offices.get(office).is_some_and(|found| found.requires.iter().any(|needed| ended.contains(needed)))
        };
        while let Some(next) = held.iter().find(|office| !ended.contains(*office) && needs(office, &ended)) {
            ended.insert(next.clone());
        }
        ended
    }

    fn is_filled_by_other(&self, office: &str, by: &str) -> bool {
        self.body(office).is_some_and(|body| body != by)
    }

    /// The body that fills an office.
    fn body(&self, office: &str) -> Option<String> {
        match &self.charter.rules().offices.get(office)?.appointed_by {
            Appointment::Body(body) => Some(body.clone()),
            _ => None,
        }
    }
}
