//! What Slack's answers to a webhook mean: a status, and one word in the body. The words are Slack's own list; an answer
//! that is not on it is a doubt.

use crate::{
    Trouble,
    trouble::Kind,
    unclear::{nobody_knows, sentence},
    wait,
};
use egress::Answer;

/// The word of an answer that took the message.
pub const TAKEN: &str = "ok";
/// The word of an answer to a message without a text. It is refused by a webhook that works.
pub const NO_TEXT: &str = "no_text";

const REFUSALS: &[(u16, &str, Kind, &str)] = &[
    (400, "invalid_payload", Kind::Invalid, "refused the message as malformed"),
    (400, "too_many_attachments", Kind::Invalid, "refused the message as malformed"),
    (400, NO_TEXT, Kind::Invalid, "refused a message without a text"),
    (400, "user_not_found", Kind::KeyRevoked, "no longer knows the person of this webhook: connect the account again"),
    (403, "invalid_token", Kind::KeyRevoked, "no longer accepts this webhook: connect the account again"),
    (403, "team_disabled", Kind::Forbidden, "says that the workspace is closed"),
    (
        403,
        "action_prohibited",
        Kind::Forbidden,
        "does not let this webhook post: ask an administrator of the workspace",
    ),
    (
        403,
        "posting_to_general_channel_denied",
        Kind::Forbidden,
        "does not let this webhook post there: ask an administrator of the workspace",
    ),
    (
        404,
        "channel_not_found",
        Kind::KeyRevoked,
        "no longer has the channel of this webhook: connect the account again",
    ),
    (404, "no_team", Kind::KeyRevoked, "no longer knows this webhook: connect the account again"),
    (404, "no_service", Kind::KeyRevoked, "no longer knows this webhook: connect the account again"),
    (404, "no_service_id", Kind::KeyRevoked, "no longer knows this webhook: connect the account again"),
    (404, "no_active_hooks", Kind::KeyRevoked, "has this webhook switched off: connect the account again"),
    (410, "channel_is_archived", Kind::Forbidden, "has archived the channel: open it again, or connect another"),
];

/// The trouble in an answer to a message.
pub fn of_write(answer: &Answer) -> Trouble {
    if answer.status == 429 {
        return Trouble::new(
            Kind::TooMany(wait::asked_by(answer)),
            sentence(answer, "asks us to wait; nothing was done"),
        );
    }
    let word = word(answer);
    let listed = REFUSALS.iter().find(|(status, listed, ..)| *status == answer.status && *listed == word);
    // Some workspaces answer an older webhook with the same word under another status of refusal.
    let listed = listed.or_else(|| {
        (400..=499).contains(&answer.status).then(|| REFUSALS.iter().find(|(_, listed, ..)| *listed == word)).flatten()
    });
    listed.map_or_else(|| nobody_knows(answer), |(_, _, kind, says)| Trouble::new(*kind, sentence(answer, says)))
}

/// The word in the body.
pub fn word(answer: &Answer) -> String {
    answer.text().trim().to_owned()
}
