//! What an answer of an AT Protocol server means. The sentences are ours: nothing the server wrote is repeated.

use super::wire::ErrorName;
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
        501 => Trouble::new(Kind::Unsupported, sentence(answer, "does not know this call")),
        500..=599 => Trouble::new(Kind::Transient, sentence(answer, "failed to answer; it is asked again")),
        _ => refusal(answer).unwrap_or_else(|| not_understood(answer)),
    }
}

/// The trouble in an answer to a call that changes something. A 500 may mean that the record is there already.
pub fn of_write(answer: &Answer) -> Trouble {
    refusal(answer).unwrap_or_else(|| nobody_knows(answer))
}

/// Whether the session has to be renewed: it ran out, or the server does not know its own token any more. Nothing was
/// done.
pub fn ends_the_session(answer: &Answer) -> bool {
    matches!(answer.status, 400 | 401) && matches!(name(answer).as_str(), "ExpiredToken" | "InvalidToken")
}

fn refusal(answer: &Answer) -> Option<Trouble> {
    let (kind, says) = match (answer.status, name(answer).as_str()) {
        (400 | 401, "ExpiredToken") => (Kind::SessionEnded, "ended the session"),
        (400, "InvalidSwap") => (Kind::Ambiguous, "holds something at the place of this post; it has to be looked at"),
        (400, "RecordNotFound" | "RepoNotFound" | "HandleNotFound") | (404, _) => (Kind::Gone, "does not have it"),
        (400, "BlobTooLarge") | (413, _) => (Kind::Invalid, "refused the picture as too large"),
        (400, "InvalidMimeType") => (Kind::Invalid, "refused the kind of the picture"),
        (400..=403, "AccountTakedown" | "AccountDeactivated" | "AccountSuspended") => {
            (Kind::Forbidden, "has switched this account off: ask the people who run the server")
        }
        (400, "InvalidToken" | "AuthMissing" | "AuthenticationRequired" | "AccountNotFound") | (401, _) => {
            (Kind::KeyRevoked, "no longer accepts our key: connect the account again")
        }
        (400, _) => (Kind::Invalid, "refused the content"),
        (403, _) => (Kind::Forbidden, "does not let this account do that"),
        (429, _) => (Kind::TooMany(wait::asked_by(answer)), "asks us to wait; nothing was done"),
        _ => return None,
    };
    Some(Trouble::new(kind, sentence(answer, says)))
}

fn name(answer: &Answer) -> String {
    answer.json::<ErrorName>().unwrap_or_default().error
}
