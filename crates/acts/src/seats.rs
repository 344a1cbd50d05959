//! Seats on the bodies that decide here: who has one, the invitation of somebody who is not in the group, and the ballots.

use crate::{
    Declined, Installation,
    inviting::{self, Handed},
    lengths::fits,
    statuses,
    votes::{self, Filled as Ballot},
};
use basics::{DecisionId, GroupId, PersonId};
use charter::{
    Actor,
    act::{CastSeatBallot, InviteToSeat, RecordSeat, SetHouseRule},
};
use people::{Elevated, EmailAddress, Guest, Invitation, Person, PersonName, Role, Token};

/// What a body is set to that decides elsewhere again.
pub const ELSEWHERE: &str = "elsewhere";

/// Recording that a body decides here, by this rule, or elsewhere again, by none.
pub fn setting(body: &str, rule: Option<&str>) -> SetHouseRule {
    SetHouseRule { rule: store::decides_here(body), value: rule.unwrap_or(ELSEWHERE).to_owned() }
}

/// What is recorded about a seat.
#[derive(Clone, Debug)]
pub struct Filled<'a> {
    /// The body, by the charter's name for it.
    pub body: &'a str,
    /// Whose seat it is; not asked for where it ends.
    pub name: &'a str,
    /// Their mail address.
    pub email: &'a str,
    /// Whether it begins; otherwise it ends.
    pub began: bool,
    /// The first day with it, or without it: `2027-01-01`.
    pub from: &'a str,
    /// Where that can be read.
    pub evidence: &'a str,
}

/// Records that somebody's seat begins or ends on a day. Whoever gets one needs no account before.
///
/// # Errors
/// At the fields `name`, `email`, `from` and `evidence`; by a sentence where the record says otherwise.
pub async fn record(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    filled: Filled<'_>,
) -> Result<PersonId, Declined> {
    let (from, evidence) = statuses::since(here, group, filled.from, filled.evidence).await?;
    let email = EmailAddress::parse(filled.email.trim()).map_err(|no| Declined::field("email", no))?;
    let known = here.store.person_at(&email).await?;
    // Somebody without an account is answered like anybody else without a seat: nobody tries out whose an address is.
    let person = known.map_or_else(|| PersonId::mint(here.store.now()), |known| known.id);
    let act = RecordSeat { body: filled.body.to_owned(), person };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    let changed = if filled.began {
        let name = PersonName::parse(filled.name).map_err(|no| Declined::field("name", no))?;
        judged.begins(&Person::new(person, name, email), from, &evidence).await?
    } else {
        judged.ends(from, &evidence).await?
    };
    changed.commit().await?;
    Ok(person)
}

/// Invites somebody with a seat to sign in: by a letter where mail is set, else by a link to hand over.
///
/// # Errors
/// When they have no seat on this body by the record.
pub async fn invite(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    body: &str,
    person: PersonId,
) -> Result<Handed, Declined> {
    let link = offer(here, group, who, body, person).await?;
    let to = here.store.person(person).await?.ok_or(Declined::NotFound("person"))?.email;
    inviting::hand_over(here, group, who.person(), to, link).await
}

async fn offer(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    body: &str,
    person: PersonId,
) -> Result<Token, Declined> {
    let seated = here.store.person(person).await?.ok_or(Declined::NotFound("person"))?;
    let (role, inviter) = (Role::Seat(body.to_owned()), Some(who.person()));
    let guest = Guest::Colleague { group, email: seated.email, role, inviter };
    let (offered, link) = Invitation::offer(guest, here.store.now()).map_err(anyhow::Error::from)?;
    let act = InviteToSeat { body: body.to_owned(), person };
    here.store.begin(group, Actor::Person(who.person()), act).await?.keep(&offered).await?.commit().await?;
    Ok(link)
}

/// Casts a ballot in a vote of a body on which one has a seat, or another in its place.
///
/// # Errors
/// By the charter, for whoever has no seat there now; otherwise as for a ballot of the group.
pub async fn cast(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    decision: DecisionId,
    filled: &Ballot,
) -> Result<(), Declined> {
    fits("reason", "The reason", &filled.reason, votes::LONGEST_REASON)?;
    let act = CastSeatBallot { decision, text: filled.text };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    if let Some(changed) = judged.keep(&filled.choice, &filled.reason).await? {
        changed.commit().await?;
    }
    Ok(())
}
