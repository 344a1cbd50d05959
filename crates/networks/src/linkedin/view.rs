//! A post as LinkedIn shows it, in the words of this program, and how it differs from what left.

use super::{little, wire};
use crate::{Account, Carries, Rendered, Seen, Visibility};
use basics::Moment;
use delivery::Remote;

/// Where a post is.
pub fn remote(urn: &str) -> Remote {
    Remote { id: urn.to_owned(), url: Some(format!("https://www.linkedin.com/feed/update/{urn}/")) }
}

/// A post of ours.
pub fn seen(post: &wire::Post) -> Seen {
    Seen {
        remote: remote(&post.id),
        author: post.author.clone(),
        text: little::read(&post.commentary),
        warning: None,
        language: None,
        visibility: Some(Visibility::Public),
        pictures: pictures(post),
        reply_to: None,
        made_at: post.created_at.map(|millis| Moment::from_micros(millis.saturating_mul(1000))),
        carries: Carries::default(),
    }
}

fn pictures(post: &wire::Post) -> Vec<String> {
    let several = post.content.several.iter().flat_map(|several| &several.images);
    post.content.media.iter().chain(several).map(|media| media.alt.clone()).collect()
}

/// Whether a post is the one that left.
pub fn is_it(account: &Account, rendered: &Rendered, post: &wire::Post) -> bool {
    post.author == account.identity.id && differences(rendered, &seen(post)).is_empty()
}

/// What differs. White space is compared word by word: LinkedIn trims.
pub fn differences(rendered: &Rendered, seen: &Seen) -> Vec<String> {
    let same = [
        ("the text", rendered.text.split_whitespace().eq(seen.text.split_whitespace())),
        (
            "the pictures and their descriptions",
            rendered.pictures.iter().map(|left| left.alt.as_str()).eq(seen.pictures.iter().map(String::as_str)),
        ),
    ];
    same.iter().filter(|(_, same)| !same).map(|(what, _)| format!("{what}: not what left")).collect()
}
