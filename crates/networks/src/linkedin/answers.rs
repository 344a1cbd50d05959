//! What an answer of LinkedIn means. The sentences are ours: nothing the server wrote is repeated.

use crate::{
    Trouble,
    trouble::Kind,
    unclear::{nobody_knows, not_understood, sentence},
    wait::{self, Wait},
};
use egress::Answer;
use jiff::SignedDuration;

/// A picture that is not ready yet is asked about again after this time.
const PROCESSING: Wait = Wait::For(SignedDuration::from_secs(10));

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
    // What stands in front of LinkedIn says no whatever became of the call; LinkedIn itself answers in JSON.
    let by_linkedin = answer.status == 429 || answer.json::<serde_json::Map<String, serde_json::Value>>().is_some();
    refusal(answer).filter(|_| by_linkedin).unwrap_or_else(|| nobody_knows(answer))
}

/// The answers that say for certain that nothing was done.
fn refusal(answer: &Answer) -> Option<Trouble> {
    let (kind, says) = match answer.status {
        400 | 422 if mentions(answer, "media_asset_waiting_upload") => {
            (Kind::TooMany(Some(PROCESSING)), "is still working on a picture")
        }
        409 | 422 if mentions(answer, "duplicate") => {
            (Kind::Duplicate, "says that the page has posted just this already")
        }
        400 | 422 => (Kind::Invalid, "refused the content"),
        401 => (Kind::KeyRevoked, "no longer accepts our key: connect the page again"),
        403 => {
            (Kind::Forbidden, "does not let us do that: the role on the page, or what LinkedIn granted, is not enough")
        }
        404 => (Kind::Gone, "does not have it, or hides it from this page"),
        426 => (Kind::Unsupported, "no longer speaks the version of its interface that this program uses"),
        429 => (Kind::TooMany(wait::asked_by(answer)), "asks us to wait; nothing was done"),
        _ => return None,
    };
    Some(Trouble::new(kind, sentence(answer, says)))
}

fn mentions(answer: &Answer, words: &str) -> bool {
    answer.text().to_ascii_lowercase().contains(words)
}
