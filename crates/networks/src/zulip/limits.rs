//! From what a server tells about itself to capability data. What it does not tell is assumed at Zulip's defaults.

use super::wire;
use crate::{APART, Capabilities, Handlings, HeadlineRule, Takes, Visibility, WarningSupport};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, TextRule, Unit};

/// Zulip's own limit of a message and of a topic, in code points.
const MESSAGE: u32 = 10_000;
const TOPIC: u32 = 60;
/// What Zulip takes as a file unless its administrators say otherwise, in MiB.
const FILE: u64 = 25;

/// What a bot can do in a channel there.
pub fn capabilities(told: &wire::Limits, now: Moment) -> Capabilities {
    let create = Handling::usual(Class::C);
    Capabilities {
        text: TextRule::plain(Unit::CodePoints, told.max_message_length.unwrap_or(MESSAGE)),
        pictures: PictureRule {
            max_items: 10,
            kinds: ["image/jpeg", "image/png", "image/gif", "image/webp"].map(str::to_owned).to_vec(),
            max_bytes: told.max_file_upload_size_mib.unwrap_or(FILE).saturating_mul(1024 * 1024),
            max_pixels: None,
            max_alt: None,
        },
        needs_picture: false,
        warning: WarningSupport::BeforeText,
        visibilities: vec![Visibility::Public],
        language: false,
        takes: Takes {
            headline: Some(HeadlineRule { min: 1, max: told.max_topic_length.unwrap_or(TOPIC), needed: true }),
            threads: true,
            ..Takes::default()
        },
        // Whether a removed message is gone is read by its id.
        handling: Handlings { create, reply: create, delete: Handling::usual(Class::A) },
        software: format!("Zulip {}", told.zulip_version).trim_end().to_owned(),
        dialect: None,
        observed_at: now,
        apart: APART,
        paid: None,
        lacks: vec![],
    }
}
