//! What the page of an organisation can do. LinkedIn tells no limits; its documents do.

use crate::{APART, Capabilities, Handlings, Takes, Visibility, WarningSupport};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, TextRule};

/// The largest picture that leaves, in bytes. LinkedIn limits pixels only.
const LARGEST: u64 = 10 * 1024 * 1024;

/// What any page can do.
pub fn capabilities(now: Moment) -> Capabilities {
    let create = Handling::usual(Class::C);
    // Whether a deleted post is gone is read by its id.
    let delete = Handling::usual(Class::A);
    Capabilities {
        text: TextRule::LINKEDIN,
        pictures: PictureRule { max_bytes: LARGEST, ..PictureRule::linkedin() },
        needs_picture: false,
        warning: WarningSupport::BeforeText,
        visibilities: vec![Visibility::Public],
        language: false,
        takes: Takes::default(),
        handling: Handlings { create, reply: create, delete },
        software: "LinkedIn".to_owned(),
        dialect: None,
        observed_at: now,
        apart: APART,
        paid: None,
        lacks: vec![],
    }
}
