//! A post as it stands in the repository, in the words of this program, and how it differs from what left.

use super::{file, place::Place};
use crate::{Account, Carries, Rendered, Seen, Visibility};

/// A post of ours. Its text is its title and its Markdown.
pub fn seen(account: &Account, place: &Place, bytes: &[u8]) -> Seen {
    let read = file::read(&String::from_utf8_lossy(bytes));
    Seen {
        remote: place.remote(),
        author: account.identity.id.clone(),
        text: together(&read.title, &read.text),
        warning: None,
        language: read.language,
        visibility: Some(Visibility::Public),
        pictures: read.pictures,
        reply_to: None,
        made_at: None,
        carries: Carries::default(),
    }
}

fn together(title: &str, text: &str) -> String {
    format!("{title}\n\n{}", text.trim())
}

/// What differs. A repository changes nothing by itself.
pub fn differences(rendered: &Rendered, seen: &Seen) -> Vec<String> {
    let on_one_line = |alt: &str| alt.split_whitespace().collect::<Vec<_>>().join(" ");
    let same = [
        (
            "the title or the text",
            together(rendered.headline.as_deref().unwrap_or_default(), &rendered.text) == seen.text,
        ),
        ("the language", seen.language.as_deref() == Some(rendered.language.as_str())),
        (
            "the pictures and their descriptions",
            rendered.pictures.iter().map(|left| on_one_line(&left.alt)).eq(seen.pictures.iter().cloned()),
        ),
    ];
    same.iter().filter(|(_, same)| !same).map(|(what, _)| format!("{what}: not what left")).collect()
}
