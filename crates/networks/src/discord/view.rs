//! A message as Discord shows it, in the words of this program.

use super::wire;
use crate::{Account, Carries, Seen};
use delivery::Remote;

/// Where a message is: below the page of its channel.
pub fn remote(account: &Account, id: &str) -> Remote {
    let channel = account.identity.url.trim_end_matches('/');
    Remote { id: id.to_owned(), url: (!channel.is_empty()).then(|| format!("{channel}/{id}")) }
}

/// A message.
pub fn seen(account: &Account, message: wire::Message) -> Seen {
    Seen {
        remote: remote(account, &message.id),
        author: message.webhook_id.unwrap_or_default(),
        text: message.content,
        warning: None,
        language: None,
        visibility: None,
        pictures: message.attachments.into_iter().map(|file| file.description.unwrap_or_default()).collect(),
        reply_to: None,
        made_at: message.timestamp.and_then(|time| time.parse().ok()),
        carries: Carries::default(),
    }
}
