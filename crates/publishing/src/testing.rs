//! Drafts and pictures to write tests with.

use crate::{Alt, Content, Draft, Language, Picture};
use basics::{ChannelId, Digest, MediaId, Moment};

pub(crate) fn now() -> Moment {
    "2026-11-20T12:00:00Z".parse().unwrap()
}
pub(crate) fn channel() -> ChannelId {
    ChannelId::mint(now())
}
pub(crate) fn english() -> Language {
    "en".parse().unwrap()
}
pub(crate) fn content(text: &str) -> Content {
    Content::of(text, english())
}
pub(crate) fn draft(text: &str) -> Draft {
    let mut draft = Draft::new(english());
    text.clone_into(&mut draft.everywhere.text);
    draft
}
pub(crate) fn picture() -> Picture {
    Picture {
        media: MediaId::mint(now()),
        digest: Digest::of(b"a picture"),
        mime: "image/png".to_owned(),
        width: 1200,
        height: 630,
        bytes: 90_000,
        alt: Alt::Described("A laptop on a table.".to_owned()),
        focus: None,
        cut: None,
    }
}
