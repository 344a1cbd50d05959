//! What an answer of a Discourse forum means. The sentences beside the status are in the forum's language and say nothing
//! here.

use super::wire;
use crate::{
    Trouble,
    trouble::Kind,
    unclear::{nobody_knows, not_understood, sentence},
    wait,
};
use egress::Answer;

/// The trouble in an answer to a read.
pub fn of_read(answer: &Answer) -> Trouble {
    match answer.status {
        500..=599 => Trouble::new(Kind::Transient, sentence(answer, "failed to answer; it is asked again")),
        300..=399 => Trouble::new(Kind::Unsupported, sentence(answer, "sent us elsewhere and was not followed")),
        _ => refusal(answer).unwrap_or_else(|| not_understood(answer)),
    }
}

/// The trouble in an answer to a call that changes something. What is not plainly a refusal is "nobody knows".
pub fn of_write(answer: &Answer) -> Trouble {
    if is_enqueued(answer) {
        let says = "put the post before its moderators; whether it will be shown is not known: let the account post without review";
        return Trouble::new(Kind::Ambiguous, sentence(answer, says));
    }
    // What stands in front of a forum says no whatever became of the call; the forum itself names errors.
    let by_forum = answer.status == 429 || answer.json::<wire::Refused>().is_some();
    refusal(answer).filter(|_| by_forum).unwrap_or_else(|| nobody_knows(answer))
}

/// The answers that say for certain that nothing was done.
fn refusal(answer: &Answer) -> Option<Trouble> {
    let (kind, says) = match answer.status {
        400 => (Kind::Invalid, "refused the call as malformed"),
        403 => (Kind::Forbidden, "does not let this account do that"),
        404 | 410 => (Kind::Gone, "does not have it, or hides it from this account"),
        413 => (Kind::Invalid, "refused the picture as too large"),
        422 => (Kind::Invalid, "refused the content"),
        429 => (Kind::TooMany(wait::asked_within(answer, "/extras/wait_seconds")), "asks us to wait; nothing was done"),
        _ => return None,
    };
    Some(Trouble::new(kind, sentence(answer, says)))
}

fn is_enqueued(answer: &Answer) -> bool {
    answer.is_success() && answer.json::<wire::Enqueued>().is_some_and(|told| told.action == "enqueued")
}
