//! What can be sent to a list: a subject and plain text. The limits are ours, far above any announcement.

use crate::{APART, Capabilities, Handlings, HeadlineRule, Takes, Visibility, WarningSupport};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, TextRule, Unit};

/// The longest letter, in characters.
const LONGEST_TEXT: u32 = 100_000;
/// The longest subject, in characters.
const LONGEST_SUBJECT: u32 = 200;

/// What any list can be sent. Nothing can be read back, and nothing taken back.
pub fn capabilities(now: Moment) -> Capabilities {
    let handling = Handling::usual(Class::E);
    Capabilities {
        text: TextRule::plain(Unit::Graphemes, LONGEST_TEXT),
        pictures: PictureRule { max_items: 0, kinds: vec![], max_bytes: 0, max_pixels: None, max_alt: None },
        needs_picture: false,
        warning: WarningSupport::BeforeText,
        visibilities: vec![Visibility::Public],
        language: true,
        takes: Takes {
            headline: Some(HeadlineRule { min: 1, max: LONGEST_SUBJECT, needed: true }),
            ..Takes::default()
        },
        // A letter cannot be taken back; a person may ask whoever keeps the archive of the list.
        handling: Handlings { create: handling, reply: handling, delete: Handling::usual(Class::Assisted) },
        software: "Mail".to_owned(),
        dialect: None,
        observed_at: now,
        apart: APART,
        paid: None,
        lacks: vec![],
    }
}
