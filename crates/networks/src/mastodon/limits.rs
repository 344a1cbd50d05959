//! From what an instance tells about itself to capability data. What it does not tell is assumed at Mastodon's defaults.

use super::{Flags, Instance, dialect::Counting, wire::Configuration};
use crate::{Capabilities, Handlings, Takes, Visibility, WarningSupport};
use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, TextRule, Unit};

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
        visibilities: visibilities(flags.quiet_public),
        language: true,
        takes: Takes { threads: true, ..Takes::default() },
        handling: Handlings { create, reply: create, delete },
        software: instance.software.clone(),
        dialect: Some(instance.dialect.word().to_owned()),
        observed_at: now,
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

fn visibilities(quiet_public: bool) -> Vec<Visibility> {
    let all = [Visibility::Public, Visibility::Unlisted, Visibility::Followers, Visibility::Mentioned];
    all.into_iter().filter(|level| quiet_public || *level != Visibility::Unlisted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mastodon::{Dialect, wire};

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
}
