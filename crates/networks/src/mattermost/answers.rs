//! What the answers of a Mattermost server to a webhook mean. Old servers name the reason, newer ones only wrap it; the
//! status is the same.

use crate::{
    Trouble,
    trouble::Kind,
    unclear::{nobody_knows, sentence},
    wait,
};
use egress::Answer;
use serde::Deserialize;

/// The beginning of every reason that the webhooks themselves give.
const OURS: &str = "web.incoming_webhook.";

#[derive(Deserialize)]
struct Told {
    id: String,
}

/// Whether the message was taken.
pub fn is_taken(answer: &Answer) -> bool {
    answer.status == 200 && answer.text().trim() == "ok"
}

/// Whether the webhook knows itself, but not the channel that was named.
pub fn has_no_such_channel(answer: &Answer) -> bool {
    answer.status == 404 && reason(answer).is_some()
}

/// The trouble in an answer to a message.
pub fn of_write(answer: &Answer) -> Trouble {
    let reason = reason(answer);
    let (kind, says) = match (answer.status, reason.as_deref()) {
        (429, _) => (Kind::TooMany(wait::asked_by(answer)), "asks us to wait; nothing was done"),
        (400, Some("invalid.app_error")) => {
            (Kind::KeyRevoked, "no longer knows this webhook: connect the account again")
        }
        (400, Some(_)) => (Kind::Invalid, "refused the message"),
        (403, Some(_)) => (Kind::Forbidden, "does not let this webhook post there: ask an administrator of the server"),
        (404, Some(_)) => (Kind::KeyRevoked, "no longer has the channel of this webhook: connect the account again"),
        (501, Some(_)) => (Kind::Forbidden, "has webhooks switched off: ask an administrator of the server"),
        _ => return nobody_knows(answer),
    };
    Trouble::new(kind, sentence(answer, says))
}

/// The reason, where the webhooks themselves answered.
fn reason(answer: &Answer) -> Option<String> {
    let told: Told = answer.json()?;
    told.id.strip_prefix(OURS).map(str::to_owned)
}
