//! What leaves for a Slack channel: the text as it was written. Slack reads commands between angle brackets, among them
//! the ones that ring everybody; escaped they are words like others.

use crate::{
    APART, Capabilities, Handlings, NetworkName, Refers, Rendered, Takes, Violation, Visibility, WarningSupport,
    fitting,
};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{Content, PictureRule, TextRule, Unit};
use serde_json::{Value, json};

/// Slack cuts at 40,000 characters and asks for no more than this.
const LONGEST: u32 = 4000;

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
        software: "Slack".to_owned(),
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
    if wrong.is_empty() { Ok(Rendered::of(NetworkName::Slack, content, refers, capabilities)) } else { Err(wrong) }
}

/// The body of the one call. Without Slack's own marks the text arrives as it was written, and links are links all the
/// same.
pub fn body(rendered: &Rendered) -> Value {
    json!({ "text": escaped(&rendered.text), "mrkdwn": false })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
