//! From what an instance tells about itself to capability data. What it does not tell is assumed at Mastodon's defaults.

use super::{
    Dialect, Flags, Instance,
    dialect::{Counting, Polling, Quoting},
    wire::{self, Configuration, PollLimits},
};
use crate::{APART, Capabilities, Handlings, Takes, Visibility, WarningSupport};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, PollRule, TextRule, Unit, Whoever};
use serde_json::json;

/// The version of Mastodon's API that brought quotes.
const WITH_QUOTES: u32 = 7;

/// What an account can do on Mastodon as it comes, from the version that brought quotes.
pub fn usual(now: Moment) -> Capabilities {
    let (dialect, software) = (Dialect::Mastodon, "Mastodon".to_owned());
    let polls = PollLimits {
        max_options: Some(4),
        max_characters_per_option: Some(50),
        min_expiration: Some(300),
        max_expiration: Some(2_629_746),
    };
    let configuration = Some(Configuration { polls: Some(polls), ..Configuration::default() });
    let api_versions = Some(json!({ "mastodon": WITH_QUOTES }));
    capabilities(
        &Instance {
            dialect,
            software,
            told: wire::Instance { configuration, api_versions, ..wire::Instance::default() },
        },
        now,
    )
}

/// What an account on this instance can do.
pub fn capabilities(instance: &Instance, now: Moment) -> Capabilities {
    let flags = instance.dialect.flags();
    let configuration = instance.told.configuration.clone().unwrap_or_default();
    let create = Handling::usual(flags.class);
    // Whether a deleted post is gone is read by its id, whatever the server does about keys.
    let delete = Handling::usual(Class::A);
    Capabilities {
        text: text(instance, flags, &configuration),
        pictures: pictures(&configuration),
        needs_picture: flags.needs_picture,
        warning: WarningSupport::Line,
        visibilities: visibilities(flags),
        language: true,
        takes: takes(instance, flags, &configuration),
        handling: Handlings { create, reply: create, delete },
        software: instance.software.clone(),
        dialect: Some(instance.dialect.word().to_owned()),
        observed_at: now,
        apart: APART,
        paid: None,
        lacks: vec![],
    }
}

fn text(instance: &Instance, flags: Flags, configuration: &Configuration) -> TextRule {
    let told = configuration.statuses.clone().unwrap_or_default();
    let max = told.max_characters.or(instance.told.max_toot_chars).unwrap_or(TextRule::MASTODON.max);
    let per_link = told.characters_reserved_per_url.or(TextRule::MASTODON.url_weight).unwrap_or(23);
    let rule = TextRule::mastodon(max, per_link);
    match flags.counting {
        Counting::AsAdvertised => rule,
        Counting::WholeLinks => TextRule { url_weight: None, ..rule },
        Counting::CodePoints => {
            TextRule { unit: Unit::CodePoints, url_weight: None, mention_local_part_only: false, ..rule }
        }
    }
}

fn pictures(configuration: &Configuration) -> PictureRule {
    let usual = PictureRule::mastodon();
    let media = configuration.media_attachments.clone().unwrap_or_default();
    let most = configuration.statuses.as_ref().and_then(|told| told.max_media_attachments);
    let kinds: Vec<String> = media.supported_mime_types.into_iter().filter(|kind| usual.kinds.contains(kind)).collect();
    PictureRule {
        max_items: most.filter(|most| *most > 0).unwrap_or(usual.max_items),
        kinds: if kinds.is_empty() { usual.kinds } else { kinds },
        max_bytes: media.image_size_limit.filter(|most| *most > 0).unwrap_or(usual.max_bytes),
        max_pixels: media.image_matrix_limit.or(usual.max_pixels),
        max_alt: media.description_limit.or(usual.max_alt),
    }
}

fn visibilities(flags: Flags) -> Vec<Visibility> {
    let there = |level: &Visibility| match level {
        Visibility::Public | Visibility::Followers => true,
        Visibility::Unlisted => flags.quiet_public,
        Visibility::Mentioned => flags.private_mentions,
    };
    Visibility::ALL.into_iter().filter(there).collect()
}

/// What is taken beyond text and pictures: what the dialect knows, where the instance says that it has it.
fn takes(instance: &Instance, flags: Flags, configuration: &Configuration) -> Takes {
    let quotes = quotes(instance, flags.quotes);
    let under_policy = quotes && flags.quotes == Quoting::UnderPolicy;
    Takes {
        poll: poll(flags.polls, configuration),
        quotes,
        quotes_by: if under_policy { vec![Whoever::Followers, Whoever::Nobody] } else { vec![] },
        threads: true,
        focus: flags.focus,
        edits: flags.edits,
        ..Takes::default()
    }
}

fn quotes(instance: &Instance, quoting: Quoting) -> bool {
    match quoting {
        Quoting::No => false,
        Quoting::UnderPolicy => instance.told.api_version().is_some_and(|version| version >= WITH_QUOTES),
        Quoting::Freely => instance.told.has_feature("quote_posting"),
    }
}

/// An instance that tells no limits of polls has none, as far as anybody knows.
fn poll(polling: Polling, configuration: &Configuration) -> Option<PollRule> {
    let told = configuration.polls.as_ref().filter(|_| polling != Polling::No)?;
    let minutes = |seconds: u64| u32::try_from(seconds).unwrap_or(u32::MAX);
    Some(PollRule {
        max_answers: told.max_options.filter(|most| *most > 1)?,
        max_characters: told.max_characters_per_option?,
        min_minutes: minutes(told.min_expiration?.div_ceil(60)),
        max_minutes: minutes(told.max_expiration? / 60),
        several: true,
        hides_counts: polling == Polling::MayHideCounts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capabilities_of(dialect: Dialect, told: &str) -> Capabilities {
        let told: wire::Instance = serde_json::from_str(told).unwrap();
        let instance = Instance { dialect, software: "test 1".to_owned(), told };
        capabilities(&instance, "2026-11-20T15:00:00Z".parse().unwrap())
    }

    #[test]
    fn the_limits_are_those_the_instance_tells() {
        let told = r#"{"configuration":{"statuses":{"max_characters":11000,"max_media_attachments":6,"characters_reserved_per_url":30},
            "media_attachments":{"supported_mime_types":["image/png","video/mp4"],"image_size_limit":5000,"description_limit":420}}}"#;
        let found = capabilities_of(Dialect::Mastodon, told);
        assert_eq!((found.text.max, found.text.url_weight), (11_000, Some(30)));
        assert_eq!((found.pictures.max_items, found.pictures.max_bytes, found.pictures.max_alt), (6, 5000, Some(420)));
        assert_eq!(found.pictures.kinds, ["image/png"]);
        assert_eq!(found.handling.create.class, Class::B);
    }

    #[test]
    fn an_instance_that_tells_nothing_is_assumed_at_the_defaults_and_trusted_with_nothing() {
        let found = capabilities_of(Dialect::Snac, "{}");
        assert_eq!(found.text, TextRule::MASTODON);
        assert_eq!(found.handling.create.class, Class::C);
    }

    #[test]
    fn gotosocial_counts_code_points_and_whole_links_whatever_it_advertises() {
        let told = r#"{"configuration":{"statuses":{"max_characters":5000,"characters_reserved_per_url":25}}}"#;
        let found = capabilities_of(Dialect::GoToSocial, told);
        assert_eq!((found.text.unit, found.text.url_weight, found.text.max), (Unit::CodePoints, None, 5000));
    }

    const POLLS: &str =
        r#""polls":{"max_options":4,"max_characters_per_option":50,"min_expiration":300,"max_expiration":2629746}"#;

    #[test]
    fn polls_are_what_the_instance_tells_where_its_dialect_knows_them() {
        let told = format!(r#"{{"configuration":{{{POLLS}}}}}"#);
        let rule = capabilities_of(Dialect::Mastodon, &told).takes.poll.unwrap();
        assert_eq!((rule.max_answers, rule.max_characters, rule.min_minutes, rule.max_minutes), (4, 50, 5, 43_829));
        assert!(rule.hides_counts && !capabilities_of(Dialect::Pleroma, &told).takes.poll.unwrap().hides_counts);
        assert!(!capabilities_of(Dialect::Snac, &told).takes.poll.unwrap().hides_counts);
        for dialect in [Dialect::Pixelfed, Dialect::Other] {
            assert_eq!(capabilities_of(dialect, &told).takes.poll, None, "{dialect:?} has no polls, whatever it tells");
        }
        assert_eq!(capabilities_of(Dialect::Mastodon, "{}").takes.poll, None, "nothing is assumed");
    }

    #[test]
    fn quotes_are_taken_from_the_seventh_version_of_the_api_on_or_where_the_feature_is_named() {
        let version = |number: u32| format!(r#"{{"api_versions":{{"mastodon":{number}}}}}"#);
        let quotes = |dialect, told: &str| capabilities_of(dialect, told).takes.quotes;
        assert!(quotes(Dialect::Mastodon, &version(7)) && !quotes(Dialect::Mastodon, &version(6)));
        assert!(!quotes(Dialect::Mastodon, "{}") && !quotes(Dialect::GoToSocial, &version(7)));
        let featured = r#"{"pleroma":{"metadata":{"features":["polls","quote_posting"]}}}"#;
        assert!(quotes(Dialect::Pleroma, featured) && !quotes(Dialect::Pleroma, "{}"));
        let policy = |dialect, told: &str| capabilities_of(dialect, told).takes.quotes_by;
        assert_eq!(policy(Dialect::Mastodon, &version(7)), [Whoever::Followers, Whoever::Nobody]);
        assert!(policy(Dialect::Pleroma, featured).is_empty());
    }

    #[test]
    fn what_a_dialect_lacks_is_not_offered() {
        let takes = |dialect| capabilities_of(dialect, "{}").takes;
        assert!(takes(Dialect::GoToSocial).edits && takes(Dialect::GoToSocial).focus && !takes(Dialect::Other).edits);
        assert!(!takes(Dialect::Pleroma).focus);
        let pixelfed = capabilities_of(Dialect::Pixelfed, "{}").visibilities;
        assert_eq!(pixelfed, [Visibility::Public, Visibility::Unlisted, Visibility::Followers]);
    }
}
