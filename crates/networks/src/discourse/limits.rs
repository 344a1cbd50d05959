//! From what a forum tells about itself to capability data. What it does not tell is assumed at Discourse's defaults.

use super::wire;
use crate::{APART, Capabilities, Handlings, HeadlineRule, Takes, Visibility, WarningSupport};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, TextRule, Unit};

/// The fewest characters of a text, unless a forum allows fewer; it does not tell.
pub const FEWEST: usize = 20;
const LONGEST: u32 = 32_000;
const TITLE: (u32, u32) = (15, 255);
/// In KiB.
const PICTURE: u64 = 4096;

/// What an account can do in a category of this forum.
pub fn capabilities(told: &wire::Settings, now: Moment) -> Capabilities {
    Capabilities {
        text: TextRule::plain(Unit::CodePoints, told.max_post_length.unwrap_or(LONGEST)),
        pictures: PictureRule {
            max_items: 10,
            kinds: ["image/jpeg", "image/png", "image/gif", "image/webp"].map(str::to_owned).to_vec(),
            max_bytes: told.max_image_size_kb.unwrap_or(PICTURE).saturating_mul(1024),
            max_pixels: None,
            max_alt: None,
        },
        needs_picture: false,
        warning: WarningSupport::BeforeText,
        visibilities: vec![Visibility::Public],
        language: false,
        takes: Takes {
            headline: Some(HeadlineRule {
                min: told.min_topic_title_length.unwrap_or(TITLE.0),
                max: told.max_topic_title_length.unwrap_or(TITLE.1),
                needed: true,
            }),
            threads: true,
            ..Takes::default()
        },
        handling: Handlings {
            // A topic carries a key of ours, which a forum takes once; a reply does not.
            create: Handling::usual(Class::A),
            reply: Handling::usual(Class::C),
            // Whether a removed post is gone is read by its id.
            delete: Handling::usual(Class::A),
        },
        software: "Discourse".to_owned(),
        dialect: None,
        observed_at: now,
        apart: APART,
        paid: None,
        lacks: vec![],
    }
}
