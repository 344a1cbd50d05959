//! A message as a Zulip server shows it, in the words of this program, and where it is.

use super::wire;
use crate::{Account, Carries, Parent, Rendered, Seen, ThreadRoot, differing, markdown, place::Place};
use basics::Moment;
use delivery::Remote;
use jiff::Timestamp;

/// What stands for a picture that is only decoration.
pub const DECORATION: &str = "picture";
/// Where pictures lie below a server.
pub const UPLOADS: &str = "/user_uploads/";
/// What Zulip puts before a topic that somebody marked as settled.
const SETTLED: &str = "✔ ";

/// Where a message is.
pub fn remote(account: &Account, channel: u64, topic: &str, id: u64) -> Remote {
    let server = account.base.trimmed();
    let url = format!("{server}/#narrow/channel/{channel}/topic/{}/near/{id}", hidden(topic));
    Remote { id: id.to_string(), url: Some(url) }
}

/// A text in the part of an address behind `#`, as Zulip writes it there.
fn hidden(text: &str) -> String {
    let quoted: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
    quoted.replace('.', "%2E").replace('+', "%20").replace('%', ".")
}

/// A message. Its topic is the first line of what it says: it is part of what was approved.
pub fn seen(account: &Account, place: &Place, message: &wire::Message) -> Seen {
    let (text, pictures) = markdown::taken_apart(&message.content, DECORATION, UPLOADS);
    Seen {
        remote: remote(account, message.stream_id.unwrap_or_default(), &message.subject, message.id),
        author: place.author(message.sender_id),
        text: under(&message.subject, &text),
        warning: None,
        language: None,
        visibility: None,
        pictures,
        reply_to: None,
        made_at: message.timestamp.and_then(|time| Timestamp::from_second(time).ok()).map(Moment::new),
        carries: Carries::default(),
    }
}

/// A message that can be answered: in its topic.
pub fn parent(account: &Account, place: &Place, message: wire::Message) -> Parent {
    let channel = message.stream_id.unwrap_or_default();
    Parent {
        remote: remote(account, channel, &message.subject, message.id),
        author: if message.sender_id == place.user { String::new() } else { message.sender_full_name },
        text: message.content,
        version: None,
        root: Some(ThreadRoot { id: message.subject, version: channel.to_string() }),
    }
}

/// Whether this is what left.
pub fn is_it(rendered: &Rendered, content: &str, topic: &str) -> bool {
    let (text, pictures) = markdown::taken_apart(content, DECORATION, UPLOADS);
    let descriptions = rendered.pictures.iter().map(|picture| picture.alt.as_str());
    differing::same_words(&under(topic, &text), &said(rendered))
        && pictures.len() == rendered.pictures.len()
        && descriptions.zip(&pictures).all(|(left, there)| differing::same_words(left, there))
}

/// What differs. A message answers nothing by itself: it stands in a topic, which is compared.
pub fn differences(rendered: &Rendered, seen: &Seen) -> Vec<String> {
    differing::differences(&Rendered { text: said(rendered), parent: None, ..rendered.clone() }, seen)
}

fn said(rendered: &Rendered) -> String {
    under(rendered.headline.as_deref().unwrap_or_default(), &rendered.text)
}

fn under(topic: &str, text: &str) -> String {
    format!("{}\n\n{text}", topic.strip_prefix(SETTLED).unwrap_or(topic))
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn a_topic_stands_in_an_address_as_zulip_writes_it() {
        assert_eq!(hidden("Release 6.1 (now)"), "Release.206.2E1.20.28now.29");
    }
}
