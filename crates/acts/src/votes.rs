//! Votes of the group: called on a question, seconded, cast, given more time, taken back or taken over, and closed when their
//! time is over.

use crate::{Declined, Installation, answers::serves_until, lengths::fits};
use basics::{AnswerId, DecisionId, Digest, GroupId, Moment};
use charter::{
    Actor,
    act::{
        CallVote, CastBallot, CloseVote, DeclareConflict, ExtendVote, SecondVote, TakeOverVote, UpdateVote,
        WithdrawVote,
    },
};
use jiff::{SignedDuration, tz::TimeZone};
use people::Elevated;
use store::Proposal;

/// The longest proposal, in characters: it is read by everybody who votes.
pub const LONGEST_PROPOSAL: usize = 20_000;
/// The longest summary of a proposal, and the longest list of who was asked, in characters: each is read in one look.
pub const LONGEST_SUMMARY: usize = 2_000;
/// The longest reason given with a ballot, in characters.
pub const LONGEST_REASON: usize = 1_000;

/// The longest that a vote may still run when it is given more time: one at a time is taken on a question.
pub const LONGEST_VOTE: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Calls a vote of the group on a question, by yes or no.
pub async fn call(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    question: AnswerId,
    proposal: &str,
) -> Result<DecisionId, Declined> {
    call_among(here, group, who, question, Proposal { text: proposal, ..Proposal::default() }).await
}

/// Calls a vote of the group on a question as its proposal says: among several options where a paper lists them, with a part
/// that only members read where there is one, and as a one-way door where it is marked as hard to undo.
pub async fn call_among(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    question: AnswerId,
    proposal: Proposal<'_>,
) -> Result<DecisionId, Declined> {
    says_something(proposal.text)?;
    fits("for_members", "What only members read", proposal.for_members, LONGEST_PROPOSAL)?;
    fits("summary", "The summary", proposal.summary, LONGEST_SUMMARY)?;
    fits("stakeholders", "What was asked before", proposal.stakeholders, LONGEST_SUMMARY)?;
    let proposal = Proposal {
        text: proposal.text.trim(),
        for_members: proposal.for_members.trim(),
        summary: proposal.summary.trim(),
        stakeholders: proposal.stakeholders.trim(),
        ..proposal
    };
    let decision = DecisionId::mint(here.store.now());
    let act = CallVote { decision, question };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(proposal).await?.commit().await?;
    Ok(decision)
}

/// Seconds a vote that another member called.
pub async fn second(here: &Installation, group: GroupId, who: &Elevated, decision: DecisionId) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), SecondVote { decision }).await?;
    judged.keep().await?.commit().await?;
    Ok(())
}

/// A ballot as it is filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The proposal that was read: where it was changed since, the ballot is not taken.
    pub text: Digest,
    /// What was chosen, by the word on the ballot.
    pub choice: String,
    /// Why, if somebody wants to say so.
    pub reason: String,
}

/// Casts a ballot, or another in its place. The same ballot once more changes nothing and leaves no second entry.
pub async fn cast(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    decision: DecisionId,
    filled: &Filled,
) -> Result<(), Declined> {
    fits("reason", "The reason", &filled.reason, LONGEST_REASON)?;
    let act = CastBallot { decision, text: filled.text };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    if let Some(changed) = judged.keep(&filled.choice, &filled.reason).await? {
        changed.commit().await?;
    }
    Ok(())
}

/// Changes the text that is voted on: the vote begins anew, and earlier ballots are void.
pub async fn update(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    decision: DecisionId,
    proposal: &str,
) -> Result<(), Declined> {
    says_something(proposal)?;
    let proposal = proposal.trim();
    let act = UpdateVote { decision, text: Digest::of(proposal.as_bytes()) };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(proposal).await?.commit().await?;
    Ok(())
}

/// Gives a vote more time, for a reason.
pub async fn extend(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    decision: DecisionId,
    to: Moment,
    reason: &str,
) -> Result<(), Declined> {
    fits("why", "The reason", reason, LONGEST_REASON)?;
    if basics::text::is_blank(reason) {
        return Err(Declined::field("why", "Say why this vote is to run longer."));
    }
    if to > here.store.now().plus(LONGEST_VOTE) {
        return Err(Declined::field("until", "A vote runs at most 90 days from now: choose an earlier day."));
    }
    let judged = here.store.begin(group, Actor::Person(who.person()), ExtendVote { decision }).await?;
    judged.keep(to, reason.trim()).await?.commit().await?;
    Ok(())
}

/// Takes back a vote that one called.
pub async fn withdraw(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    decision: DecisionId,
) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), WithdrawVote { decision }).await?;
    judged.keep().await?.commit().await?;
    Ok(())
}

/// Takes over a vote that another member took back.
pub async fn take_over(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    decision: DecisionId,
) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), TakeOverVote { decision }).await?;
    judged.keep().await?.commit().await?;
    Ok(())
}

/// Stays out of a vote, for a ground that the charter names.
pub async fn stay_out(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    decision: DecisionId,
    ground: &str,
) -> Result<(), Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), DeclareConflict { decision }).await?;
    judged.keep(ground).await?.commit().await?;
    Ok(())
}

/// Closes a vote whose time is over, as the charter itself does at that instant.
///
/// # Errors
/// Before that instant.
pub async fn close(here: &Installation, group: GroupId, decision: DecisionId) -> Result<(), Declined> {
    let serves = serves(here, group).await?;
    let judged = here.store.begin(group, Actor::Charter, CloseVote { decision }).await?;
    judged.keep(serves).await?.commit().await?;
    Ok(())
}

/// The end of what a yes of today unlocks, where the charter sets one.
pub(crate) async fn serves(here: &Installation, group: GroupId) -> Result<Option<Moment>, Declined> {
    let charter = here.store.charter(group).await?;
    let zone = TimeZone::get(charter.zone()).map_err(anyhow::Error::from)?;
    serves_until(&charter, here.store.now().in_zone(&zone).date(), &zone)
}

pub(crate) fn says_something(proposal: &str) -> Result<(), Declined> {
    fits("proposal", "The proposal", proposal, LONGEST_PROPOSAL)?;
    if basics::text::is_blank(proposal) {
        return Err(Declined::field("proposal", "Say what is voted on: an empty proposal decides nothing."));
    }
    Ok(())
}
