//! What leaves for a Mattermost channel: the text as it was written, in Mattermost's Markdown. Its webhooks have no way to
//! send a call to everybody without ringing, so that such a text does not leave.

use crate::{
    APART, Capabilities, Handlings, NetworkName, Refers, Rendered, Takes, Violation, Visibility, WarningSupport,
    fitting, ringing,
};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{Content, PictureRule, TextRule, Unit};
use serde_json::{Value, json};

/// A longer text would arrive as several messages.
const LONGEST: u32 = 16_383;
/// The names that ring everybody in a channel.
const EVERYBODY: &[&str] = &["all", "channel", "here"];
/// Slack's way to ring everybody, which Mattermost understands.
const COMMANDS: &[&str] = &["<!all", "<!channel", "<!here", "<!everyone"];

/// What a webhook takes. It tells nothing about itself.
pub fn capabilities(now: Moment) -> Capabilities {
    let handling = Handling::usual(Class::E);
    Capabilities {
        text: TextRule::plain(Unit::CodePoints, LONGEST),
        pictures: PictureRule { max_items: 0, ..PictureRule::unlimited() },
        needs_picture: false,
        warning: WarningSupport::BeforeText,
        visibilities: vec![Visibility::Public],
        language: false,
        takes: Takes::default(),
        // A webhook removes nothing: a person does.
        handling: Handlings { create: handling, reply: handling, delete: Handling::usual(Class::Assisted) },
        software: "Mattermost".to_owned(),
        dialect: None,
        observed_at: now,
        apart: APART,
        paid: None,
        lacks: vec![],
    }
}

/// What would leave for this content.
pub fn render(content: &Content, refers: Refers<'_>, capabilities: &Capabilities) -> Result<Rendered, Vec<Violation>> {
    let content = content.opened_by_warning();
    let mut wrong = fitting::violations(&content, refers.answers.is_some(), capabilities);
    if refers.answers.is_some() {
        wrong.push(Violation::NotTaken { what: "answers through a webhook" });
    }
    wrong.extend(ringing::everybody(&content.text, EVERYBODY));
    wrong.extend(command(&content.text));
    if wrong.is_empty() { Ok(Rendered::of(NetworkName::Mattermost, content, refers, capabilities)) } else { Err(wrong) }
}

fn command(text: &str) -> Option<Violation> {
    let text = text.to_lowercase();
    let called = COMMANDS.iter().find(|command| text.contains(**command))?;
    Some(Violation::NotLikeThis(format!(
        "“{called}” rings everybody there: write it otherwise, or leave this channel out"
    )))
}

/// The body of the one call.
pub fn body(rendered: &Rendered) -> Value {
    json!({ "text": rendered.text })
}

/// A message for a channel that cannot exist, because no name of a channel has a space. A webhook that works says that it
/// has no such channel; one that does not exist says that first.
pub fn to_nowhere() -> Value {
    json!({ "text": "Is anybody there?", "channel": "no such channel" })
}
