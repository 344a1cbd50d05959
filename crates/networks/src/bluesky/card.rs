//! The card of the page that a post links to. The network makes none: whoever posts brings title, description and picture.
//! A page that does not answer in time has no card, and the post leaves without one.

use super::open_graph::{self, Head};
use crate::{Rendered, SafeUrl};
use base64::{Engine, engine::general_purpose::STANDARD};
use egress::{Answer, Ask, Egress};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

/// The longest that a page and its picture may take together.
const WITHIN: Duration = Duration::from_secs(10);
/// The largest picture of a card, in bytes.
const LARGEST_PICTURE: usize = 1_000_000;
const LONGEST_TITLE: usize = 300;
const LONGEST_DESCRIPTION: usize = 1000;

/// A card, kept with what was prepared, so that every attempt sends the same one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The page, as the text links to it.
    pub uri: String,
    /// What it is called.
    pub title: String,
    /// What it says about itself.
    pub description: String,
    /// Its picture.
    pub picture: Option<CardPicture>,
}

/// The picture of a card. Its bytes are kept: a server forgets an upload that no record names yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPicture {
    /// What its bytes are.
    pub mime: String,
    /// The bytes, as base64.
    pub bytes: String,
    /// The reference that the server gave for them at the last upload.
    #[serde(default)]
    pub blob: Value,
}

impl CardPicture {
    /// The bytes as they are uploaded; nothing where what was stored is not what this program wrote.
    pub fn decoded(&self) -> Vec<u8> {
        STANDARD.decode(&self.bytes).unwrap_or_default()
    }
}

impl Card {
    /// As it stands in a record.
    pub fn embed(&self) -> Value {
        let mut external = json!({ "uri": self.uri, "title": self.title, "description": self.description });
        if let Some(picture) = self.picture.as_ref().filter(|picture| !picture.blob.is_null()) {
            external["thumb"] = picture.blob.clone();
        }
        json!({ "$type": "app.bsky.embed.external", "external": external })
    }
}

/// The card of the first link in a post that shows nothing else. Nothing that goes wrong on the way keeps the post back.
pub async fn of(egress: &Egress, server: &SafeUrl, rendered: &Rendered, patience: Duration) -> Option<Card> {
    let link = rendered.card()?;
    let page = egress.url(link).ok()?;
    // What a practice or test server shows is of this machine, and what the world sees shows nothing of the operator's own.
    if server.is_plain() != is_vouched_for(egress, &page) {
        return None;
    }
    let within = WITHIN.min(patience);
    let looked_at = tokio::time::timeout(within, looked_at(egress, page, link, within)).await;
    looked_at.inspect_err(|_| tracing::debug!(link, "the page took too long; the post has no card")).ok().flatten()
}

async fn looked_at(egress: &Egress, page: SafeUrl, link: &str, within: Duration) -> Option<Card> {
    let ask = Ask::get(page).within(within).header("accept", "text/html");
    let answer = egress.read(ask).await;
    let answer = answer.inspect_err(|failure| tracing::debug!(link, %failure, "the post has no card")).ok()?;
    let head = open_graph::read(&html(&answer)?);
    let title = cut(head.title.as_deref()?, LONGEST_TITLE);
    let description = cut(head.description.as_deref().unwrap_or_default(), LONGEST_DESCRIPTION);
    let picture = picture(egress, &answer, &head, within).await;
    Some(Card { uri: link.to_owned(), title, description, picture })
}

fn html(answer: &Answer) -> Option<String> {
    let kind = answer.header("content-type").unwrap_or_default();
    (answer.is_success() && kind.to_ascii_lowercase().contains("html")).then(|| answer.text())
}

/// Whether the operator lets us ask a server that the guard would refuse.
fn is_vouched_for(egress: &Egress, address: &SafeUrl) -> bool {
    Url::parse(address.as_str()).is_ok_and(|url| egress.allow_list().entry_for(&url).is_some())
}

/// The picture that the page names, written anew: the card takes nothing that was hidden in the file.
async fn picture(egress: &Egress, page: &Answer, head: &Head, within: Duration) -> Option<CardPicture> {
    let address = Url::parse(page.from.as_str()).ok()?.join(head.picture.as_deref()?).ok()?;
    let address = egress.url(address.as_str()).ok()?;
    // A page must not make us ask a server of the operator's that it could not ask itself.
    if is_vouched_for(egress, &address) && !address.same_origin(&page.from) {
        return None;
    }
    let answer = egress.read(Ask::get(address).within(within)).await.ok().filter(Answer::is_success)?;
    // What cannot be opened is no picture for a card, and the card stands without it.
    let opened = tokio::task::spawn_blocking(move || publishing::inspect(answer.bytes(), None)).await.ok()?.ok()?;
    (opened.bytes.len() <= LARGEST_PICTURE).then(|| CardPicture {
        mime: opened.mime.to_owned(),
        bytes: STANDARD.encode(&opened.bytes),
        blob: Value::Null,
    })
}

/// What others wrote is cut where it is too long for a card; what the group wrote never is.
fn cut(text: &str, most: usize) -> String {
    if text.grapheme_indices(true).nth(most).is_none() {
        return text.to_owned();
    }
    let end = text.grapheme_indices(true).nth(most - 1).map_or(0, |(at, _)| at);
    format!("{}…", text[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_for_a_card_is_cut_between_characters() {
        assert_eq!(cut("release", 7), "release");
        assert_eq!(cut("releases", 7), "releas…");
        assert_eq!(cut("a 👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3), "a…");
    }
}
