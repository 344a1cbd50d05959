//! What an answer of a Zulip server means. It is told by its status and its code; the sentence beside it is in the
//! language of the bot and says nothing here.

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
        _ => refusal(answer).unwrap_or_else(|| not_understood(answer)),
    }
}

/// The trouble in an answer to a call that changes something. What is not plainly a refusal, in Zulip's own form, is "nobody
/// knows": what stands in front of a server says no whatever became of the call.
pub fn of_write(answer: &Answer) -> Trouble {
    let by_zulip = answer.status == 429 || answer.json::<wire::Error>().is_some_and(|told| told.result == "error");
    refusal(answer).filter(|_| by_zulip).unwrap_or_else(|| nobody_knows(answer))
}

/// The answers that say for certain that nothing was done.
fn refusal(answer: &Answer) -> Option<Trouble> {
    let code = answer.json::<wire::Error>().unwrap_or_default().code;
    let (kind, says) = match (answer.status, code.as_str()) {
        (400, "STREAM_DOES_NOT_EXIST") => (Kind::Forbidden, "does not have the channel, or hides it from the bot"),
        (400, "REALM_UPLOAD_QUOTA") => (Kind::Forbidden, "has no room left for pictures: ask its administrators"),
        (400, _) => (Kind::Invalid, "refused the call"),
        (401, _) | (403, "USER_DEACTIVATED" | "REALM_DEACTIVATED") => {
            (Kind::KeyRevoked, "no longer accepts our key: connect the account again")
        }
        (403, _) => (Kind::Forbidden, "does not let this bot do that"),
        (404, _) => (Kind::Gone, "does not have it"),
        (413, _) => (Kind::Invalid, "refused the picture as too large"),
        (429, _) => (Kind::TooMany(wait::asked_within(answer, "/retry-after")), "asks us to wait; nothing was done"),
        _ => return None,
    };
    Some(Trouble::new(kind, sentence(answer, says)))
}
