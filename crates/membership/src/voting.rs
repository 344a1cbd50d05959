//! Who has a vote: whoever belongs in an office that votes, is not suspended, and still is what the charter asks of members.

use crate::{Member, Roster, period::later};
use basics::{Moment, PersonId, Zone};
use charter::{Charter, rules::Eligibility};
use std::{collections::BTreeSet, fmt};

impl Roster {
    /// Everybody who stands on the roll of a vote that opens at this instant, each once.
    pub fn voters(&self, charter: &Charter, at: Moment) -> Vec<PersonId> {
        self.belonging(charter, at)
            .map(|member| member.person)
            .filter(|person| self.has_vote(charter, *person, at))
            .collect()
    }

    /// Whether a person has a vote at this instant. An office without a vote takes none from somebody who was admitted.
    pub fn has_vote(&self, charter: &Charter, person: PersonId, at: Moment) -> bool {
        let votes = |office: &String| charter.rules().offices.get(office).is_some_and(|found| found.votes);
        !self.vote_rests(charter, person, at) && self.offices(charter, person, at).iter().any(votes)
    }

    /// Whether the vote of somebody who belongs rests at this instant: they are suspended, lack for too long what the
    /// charter asks of members, or hold no office but such as watch without a vote.
    pub fn vote_rests(&self, charter: &Charter, person: PersonId, at: Moment) -> bool {
        self.rests(charter, person, &self.offices(charter, person, at), at)
    }

    /// Everybody who belongs and whose vote rests at this instant.
    pub fn resting(&self, charter: &Charter, at: Moment) -> BTreeSet<PersonId> {
        let rests = |member: &&Member| self.rests(charter, member.person, &self.offices_of(charter, member, at), at);
        self.members.iter().filter(rests).map(|member| member.person).collect()
    }

    fn rests(&self, charter: &Charter, person: PersonId, in_force: &BTreeSet<String>, at: Moment) -> bool {
        let speaks_of = in_force.iter().any(|office| charter.rules().offices.contains_key(office));
        let votes = |office: &String| charter.rules().offices.get(office).is_some_and(|found| found.votes);
        let lost = lost(charter, self, person, at).any(|(_, from)| from <= at);
        lost || self.is_suspended(charter, person, at) || (speaks_of && !in_force.iter().any(votes))
    }

    /// Whether an outside status suspends a person at this instant. The membership goes on.
    pub fn is_suspended(&self, charter: &Charter, person: PersonId, at: Moment) -> bool {
        let held = self.statuses_of(person, at);
        suspending(charter).any(|status| held.contains(status))
    }
}

/// Too few members vote for a vote to count: the group has fewer than its charter lets it have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooFewVote {
    /// How many it has to be.
    pub least: u32,
    /// The clause that says so, by its label.
    pub clause: String,
    /// Whom to ask: the body above, as people say it.
    pub ask: String,
}

impl fmt::Display for TooFewVote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { least, clause, ask } = self;
        write!(
            f,
            "fewer than {least} members have a vote now, the fewest a group can have by {clause}, so votes are suspended \
             until there are more; ask {ask} how it goes on"
        )
    }
}

/// Whether enough members have a vote at this instant for one to go on. A charter that sets no least size knows no too few.
///
/// # Errors
/// With the clause, and whom to ask.
pub fn enough_vote(charter: &Charter, roster: &Roster, at: Moment) -> Result<(), TooFewVote> {
    let size = charter.rules().membership.as_ref().and_then(|found| found.size.as_ref());
    let Some((least, size)) = size.and_then(|size| Some((size.required_min?, size))) else { return Ok(()) };
    let with_a_vote = roster.belonging(charter, at).filter(|member| roster.has_vote(charter, member.person, at));
    // No more than that many are looked at, however large the group.
    if with_a_vote.zip(0..least).count() == usize::try_from(least).unwrap_or(usize::MAX) {
        return Ok(());
    }
    let above = charter.rules().charter.answers_to.as_deref();
    let ask = above.map_or_else(|| "whoever set the group up".to_owned(), |body| charter.the_body(body));
    Err(TooFewVote { least, clause: size.clause.clone(), ask })
}

/// The outside statuses that suspend whoever has them.
pub(crate) fn suspending(charter: &Charter) -> impl Iterator<Item = &str> {
    let rule = charter.rules().membership.as_ref().and_then(|found| found.suspension.as_ref());
    rule.into_iter().flat_map(|rule| rule.statuses.iter().map(String::as_str))
}

/// What the charter asks of members for as long as they are, that a person had and has no more at this instant, each
/// with the instant from which it takes their vote. What was never on record is not lost.
pub(crate) fn lost<'a>(
    charter: &'a Charter,
    roster: &'a Roster,
    person: PersonId,
    at: Moment,
) -> impl Iterator<Item = (&'a Eligibility, Moment)> {
    let held = roster.statuses_of(person, at);
    let asked = charter.rules().membership.iter().flat_map(|found| &found.eligibility).filter(|asked| asked.continuing);
    asked.filter_map(move |asked| {
        let status = asked.status_named.as_ref().filter(|status| !held.contains(*status))?;
        let of_person = roster.statuses.iter().filter(|known| known.person == person && &known.status == status);
        let lost_at = of_person.filter_map(|known| known.until).filter(|until| *until <= at).max()?;
        Some((asked, cured_by(charter, asked, lost_at)))
    })
}

/// Until when what was lost can be had again without consequence.
fn cured_by(charter: &Charter, asked: &Eligibility, lost_at: Moment) -> Moment {
    asked.cure_period.map_or(lost_at, |period| later(lost_at, &zone(charter), period))
}

/// The zone of a charter; that it has rules is checked when it is put in force.
pub(crate) fn zone(charter: &Charter) -> Zone {
    Zone::named(charter.zone()).unwrap_or_else(|_| Zone::utc())
}
