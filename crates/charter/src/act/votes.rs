//! Votes and consensus.

use super::{Act, Object};
use basics::{AnswerId, DecisionId, Digest, PersonId};
use serde::{Deserialize, Serialize};

acts! {
    /// Put a question to the vote of the group, by the rule that the charter names for its matter.
    CallVote "call_vote" {
        /// The decision that is to be taken.
        decision: DecisionId,
        /// The question it answers.
        question: AnswerId,
    } => |it| Object::new("answer", it.question);

    /// Second a vote that another member called, so that it opens.
    SecondVote "second_vote" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Cast a ballot, or another in its place. It is for exactly the text that was read.
    CastBallot "cast_ballot" {
        /// The decision.
        decision: DecisionId,
        /// The text that is voted on.
        text: Digest,
    } => |it| Object::version("decision", it.decision, it.text);

    /// Change the text that is voted on: the vote begins anew, and earlier ballots are void.
    UpdateVote "update_vote" {
        /// The decision.
        decision: DecisionId,
        /// The text from now on.
        text: Digest,
    } => |it| Object::version("decision", it.decision, it.text);

    /// Give a vote more time, for a reason.
    ExtendVote "extend_vote" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Take back a vote that one called.
    WithdrawVote "withdraw_vote" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Take over a vote that its sponsor took back: it is called anew.
    TakeOverVote "take_over_vote" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Stay out of a vote, for a ground that the charter names.
    DeclareConflict "declare_conflict" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Declare that the group agrees on a question without a vote; any member may still call one for a while.
    DeclareConsensus "declare_consensus" {
        /// The decision that is declared.
        decision: DecisionId,
        /// The question it answers.
        question: AnswerId,
    } => |it| Object::new("answer", it.question);

    /// Set a decision of the group aside, because the body that may do so decided it.
    OverrideDecision "override_decision" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Close a vote whose time is over, and count it. Nobody has to remember to: the charter itself does.
    CloseVote "close_vote" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Say that one is present at a vote, which may make it shorter; or that one took part in a consensus that somebody
    /// declared.
    RecordPresence "record_presence" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Decide a vote that ended in a tie, in the office that its rule names.
    GiveCastingVote "give_casting_vote" {
        /// The decision.
        decision: DecisionId,
    } => |it| Object::new("decision", it.decision);

    /// Answer an objection to what one proposed for consent.
    AnswerObjection "answer_objection" {
        /// The decision.
        decision: DecisionId,
        /// Whose objection it is.
        of: PersonId,
    } => |it| Object::new("decision", it.decision);
}
