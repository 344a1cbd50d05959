//! What an answer of WordPress means. A refusal is believed only in WordPress's own form: what stands in front of a blog
//! (a proxy, a firewall, a host's waiting page) also says 403, whatever became of the call.

use super::wire::Refusal;
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
    refusal(answer).unwrap_or_else(|| nobody_knows(answer))
}

/// The answers that say for certain that nothing was done.
fn refusal(answer: &Answer) -> Option<Trouble> {
    let code = answer.json::<Refusal>().map(|refusal| refusal.code);
    let (kind, says) = match (answer.status, code.as_deref()?) {
        (401, _) | (403, "rest_forbidden_context" | "application_passwords_disabled_for_user") => {
            (Kind::KeyRevoked, "no longer accepts our key: connect the account again")
        }
        (400, "rest_invalid_param" | "rest_missing_callback_param" | "empty_content" | "rest_invalid_json") => {
            (Kind::Invalid, "refused the content")
        }
        (400 | 500, "rest_upload_sideload_error" | "rest_upload_unknown_error") => {
            (Kind::Invalid, "refused the picture: its kind or its size is not allowed there")
        }
        (413, "rest_upload_file_too_big" | "rest_upload_limited_space") | (400, "rest_upload_file_too_big") => {
            (Kind::Invalid, "refused the picture as too large")
        }
        (403, _) => (Kind::Forbidden, "does not let this account do that: its role there is too small"),
        (404, "rest_post_invalid_id") => (Kind::Gone, "does not have it"),
        (404, "rest_no_route") => {
            (Kind::Unsupported, "does not offer this part of its interface: a plugin may keep it away")
        }
        (410, "rest_already_trashed") => (Kind::Gone, "does not have it any more"),
        (429, _) => (Kind::TooMany(wait::asked_by(answer)), "asks us to wait; nothing was done"),
        _ => return None,
    };
    Some(Trouble::new(kind, sentence(answer, says)))
}
