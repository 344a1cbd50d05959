//! What an account on X can do, and what that costs. X tells no limits; its documents do.

use super::application::Scope;
use crate::{APART, Capabilities, Handlings, Paid, Takes, Visibility, WarningSupport};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, PollRule, TextRule, Whoever};

/// What X asks, in tenths of a US cent, with eleven reads of our own posts for each post: ten that stood there before it,
/// and itself.
pub const PRICES: Paid = Paid { plain: 15 + 11, with_link: 200 + 11, described: 5, removed: 10 };

/// Polls as X asks them.
const POLLS: PollRule = PollRule {
    max_answers: 4,
    max_characters: 25,
    min_minutes: 5,
    max_minutes: 10_080,
    several: false,
    hides_counts: false,
};

/// What any account can do that agreed to everything.
pub fn usual(now: Moment) -> Capabilities {
    capabilities(&[], now)
}

/// What an account can do that did not agree to these.
pub fn capabilities(lacking: &[Scope], now: Moment) -> Capabilities {
    let create = Handling::usual(Class::C);
    // Whether a deleted post is gone is read by its id.
    let delete = Handling::usual(Class::A);
    let lacks_pictures = lacking.contains(&Scope::Media);
    Capabilities {
        text: TextRule::X,
        pictures: pictures(lacks_pictures),
        needs_picture: false,
        warning: WarningSupport::BeforeText,
        visibilities: vec![Visibility::Public],
        language: false,
        takes: Takes {
            poll: Some(POLLS),
            quotes: true,
            answers_by: vec![Whoever::Followed, Whoever::Mentioned],
            ..Takes::default()
        },
        handling: Handlings { create, reply: create, delete },
        software: "X".to_owned(),
        dialect: None,
        observed_at: now,
        apart: APART,
        paid: Some(PRICES),
        lacks: lacking.iter().map(|scope| scope.lets().to_owned()).collect(),
    }
}

/// A moving picture needs an upload in pieces, which is not spoken here.
fn pictures(none: bool) -> PictureRule {
    let rule = PictureRule::x();
    let kinds = rule.kinds.iter().filter(|kind| *kind != "image/gif").cloned().collect();
    PictureRule { kinds, max_items: if none { 0 } else { rule.max_items }, ..rule }
}
