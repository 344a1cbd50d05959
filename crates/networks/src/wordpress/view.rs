//! A post as the blog shows it, in the words of this program, and how it differs from what left.

use super::{body, wire};
use crate::{Carries, Rendered, Seen, Visibility, differing::same_words, page};
use delivery::Remote;

/// Where a post is.
pub fn remote(post: &wire::Post) -> Remote {
    Remote { id: post.id.to_string(), url: page::of(&post.link) }
}

/// A post of ours. Its text is its title and the HTML of the article, which is all that the blog keeps.
pub fn seen(post: &wire::Post) -> Seen {
    let article = body::read(&post.content.raw);
    Seen {
        remote: remote(post),
        author: post.author.to_string(),
        text: together(&body::unescaped(&post.title.raw), &article.text),
        warning: None,
        language: article.language,
        visibility: Some(Visibility::Public),
        pictures: article.pictures,
        reply_to: None,
        made_at: post.date_gmt.as_deref().and_then(|at| format!("{at}Z").parse().ok()),
        carries: Carries::default(),
    }
}

fn together(title: &str, html: &str) -> String {
    format!("{title}\n\n{html}")
}

/// What differs. White space is compared word by word: blogs trim and wrap.
pub fn differences(rendered: &Rendered, seen: &Seen) -> Vec<String> {
    let text = together(rendered.headline.as_deref().unwrap_or_default(), &body::html(&rendered.text));
    let same = [
        ("the title or the text", same_words(&text, &seen.text)),
        ("the language", seen.language.as_deref() == Some(rendered.language.as_str())),
        (
            "the pictures and their descriptions",
            rendered.pictures.iter().map(|left| left.alt.as_str()).eq(seen.pictures.iter().map(String::as_str)),
        ),
    ];
    same.iter().filter(|(_, same)| !same).map(|(what, _)| format!("{what}: not what left")).collect()
}
