//! What an account of the AT Protocol can do. The lexicon fixes the numbers, so that nothing has to be asked for.

use crate::{Capabilities, Handlings, Takes, Visibility, WarningSupport};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, TextRule};

/// What any account can do.
pub fn capabilities(now: Moment) -> Capabilities {
    let handling = Handling::usual(Class::A);
    Capabilities {
        text: TextRule::BLUESKY,
        pictures: PictureRule::bluesky(),
        needs_picture: false,
        warning: WarningSupport::BeforeText,
        visibilities: vec![Visibility::Public],
        language: true,
        takes: Takes { threads: true, ..Takes::default() },
        handling: Handlings { create: handling, reply: handling, delete: handling },
        software: "AT Protocol".to_owned(),
        dialect: None,
        observed_at: now,
    }
}
