//! A post as a forum shows it, in the words of this program, and where it is.

use super::wire;
use crate::{Account, Carries, Parent, Rendered, Seen, ThreadRoot, differing, markdown, place::Place};
use delivery::Remote;

/// Where pictures lie, as a text names them.
pub const UPLOADS: &str = "upload://";

/// Where a post is.
pub fn remote(account: &Account, post: &wire::Post) -> Remote {
    let (topic, number) = (post.topic_id.to_string(), post.number.to_string());
    let slug = if post.topic_slug.is_empty() { "-" } else { post.topic_slug.as_str() };
    let url = account.base.at(["t", slug, topic.as_str(), number.as_str()]);
    Remote { id: post.id.to_string(), url: Some(url.as_str().to_owned()) }
}

/// A post. The title of a topic is the first line of what it says: it is part of what was approved. `answers` is the id
/// of the post before it.
pub fn seen(account: &Account, place: &Place, post: &wire::Post, title: Option<&str>, answers: Option<String>) -> Seen {
    let (text, pictures) = markdown::taken_apart(post.raw.as_deref().unwrap_or_default(), "", UPLOADS);
    Seen {
        remote: remote(account, post),
        author: place.author(post.user_id),
        text: under(title, &text),
        warning: None,
        language: None,
        visibility: None,
        pictures,
        reply_to: answers,
        made_at: post.created_at.as_deref().and_then(|time| time.parse().ok()),
        carries: Carries::default(),
    }
}

/// A post that can be answered: in its topic, at its place there.
pub fn parent(account: &Account, place: &Place, post: wire::Post) -> Parent {
    Parent {
        remote: remote(account, &post),
        author: if post.user_id == place.user { String::new() } else { format!("@{}", post.username) },
        text: post.raw.unwrap_or_default(),
        version: None,
        root: Some(ThreadRoot { id: post.topic_id.to_string(), version: post.number.to_string() }),
    }
}

/// Whether a reply says what left.
pub fn is_it(rendered: &Rendered, post: &wire::Post) -> bool {
    let (text, pictures) = markdown::taken_apart(post.raw.as_deref().unwrap_or_default(), "", UPLOADS);
    let descriptions = rendered.pictures.iter().map(|picture| picture.alt.as_str());
    differing::same_words(&text, &rendered.text)
        && pictures.len() == rendered.pictures.len()
        && descriptions.zip(&pictures).all(|(left, there)| differing::same_words(left, there))
}

/// Whether it was removed, although somebody like us may see it still.
pub fn is_removed(post: &wire::Post) -> bool {
    post.deleted_at.is_some() || post.user_deleted
}

/// What differs. A forum tidies titles: it begins them with a capital and takes doubled or closing signs out.
pub fn differences(rendered: &Rendered, seen: &Seen) -> Vec<String> {
    let Some(headline) = &rendered.headline else { return differing::differences(rendered, seen) };
    let (title, text) = seen.text.split_once("\n\n").unwrap_or((&seen.text, ""));
    let title_differs = (tidied(title) != tidied(headline)).then(|| "the title is not what left".to_owned());
    let below = differing::differences(rendered, &Seen { text: text.to_owned(), ..seen.clone() });
    title_differs.into_iter().chain(below).collect()
}

fn tidied(title: &str) -> String {
    let letters = title.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect::<String>();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn under(title: Option<&str>, text: &str) -> String {
    title.map_or_else(|| text.to_owned(), |title| format!("{title}\n\n{text}"))
}
