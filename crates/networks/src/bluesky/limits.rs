//! What an account of the AT Protocol can do. The lexicon fixes the numbers, so that nothing has to be asked for.

use crate::{APART, Capabilities, Handlings, Takes, Visibility, WarningSupport};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, TextRule, Whoever};

/// Up to four leave as before, more as a gallery. The lexicon has room for more than clients are asked to use.
const MOST_PICTURES: u32 = 10;

/// What any account can do.
pub fn capabilities(now: Moment) -> Capabilities {
    let handling = Handling::usual(Class::A);
    Capabilities {
        text: TextRule::BLUESKY,
        pictures: PictureRule { max_items: MOST_PICTURES, ..PictureRule::bluesky() },
        needs_picture: false,
        warning: WarningSupport::BeforeText,
        visibilities: vec![Visibility::Public],
        language: true,
        takes: Takes {
            quotes: true,
            answers_by: vec![Whoever::Followers, Whoever::Followed, Whoever::Mentioned, Whoever::Nobody],
            quotes_by: vec![Whoever::Nobody],
            threads: true,
            ..Takes::default()
        },
        handling: Handlings { create: handling, reply: handling, delete: handling },
        software: "AT Protocol".to_owned(),
        dialect: None,
        observed_at: now,
        apart: APART,
        paid: None,
        lacks: vec![],
    }
}
