//! A post as a Mastodon-like server shows it, in the words of this program, and how it differs from what left.

use super::wire;
use crate::{
    Account, Carries, Parent, Rendered, Seen, SeenQuote, Visibility,
    differing::{self, same_words},
    page,
};
use basics::Moment;
use delivery::Remote;
use publishing::{Poll, Whoever};
use serde_json::Value;

/// Where a post is.
pub fn remote(account: &Account, status: &wire::Status) -> Remote {
    let fallback = || format!("{}/{}", account.identity.url.trim_end_matches('/'), status.id);
    Remote { id: status.id.clone(), url: Some(page_of(status).unwrap_or_else(fallback)) }
}

/// Its page, or its name in the fediverse where that is one.
fn page_of(status: &wire::Status) -> Option<String> {
    status.url.clone().or_else(|| page::of(status.uri.as_deref()?))
}

/// A post with the text as it was written, where that is known.
pub fn seen(account: &Account, status: &wire::Status, source: Option<wire::Source>) -> Seen {
    let (text, warning) = match source {
        Some(source) => (source.text.unwrap_or_else(|| written(status)), source.spoiler_text),
        None => (written(status), status.spoiler_text.clone()),
    };
    let warning = if warning.is_empty() { status.spoiler_text.clone() } else { warning };
    Seen {
        remote: remote(account, status),
        author: status.account.id.clone(),
        text,
        warning: Some(warning).filter(|line| !line.is_empty()),
        language: status.language.clone().filter(|tag| !tag.is_empty()),
        visibility: visibility(&status.visibility),
        pictures: status.media_attachments.iter().map(|media| media.description.clone().unwrap_or_default()).collect(),
        reply_to: status.in_reply_to_id.clone().filter(|id| !id.is_empty()),
        made_at: made_at(status),
        carries: Carries {
            poll: answers(status),
            quoted: quoted(status),
            answers_by: None,
            quotes_by: status.quote_approval.as_ref().and_then(may_quote),
        },
    }
}

/// The answers of its poll.
pub fn answers(status: &wire::Status) -> Vec<String> {
    let asked = status.poll.iter().flat_map(|poll| &poll.options);
    asked.map(|answer| answer.title.clone()).collect()
}

/// What it quotes: Mastodon tells a state beside the post, its kin tell the post or its id.
pub fn quoted(status: &wire::Status) -> SeenQuote {
    let quote = status.quote.as_ref().filter(|quote| quote.is_object());
    let id_in = |value: &Value| value["id"].as_str().map(|id| SeenQuote::Post(id.to_owned()));
    if let Some((quote, state)) = quote.and_then(|quote| Some((quote, quote["state"].as_str()?))) {
        let shown = ["quoted_status", "status"].iter().find_map(|name| id_in(&quote[*name]));
        return shown.unwrap_or(if state == "pending" { SeenQuote::Waiting } else { SeenQuote::Withheld });
    }
    let named = status.quote_id.clone().or_else(|| Some(status.pleroma.as_ref()?["quote_id"].as_str()?.to_owned()));
    quote.and_then(id_in).or(named.map(SeenQuote::Post)).unwrap_or_default()
}

/// Who may quote it at once. What other servers say in words of their own is not told.
fn may_quote(approval: &wire::QuoteApproval) -> Option<Whoever> {
    match approval.automatic.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["public", ..] => Some(Whoever::Everybody),
        ["followers"] => Some(Whoever::Followers),
        [] if approval.manual.is_empty() => Some(Whoever::Nobody),
        _ => None,
    }
}

/// A post that can be answered.
pub fn parent(account: &Account, status: &wire::Status) -> Parent {
    let ours = status.account.id == account.identity.id;
    Parent {
        remote: remote(account, status),
        author: if ours { String::new() } else { handle(account, &status.account) },
        text: written(status),
        version: status.edited_at.clone().or_else(|| status.created_at.clone()),
        root: None,
    }
}

/// How a reply addresses somebody: with the host, so that it means the same person everywhere.
pub fn handle(account: &Account, view: &wire::AccountView) -> String {
    let host = view.url.as_deref().and_then(host_of).unwrap_or_else(|| account.base.authority());
    format!("@{}@{host}", view.username)
}

fn host_of(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// When the server says the post was made.
pub fn made_at(status: &wire::Status) -> Option<Moment> {
    status.created_at.as_deref()?.parse().ok()
}

/// The text without its HTML, where the server does not give it as it was written.
pub fn written(status: &wire::Status) -> String {
    let told = status.text.clone().filter(|text| !text.is_empty());
    told.unwrap_or_else(|| without_markup(&status.content))
}

fn visibility(word: &str) -> Option<Visibility> {
    match word {
        "public" => Some(Visibility::Public),
        "unlisted" => Some(Visibility::Unlisted),
        "private" => Some(Visibility::Followers),
        "direct" => Some(Visibility::Mentioned),
        _ => None,
    }
}

/// Breaks and paragraphs become line ends, every other tag nothing, and the five entities that servers write their
/// characters. It reads text for comparison; it makes nothing safe to show.
fn without_markup(html: &str) -> String {
    let lined = html.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n").replace("</p><p>", "\n\n");
    let mut text = String::with_capacity(lined.len());
    let mut inside = false;
    for c in lined.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (written, meant)| text.replace(written, meant))
}

/// What differs. White space is compared word by word: servers trim and wrap.
pub fn differences(rendered: &Rendered, seen: &Seen) -> Vec<String> {
    let mut found = differing::differences(rendered, seen);
    let mut compare = |what: &str, same: bool| {
        if !same {
            found.push(format!("{what} is not what left"));
        }
    };
    compare("what it asks", same_answers(rendered.poll.as_ref(), &seen.carries.poll));
    let quoted = rendered.quoted.as_ref().map(|quoted| quoted.remote.id.as_str());
    compare("what it quotes", seen.carries.quoted.is_of(quoted));
    // Where nothing was said, the account's own setting holds.
    let open = rendered.gates.quotes == Whoever::Everybody;
    compare("who may quote it", open || seen.carries.quotes_by.is_none_or(|there| there == rendered.gates.quotes));
    found
}

/// Whether a poll asks what left, or there is none where none left.
pub fn same_answers(left: Option<&Poll>, there: &[String]) -> bool {
    let left = left.map_or(&[][..], |poll| &poll.answers);
    left.len() == there.len() && left.iter().zip(there).all(|(left, there)| same_words(left, there))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(url: &str, uri: &str) -> wire::Status {
        let told = serde_json::json!({ "id": "1", "url": url, "uri": uri, "account": { "id": "2", "username": "group", "url": url } });
        serde_json::from_value(told).unwrap()
    }

    #[test]
    fn a_page_that_a_server_names_is_a_web_address_or_nothing() {
        let script = "javascript:alert(document.cookie)";
        assert_eq!(status(script, script).account.url, None);
        let page = |url, uri| page_of(&status(url, uri));
        assert_eq!(page("https://social.example/@group/1", script).unwrap(), "https://social.example/@group/1");
        assert_eq!(page(script, "https://social.example/1").unwrap(), "https://social.example/1");
        assert_eq!(page(script, script), None);
        assert_eq!(page("", ""), None);
    }

    #[test]
    fn markup_is_read_as_the_text_it_shows() {
        let html = "<p>One &amp; <a href=\"https://a.example\"><span class=\"invisible\">https://</span>a.example</a><br>two</p><p>&lt;b&gt;</p>";
        assert_eq!(without_markup(html), "One & https://a.example\ntwo\n\n<b>");
    }

    #[test]
    fn every_way_of_telling_a_quote_is_read() {
        let told = |more: serde_json::Value| {
            let mut status = serde_json::json!({ "id": "1", "account": { "id": "2", "username": "group" } });
            status.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            quoted(&serde_json::from_value(status).unwrap())
        };
        let post = || SeenQuote::Post("9".to_owned());
        let table = [
            (serde_json::json!({}), SeenQuote::Nothing),
            (serde_json::json!({ "quote": null, "quote_id": null, "pleroma": {} }), SeenQuote::Nothing),
            (serde_json::json!({ "quote": { "state": "accepted", "quoted_status": { "id": "9" } } }), post()),
            (serde_json::json!({ "quote": { "state": "pending", "quoted_status": null } }), SeenQuote::Waiting),
            (serde_json::json!({ "quote": { "state": "rejected", "quoted_status": null } }), SeenQuote::Withheld),
            (serde_json::json!({ "quote": { "state": "revoked" } }), SeenQuote::Withheld),
            (serde_json::json!({ "quote": { "id": "9", "content": "" } }), post()),
            (serde_json::json!({ "quote_id": "9" }), post()),
            (serde_json::json!({ "pleroma": { "quote_id": "9" } }), post()),
        ];
        for (more, expected) in table {
            assert_eq!(told(more.clone()), expected, "{more}");
        }
    }
}
