//! What an answer of Discord means. It is told by its status and its code; nothing it wrote is repeated.

use super::wire;
use crate::{
    Trouble,
    trouble::Kind,
    unclear::{nobody_knows, not_understood, sentence},
    wait,
};
use egress::Answer;

const UNKNOWN_MESSAGE: u64 = 10_008;
const UNKNOWN_WEBHOOK: u64 = 10_015;
const NEEDS_A_THREAD: u64 = 220_001;
const KEY: &str = "no longer accepts this webhook: connect the account again";

/// The trouble in an answer to a read.
pub fn of_read(answer: &Answer) -> Trouble {
    match answer.status {
        500..=599 => Trouble::new(Kind::Transient, sentence(answer, "failed to answer; it is asked again")),
        _ => refusal(answer).unwrap_or_else(|| not_understood(answer)),
    }
}

/// The trouble in an answer to a call that changes something. What is not plainly a refusal is "nobody knows".
pub fn of_write(answer: &Answer) -> Trouble {
    // What stands in front of Discord says no whatever became of the call; Discord itself names a code.
    let by_discord = answer.status == 429 || answer.json::<wire::Error>().is_some();
    refusal(answer).filter(|_| by_discord).unwrap_or_else(|| nobody_knows(answer))
}

/// The answers that say for certain that nothing was done.
fn refusal(answer: &Answer) -> Option<Trouble> {
    let code = answer.json::<wire::Error>().map_or(0, |told| told.code);
    let (kind, says) = match (answer.status, code) {
        (400, NEEDS_A_THREAD) => (
            Kind::Invalid,
            "shows posts of this channel in threads of their own, which is not supported: connect a text channel",
        ),
        (400, _) => (Kind::Invalid, "refused the message"),
        (401, _) | (404, UNKNOWN_WEBHOOK) => (Kind::KeyRevoked, KEY),
        (403, _) => (Kind::Forbidden, "does not let this webhook do that"),
        (404, UNKNOWN_MESSAGE) => (Kind::Gone, "does not have this message, or it is not of this webhook"),
        (413, _) => (Kind::Invalid, "refused the pictures as too large"),
        (429, _) => (Kind::TooMany(wait::asked_within(answer, "/retry_after")), "asks us to wait; nothing was done"),
        _ => return None,
    };
    Some(Trouble::new(kind, sentence(answer, says)))
}
