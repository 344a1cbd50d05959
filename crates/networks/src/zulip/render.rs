//! What leaves for a Zulip channel: the text as it was written, in Zulip's Markdown. A call to everybody in it is written
//! in Zulip's silent form, which shows the same and rings nobody. An answer goes into the topic of what it answers.

use crate::{Capabilities, NetworkName, Refers, Rendered, Violation, fitting, markdown};
use publishing::Content;

/// The words in Zulip's brackets that mean everybody.
const EVERYBODY: [&str; 5] = ["all", "everyone", "channel", "stream", "topic"];

/// What would leave for this content.
pub fn render(content: &Content, refers: Refers<'_>, capabilities: &Capabilities) -> Result<Rendered, Vec<Violation>> {
    let content = content.opened_by_warning();
    let topic = refers.answers.and_then(|parent| parent.root.as_ref()).map(|root| root.id.clone());
    let headline = topic.or(content.headline.clone()).map(|line| line.trim().to_owned());
    let content = Content { text: silent(&content.text), headline, ..content };
    let mut wrong = fitting::violations(&content, refers.answers.is_some(), capabilities);
    wrong.extend(too_long_with_pictures(&content, capabilities));
    if wrong.is_empty() {
        wrong.extend(topic_too_long(&content, capabilities));
    }
    if refers.answers.is_some_and(|parent| parent.root.is_none()) {
        wrong.push(Violation::ForeignParent);
    }
    if wrong.is_empty() { Ok(Rendered::of(NetworkName::Zulip, content, refers, capabilities)) } else { Err(wrong) }
}

/// A server cuts what is too long, the pictures at its end first.
fn too_long_with_pictures(content: &Content, capabilities: &Capabilities) -> Option<Violation> {
    let (counted, limit) = (markdown::longest(content), capabilities.text.max);
    (!content.pictures.is_empty() && counted > limit).then_some(Violation::TooLong { counted, limit })
}

/// A topic is counted in code points, and cut where it is too long.
fn topic_too_long(content: &Content, capabilities: &Capabilities) -> Option<Violation> {
    let most = capabilities.takes.headline?.max;
    let length = content.headline.as_deref().unwrap_or_default().chars().count();
    (length > most as usize).then(|| {
        Violation::NotLikeThis(format!("the line above the text counts {length} there, and {most} are the most"))
    })
}

fn silent(text: &str) -> String {
    EVERYBODY.iter().fold(text.to_owned(), |text, name| text.replace(&format!("@**{name}**"), &format!("@_**{name}**")))
}
