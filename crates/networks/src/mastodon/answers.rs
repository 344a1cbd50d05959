//! What an answer of a Mastodon-like server means. The sentences are ours: nothing the server wrote is repeated.

use crate::{
    Trouble,
    trouble::Kind,
    unclear::{nobody_knows, not_understood, sentence},
    wait::{self, Wait},
};
use egress::Answer;
use jiff::SignedDuration;

/// A picture that is not processed yet is asked about again after this time.
const PROCESSING: Wait = Wait::For(SignedDuration::from_secs(5));

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
    refusal(answer).unwrap_or_else(|| nobody_knows(answer))
}

/// The answers that say for certain that nothing was done.
fn refusal(answer: &Answer) -> Option<Trouble> {
    let (kind, says) = match answer.status {
        400 if mentions(answer, "idempotency") => {
            (Kind::Ambiguous, "has seen this attempt before, and does not say what became of it")
        }
        400 => (Kind::Invalid, "refused the call as malformed"),
        401 => (Kind::KeyRevoked, "no longer accepts our key: connect the account again"),
        403 => (Kind::Forbidden, "does not let this account do that"),
        404 | 410 => (Kind::Gone, "does not have it, or hides it from this account"),
        413 => (Kind::Invalid, "refused the picture as too large"),
        422 if mentions(answer, "not finished processing") => {
            (Kind::TooMany(Some(PROCESSING)), "is still working on a picture")
        }
        422 => (Kind::Invalid, "refused the content"),
        429 => (Kind::TooMany(wait::asked_by(answer)), "asks us to wait; nothing was done"),
        _ => return None,
    };
    Some(Trouble::new(kind, sentence(answer, says)))
}

fn mentions(answer: &Answer, words: &str) -> bool {
    answer.text().to_ascii_lowercase().contains(words)
}
