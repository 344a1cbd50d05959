//! What leaves for a Discord channel: the text as it was written, in Discord's Markdown. Nobody is rung by it: every
//! message says that its mentions are only words.

use crate::{
    APART, Capabilities, Handlings, NetworkName, Refers, Rendered, Takes, Violation, Visibility, WarningSupport,
    fitting,
};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{Content, PictureRule, TextRule, Unit};
use serde_json::{Value, json};

/// What a webhook takes. It tells nothing about its limits.
pub fn capabilities(now: Moment) -> Capabilities {
    let handling = Handling::usual(Class::E);
    Capabilities {
        text: TextRule::plain(Unit::CodePoints, 2000),
        pictures: PictureRule {
            // Discord takes ten of 10 MiB. They are kept with what was prepared until the one call, so that fewer are
            // taken here.
            max_items: 4,
            kinds: ["image/jpeg", "image/png", "image/gif", "image/webp"].map(str::to_owned).to_vec(),
            max_bytes: 4 * 1024 * 1024,
            max_pixels: None,
            max_alt: Some(1024),
        },
        needs_picture: false,
        warning: WarningSupport::BeforeText,
        visibilities: vec![Visibility::Public],
        language: false,
        takes: Takes::default(),
        // Whether a removed message is gone is read by its id.
        handling: Handlings { create: handling, reply: handling, delete: Handling::usual(Class::A) },
        software: "Discord".to_owned(),
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
    if wrong.is_empty() { Ok(Rendered::of(NetworkName::Discord, content, refers, capabilities)) } else { Err(wrong) }
}

/// The body of the one call, with what each picture shows.
pub fn body(rendered: &Rendered) -> Value {
    let mut body = json!({ "content": rendered.text, "allowed_mentions": { "parse": [] } });
    let pictures = rendered.pictures.iter().enumerate();
    let attachments: Vec<Value> = pictures
        .map(|(at, picture)| json!({ "id": at, "filename": file_name(at, &picture.mime), "description": picture.alt }))
        .collect();
    if !attachments.is_empty() {
        body["attachments"] = attachments.into();
    }
    body
}

/// The name of a picture of a message.
pub fn file_name(at: usize, mime: &str) -> String {
    let ending = mime.strip_prefix("image/").unwrap_or("bin");
    format!("picture-{}.{}", at + 1, if ending == "jpeg" { "jpg" } else { ending })
}
