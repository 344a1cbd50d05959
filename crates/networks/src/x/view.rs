//! A post as X shows it, in the words of this program, and how it differs from what left.

use super::wire;
use crate::{Account, Carries, Parent, Rendered, Seen, SeenQuote, Visibility, differing};
use basics::Moment;
use delivery::Remote;
use publishing::Whoever;

/// Where a post is.
pub fn remote(account: &Account, id: &str) -> Remote {
    let who = account.identity.handle.trim_start_matches('@');
    let who = if who.is_empty() { "i" } else { who };
    Remote { id: id.to_owned(), url: Some(format!("https://x.com/{who}/status/{id}")) }
}

/// A post that can be answered or quoted.
pub fn parent(post: &wire::Post) -> Parent {
    let remote = Remote { id: post.id.clone(), url: Some(format!("https://x.com/i/status/{}", post.id)) };
    Parent { remote, author: post.author_id.clone(), text: typed(post), version: None, root: None }
}

/// A post of ours.
pub fn seen(account: &Account, post: &wire::Post, includes: &wire::Includes) -> Seen {
    let named =
        |kind: &str| post.referenced_tweets.iter().find(|named| named.kind == kind).map(|named| named.id.clone());
    let answers_by = match post.reply_settings.as_str() {
        "everyone" => Some(Whoever::Everybody),
        "following" => Some(Whoever::Followed),
        "mentionedUsers" => Some(Whoever::Mentioned),
        _ => None,
    };
    Seen {
        remote: remote(account, &post.id),
        author: post.author_id.clone(),
        text: typed(post),
        warning: None,
        language: None,
        visibility: Some(Visibility::Public),
        pictures: pictures(post, includes),
        reply_to: named("replied_to"),
        made_at: post.created_at.as_deref().and_then(|at| at.parse::<jiff::Timestamp>().ok()).map(Moment::new),
        carries: Carries {
            poll: poll(post, includes),
            quoted: named("quoted").map_or(SeenQuote::Nothing, SeenQuote::Post),
            answers_by,
            quotes_by: None,
        },
    }
}

/// The text as it was typed: short links made long again, those that stand for pictures and a quoted post left out, and
/// the three escaped characters as themselves.
fn typed(post: &wire::Post) -> String {
    let quotes = post.referenced_tweets.iter().filter(|named| named.kind == "quoted");
    let quoted: Vec<String> = quotes.map(|named| format!("/status/{}", named.id)).collect();
    let mut text = post.text.clone();
    for link in &post.entities.urls {
        let added = link.media_key.is_some() || quoted.iter().any(|quoted| link.expanded_url.ends_with(quoted));
        text = text.replacen(&link.url, if added { "" } else { &link.expanded_url }, 1);
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").trim_end().to_owned()
}

fn pictures(post: &wire::Post, includes: &wire::Includes) -> Vec<String> {
    let alt =
        |key: &String| includes.media.iter().find(|media| media.media_key == *key).map(|media| media.alt_text.clone());
    post.attachments.media_keys.iter().map(|key| alt(key).unwrap_or_default()).collect()
}

fn poll(post: &wire::Post, includes: &wire::Includes) -> Vec<String> {
    let ours = |poll: &&wire::Poll| post.attachments.poll_ids.contains(&poll.id);
    let mut choices: Vec<&wire::Choice> = includes.polls.iter().filter(ours).flat_map(|poll| &poll.options).collect();
    choices.sort_by_key(|choice| choice.position);
    choices.into_iter().map(|choice| choice.label.clone()).collect()
}

/// Whether a post is the one that left.
pub fn is_it(account: &Account, rendered: &Rendered, post: &wire::Post, includes: &wire::Includes) -> bool {
    post.author_id == account.identity.id && differences(rendered, &seen(account, post, includes)).is_empty()
}

/// What differs. A link that was typed without its scheme comes back with one.
pub fn differences(rendered: &Rendered, seen: &Seen) -> Vec<String> {
    let bare = |text: &str| text.split_whitespace().map(without_scheme).collect::<Vec<_>>().join(" ");
    let as_linked = |seen: &Seen| Seen { text: bare(&seen.text), ..seen.clone() };
    let left = Rendered { text: bare(&rendered.text), ..rendered.clone() };
    let mut found = differing::differences(&left, &as_linked(seen));
    let poll = rendered.poll.as_ref().map_or(&[][..], |poll| &poll.answers);
    if poll != seen.carries.poll {
        found.push("the poll is not what left".to_owned());
    }
    if !seen.carries.quoted.is_of(rendered.quoted.as_ref().map(|quoted| quoted.remote.id.as_str())) {
        found.push("the quoted post is not what left".to_owned());
    }
    // A gate that somebody closed later is their act; one that was opened is damage.
    let opened = rendered.gates.answers != Whoever::Everybody && seen.carries.answers_by == Some(Whoever::Everybody);
    if opened {
        found.push("everybody may answer, which is not what left".to_owned());
    }
    found
}

fn without_scheme(word: &str) -> &str {
    let word = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://")).unwrap_or(word);
    word.trim_end_matches('/')
}
