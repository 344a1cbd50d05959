//! Who has a seat on a body at an instant: by the record, by an outside status, by an office, or because they have one on
//! the bodies that it is made of. A person has one ballot, on however many seats.

use crate::Roster;
use basics::{Moment, PersonId};
use charter::{Charter, GROUP, rules::Body};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A seat on a body that somebody has or had, by the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodySeat {
    /// The body, by the name of the rules file.
    pub body: String,
    /// Whose seat it is.
    pub person: PersonId,
    /// The first instant.
    pub from: Moment,
    /// The first instant after it; none while no end is known.
    #[serde(default)]
    pub until: Option<Moment>,
}

impl BodySeat {
    /// Whether it is held at this instant.
    pub fn holds(&self, at: Moment) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// Whoever has a ballot in a vote of this body at this instant, each once.
///
/// A body has the seats that were recorded, those of an outside status of somebody who belongs to the group (of others the
/// group keeps no statuses up to date, so that their seats are recorded) and those of an office; a derived one those of the
/// bodies of which it is the union, or of whoever sits on all of its `intersection_of`. Of the group itself its voters count.
/// A body that the charter does not know, or that is made of itself, has no seats by that.
pub fn electorate(
    charter: &Charter,
    roster: &Roster,
    seats: &[BodySeat],
    body: &str,
    at: Moment,
) -> BTreeSet<PersonId> {
    Electorate { charter, roster, seats, at }.of(body, &[])
}

struct Electorate<'a> {
    charter: &'a Charter,
    roster: &'a Roster,
    seats: &'a [BodySeat],
    at: Moment,
}

impl Electorate<'_> {
    /// `above` are the bodies on whose behalf it is asked.
    fn of(&self, body: &str, above: &[&str]) -> BTreeSet<PersonId> {
        if body == GROUP {
            return self.roster.voters(self.charter, self.at).into_iter().collect();
        }
        let Some(rule) = self.charter.rules().bodies.get(body).filter(|_| !above.contains(&body)) else {
            return BTreeSet::new();
        };
        let above = [above, &[body]].concat();
        let mut people = self.own(body, rule);
        people.extend(rule.union_of.iter().flat_map(|part| self.of(part, &above)));
        let on_each = rule.intersection_of.iter().map(|part| self.of(part, &above));
        people.extend(on_each.reduce(|both, other| &both & &other).unwrap_or_default());
        people
    }

    /// Those with a seat of this body itself.
    fn own(&self, body: &str, rule: &Body) -> BTreeSet<PersonId> {
        let recorded =
            self.seats.iter().filter(|seat| seat.body == body && seat.holds(self.at)).map(|seat| seat.person);
        let has = |status: &String, person| self.roster.statuses_of(person, self.at).contains(status);
        let belonging = self.roster.belonging(self.charter, self.at).map(|member| member.person);
        let with_status =
            belonging.filter(|person| rule.with_status.as_ref().is_some_and(|status| has(status, *person)));
        let office = rule.with_office.as_deref();
        let holders = office.map(|office| self.roster.holders(self.charter, office, self.at)).unwrap_or_default();
        recorded.chain(with_status).chain(holders).collect()
    }
}
