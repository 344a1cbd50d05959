//! What a question without an answer waits for, from where one person stands: the same for Home and for a letter.

use crate::removal;
use basics::{Moment, PersonId};
use charter::Charter;
use decisions::{Beside, Effect};
use store::{AnswerRow, DecisionRow, not_recorded};

/// What a question without an answer waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// Somebody to record what was decided elsewhere.
    Recorder,
    /// A member to call a vote on it, for the first time or once more.
    Vote,
    /// Others, or its time.
    Others,
}

/// What a question waits for; nothing where it is answered, or voted on now. Whether this person may do it is asked of the
/// judge.
pub fn waits_for(
    charter: &Charter,
    row: &AnswerRow,
    votes: &[DecisionRow],
    (person, now): (PersonId, Moment),
) -> Option<WaitsFor> {
    let under_way = |vote: &DecisionRow| vote.question.id == row.id && vote.stands_beside() == Beside::UnderWay;
    if row.answer.is_some() || row.superseded_by.is_some() || votes.iter().any(under_way) {
        return None;
    }
    Some(match not_recorded(charter, row, votes, person) {
        None => WaitsFor::Recorder,
        Some(_) if row.question.is_for_the_group() && can_be_called(charter, row, (person, now)) => WaitsFor::Vote,
        Some(_) => WaitsFor::Others,
    })
}

/// A vote on a removal is called by others than its subject, once they had their time to reply.
fn can_be_called(charter: &Charter, row: &AnswerRow, (person, now): (PersonId, Moment)) -> bool {
    match &row.question.effect {
        Some(Effect::RemoveMember { person: subject, .. }) => {
            *subject != person && removal::replies_until(charter, row.asked.1) <= now
        }
        _ => true,
    }
}
