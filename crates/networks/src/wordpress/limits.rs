//! What an account of a blog can do. WordPress tells no limits; those of length are ours, far above any article.

use crate::{APART, Capabilities, Handlings, HeadlineRule, Takes, Visibility, WarningSupport};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, TextRule, Unit};

/// The longest article, in characters.
const LONGEST_TEXT: u32 = 50_000;
/// The longest title, in characters.
const LONGEST_TITLE: u32 = 200;
/// The most pictures in an article, and the largest, in bytes.
const PICTURES: (u32, u64) = (20, 10 * 1024 * 1024);

/// What an account that may publish can do.
pub fn capabilities(now: Moment) -> Capabilities {
    let create = Handling::usual(Class::D);
    // Whether a deleted post is gone is read by its id.
    let delete = Handling::usual(Class::A);
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
        handling: Handlings { create, reply: create, delete },
        software: "WordPress".to_owned(),
        dialect: None,
        observed_at: now,
        apart: APART,
        paid: None,
        lacks: vec![],
    }
}
