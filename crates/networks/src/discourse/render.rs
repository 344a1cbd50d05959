//! What leaves for a forum: the text as it was written, in Discourse's Markdown. There is no way to send a call to
//! everybody without ringing, so that such a text does not leave. A reply has no title.

use super::limits::FEWEST;
use crate::{Capabilities, NetworkName, Refers, Rendered, Takes, Violation, fitting, markdown, ringing};
use publishing::Content;

/// The names that ring everybody in a topic or a chat.
const EVERYBODY: &[&str] = &["all", "here"];

/// What would leave for this content.
pub fn render(content: &Content, refers: Refers<'_>, capabilities: &Capabilities) -> Result<Rendered, Vec<Violation>> {
    let content = content.opened_by_warning();
    let capabilities = of_reply(refers, capabilities.clone());
    let mut wrong = fitting::violations(&content, refers.answers.is_some(), &capabilities);
    wrong.extend(too_short(&content.text));
    wrong.extend(ringing::everybody(&content.text, EVERYBODY));
    wrong.extend(too_long_with_pictures(&content, &capabilities));
    if refers.answers.is_some_and(|parent| parent.root.is_none()) {
        wrong.push(Violation::ForeignParent);
    }
    if wrong.is_empty() { Ok(Rendered::of(NetworkName::Discourse, content, refers, &capabilities)) } else { Err(wrong) }
}

fn of_reply(refers: Refers<'_>, capabilities: Capabilities) -> Capabilities {
    match refers.answers {
        Some(_) => Capabilities { takes: Takes { headline: None, ..capabilities.takes }, ..capabilities },
        None => capabilities,
    }
}

/// The pictures stand in the text, and count with it.
fn too_long_with_pictures(content: &Content, capabilities: &Capabilities) -> Option<Violation> {
    let (counted, limit) = (markdown::longest(content), capabilities.text.max);
    (!content.pictures.is_empty() && counted > limit).then_some(Violation::TooLong { counted, limit })
}

fn too_short(text: &str) -> Option<Violation> {
    let length = text.trim().chars().count();
    (0 < length && length < FEWEST).then(|| {
        Violation::NotLikeThis(format!("the text has {length} characters, and {FEWEST} are the fewest on a forum"))
    })
}
