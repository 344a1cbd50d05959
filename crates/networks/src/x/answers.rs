//! What an answer of X means. The sentences are ours: nothing the server wrote is repeated.

use crate::{
    SafeUrl, Trouble,
    trouble::Kind,
    unclear::{nobody_knows, not_understood, sentence},
    wait::{self, Wait},
};
use egress::Answer;
use jiff::SignedDuration;
use serde::Deserialize;

/// How long nothing is asked of an account that has nothing left to spend: until somebody may have looked.
const USED_UP: Wait = Wait::For(SignedDuration::from_hours(24));

/// The form in which X refuses (RFC 9457).
#[derive(Deserialize)]
struct Problem {
    #[serde(default)]
    title: String,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    detail: String,
}

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

/// A post that is not there. X answers 200 about it, with an error in place of the post.
pub fn gone(base: &SafeUrl) -> Trouble {
    Trouble::new(Kind::Gone, format!("{} does not have it, or hides it from this account", base.authority()))
}

/// An answer that says that all is well and leaves out what it was asked for.
pub fn in_part(base: &SafeUrl) -> Trouble {
    Trouble::new(Kind::Transient, format!("{} answered in part; it is asked again", base.authority()))
}

/// The answers that say for certain that nothing was done. Only X's own form is believed: what stands in front of it says
/// no whatever became of the call.
fn refusal(answer: &Answer) -> Option<Trouble> {
    if answer.status == 429 && wait::asked_by(answer).is_some() && !is_used_up(answer) {
        return Some(Trouble::new(Kind::TooMany(wait::asked_by(answer)), sentence(answer, "asks us to wait")));
    }
    let problem: Problem = answer.json()?;
    if problem.title.is_empty() && problem.kind.is_empty() && problem.detail.is_empty() {
        return None;
    }
    let (kind, says) = match answer.status {
        402 | 403 | 429 if is_used_up(answer) => (Kind::TooMany(Some(USED_UP)), USED_UP_SAYS),
        402 => (Kind::TooMany(Some(USED_UP)), USED_UP_SAYS),
        403 if problem.detail.to_ascii_lowercase().contains("duplicate") => {
            (Kind::Duplicate, "says that the account has posted just this already")
        }
        400 | 413 | 415 | 422 => (Kind::Invalid, "refused the content"),
        401 => (Kind::KeyRevoked, "no longer accepts our key: connect the account again"),
        403 => (
            Kind::Forbidden,
            "does not let this account do that: X may ask for an answer to somebody who calls for it, or for other rights of the application",
        ),
        404 => (Kind::Gone, "does not have it, or hides it from this account"),
        410 => (
            Kind::Withdrawn,
            "no longer offers what this program uses: bring the program up to date, then connect the account again",
        ),
        429 => (Kind::TooMany(wait::asked_by(answer)), "asks us to wait; nothing was done"),
        _ => return None,
    };
    Some(Trouble::new(kind, sentence(answer, says)))
}

const USED_UP_SAYS: &str = "does nothing more for this application before its credits are filled up, or its cap there is raised; nothing was done";

fn is_used_up(answer: &Answer) -> bool {
    let problem: Option<Problem> = answer.json();
    problem.is_some_and(|problem| problem.kind.ends_with("/usage-capped") || problem.kind.ends_with("/credits"))
}
