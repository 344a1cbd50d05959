//! What differs between what left and what is there, where the network changes nothing but white space.

use crate::{Rendered, Seen};

/// What differs. White space is compared word by word: servers trim and wrap.
pub fn differences(rendered: &Rendered, seen: &Seen) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, same: bool| {
        if !same {
            found.push(format!("{what} is not what left"));
        }
    };
    compare("the text", same_words(&rendered.text, &seen.text));
    compare(
        "the content warning",
        same_words(rendered.warning.as_deref().unwrap_or(""), seen.warning.as_deref().unwrap_or("")),
    );
    compare("the number of pictures", rendered.pictures.len() == seen.pictures.len());
    let descriptions = rendered.pictures.iter().zip(&seen.pictures);
    compare("the description of a picture", descriptions.clone().all(|(left, there)| same_words(&left.alt, there)));
    compare("who can see it", seen.visibility.is_none_or(|there| there == rendered.visibility));
    let parent = rendered.parent.as_ref().map(|parent| parent.remote.id.as_str());
    compare("what it answers", parent == seen.reply_to.as_deref());
    found
}

/// Whether two texts have the same words in the same order.
pub fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}
