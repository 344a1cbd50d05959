//! What can be put on a static site. The limits are ours: a repository has none worth naming.

use crate::{APART, Capabilities, Handlings, HeadlineRule, Takes, Visibility, WarningSupport};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, TextRule, Unit};

/// The longest text, in characters.
const LONGEST_TEXT: u32 = 50_000;
/// The longest title, in characters.
const LONGEST_TITLE: u32 = 200;
/// The most pictures in a post, and the largest, in bytes.
const PICTURES: (u32, u64) = (10, 5 * 1024 * 1024);

/// What any repository can take.
pub fn capabilities(now: Moment) -> Capabilities {
    let handling = Handling::usual(Class::A);
    let kinds = ["image/jpeg", "image/png", "image/gif", "image/webp"];
    Capabilities {
        text: TextRule::plain(Unit::Graphemes, LONGEST_TEXT),
        pictures: PictureRule {
            max_items: PICTURES.0,
            kinds: kinds.map(str::to_owned).into(),
            max_bytes: PICTURES.1,
            max_pixels: None,
            max_alt: Some(2000),
        },
        needs_picture: false,
        warning: WarningSupport::BeforeText,
        visibilities: vec![Visibility::Public],
        language: true,
        takes: Takes { headline: Some(HeadlineRule { min: 1, max: LONGEST_TITLE, needed: true }), ..Takes::default() },
        handling: Handlings { create: handling, reply: handling, delete: handling },
        software: "Git".to_owned(),
        dialect: None,
        observed_at: now,
        apart: APART,
        paid: None,
        lacks: vec![],
    }
}
