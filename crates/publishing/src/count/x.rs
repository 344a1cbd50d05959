//! The weights of X: what a character, an emoji and a link count there.
//!
//! The library that knows them reads a whole text in a time that grows with the cube of its length: 5,000 characters of
//! `a.a.a…` take it 13 s. So the links are found here, in one pass, and the library is asked about single emoji only; the
//! tests compare both on whole texts.

use crate::facets::{has_web_scheme, until_prose};
use linkify::{LinkFinder, LinkKind};
use std::ops::Range;
use twitter_text::{ParserBackend, parse_with_parser_backend, tlds::is_valid_tld_case_insensitive};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// What any link weighs.
const LINK: u32 = 23;
/// An emoji is made of fewer parts than this; what is longer is counted by its parts.
const LONGEST_EMOJI: usize = 32;

/// The weight of a text.
pub(super) fn x_weight(text: &str) -> u32 {
    let text: String = text.nfc().collect();
    let mut weight = 0;
    let mut rest = 0;
    for link in links(&text) {
        weight += of_words(&text[rest..link.start]) + LINK;
        rest = link.end;
    }
    weight + of_words(&text[rest..])
}

/// Whether X would make a link of anything in this text, which it asks more money for.
pub(super) fn has_link(text: &str) -> bool {
    !links(&text.nfc().collect::<String>()).is_empty()
}

/// What X makes a link of: an address with a top-level domain that exists, with a scheme or without.
fn links(text: &str) -> Vec<Range<usize>> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    finder
        .links(text)
        .filter_map(|link| {
            let uri = until_foreign(until_prose(link.as_str()));
            let linked = if has_web_scheme(uri) {
                !before(&text[..link.start()], "@＠$#＃")
            } else {
                !uri.contains("://") && host(uri).is_ascii() && !before(&text[..link.start()], "@＠$#＃-_./")
            };
            (linked && exists(uri)).then(|| link.start()..link.start() + uri.len())
        })
        .collect()
}

/// Whether a text ends so that no link can follow.
fn before(text: &str, signs: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_alphanumeric() || signs.contains(c))
}

/// The link as far as X reads its path: Latin and Cyrillic letters, and what is plain.
fn until_foreign(uri: &str) -> &str {
    let read =
        |c: char| c.is_ascii() || matches!(c, '\u{C0}'..='\u{24F}' | '\u{400}'..='\u{4FF}' | '\u{1E00}'..='\u{1EFF}');
    let path = uri.find("://").map_or(0, |at| at + 3) + host(uri).len();
    uri[path..].find(|c| !read(c)).map_or(uri, |at| &uri[..path + at])
}

fn host(uri: &str) -> &str {
    let host = uri.split("://").last().unwrap_or_default();
    host.split(['/', '?', '#', ':']).next().unwrap_or_default()
}

/// Whether the host ends in a top-level domain that exists.
fn exists(uri: &str) -> bool {
    host(uri).rsplit_once('.').is_some_and(|(_, domain)| is_valid_tld_case_insensitive(domain))
}

fn of_words(text: &str) -> u32 {
    text.graphemes(true).map(of_grapheme).fold(0, u32::saturating_add)
}

fn of_grapheme(grapheme: &str) -> u32 {
    let parts = grapheme.chars().count();
    let plain = grapheme.chars().map(of_char).fold(0, u32::saturating_add);
    if (2..=LONGEST_EMOJI).contains(&parts) && !grapheme.is_ascii() {
        let rules = twitter_text_config::config_v3();
        let weighed = parse_with_parser_backend(grapheme, rules, false, ParserBackend::External);
        u32::try_from(weighed.weighted_length).unwrap_or(plain)
    } else {
        plain
    }
}

/// The scripts of the West, and the punctuation they use most, weigh one.
fn of_char(c: char) -> u32 {
    match u32::from(c) {
        0..=0x10FF | 0x2000..=0x200D | 0x2010..=0x201F | 0x2032..=0x2037 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The whole text, weighed by the library.
    fn by_the_library(text: &str) -> u32 {
        let rules = twitter_text_config::config_v3();
        let weighed = parse_with_parser_backend(text, rules, true, ParserBackend::External);
        u32::try_from(weighed.weighted_length).unwrap()
    }

    #[test]
    fn pc02_texts_weigh_what_the_library_says() {
        for text in [
            "",
            "Hello",
            "‼️ 1️⃣ #️⃣ ☕ ☕️ ❤️ ❤",
            "日本語 한국어 हिन्दी ไทย العربية",
            "e\u{301}e\u{301}\u{302}",
            "“quotes” – — … ‰ ′",
            "https://www.djangoproject.com/weblog/2026/aug/05/django-61-released/?utm_source=x#top",
            "HTTPS://Example.COM/X and http://example.org.",
            "(see https://en.wikipedia.org/wiki/Python_(language))",
            "visit djangoproject.com now",
            "docs.djangoproject.com/en/6.1/",
            "www.python.org",
            "main.rs and README.md",
            "a.b.c",
            "1.2.3 and 10.0.0.1",
            "https://social.example/@chair",
            "mail chair@django.org",
            "@django.org",
            "#python.org",
            "https://localhost:8000/x",
            "https://example.com:8080/x",
            "https://example.comを見て",
            "python.orgを見て",
            "python.org,django.com;flask.io",
            "https://example.com/日本",
            "https://日本.jp/",
            "日本.jp",
            "example.com/a,b.c!",
            "example.co.uk",
            "t.co/abc",
            "https://example.com/?q=a&b=c. And",
            "-example.com",
            "exa_mple.com",
            "$example.com",
            "https://a.example.com)",
            "Django 6.1 is out: https://django.example/6.1/ #Django",
            "a..com",
            "example.com.",
            "example.com?",
        ] {
            assert_eq!(x_weight(text), by_the_library(text), "{text}");
        }
    }

    #[test]
    fn pc02_where_the_library_departs_from_the_published_rules_they_count() {
        for (text, weight) in [
            // Each emoji weighs two, also beside another one.
            ("👩‍👩‍👧‍👦🏳️‍🌈🇫🇷👍🏽", 8),
            // A name without a scheme is no link behind one of the signs that are part of names and paths.
            ("x/python.org", 12),
            ("ftp://example.com/x", 19),
        ] {
            assert_eq!(x_weight(text), weight, "{text}");
            assert_ne!(by_the_library(text), weight, "{text}: the library has learnt it");
        }
    }

    #[test]
    fn a_text_made_to_be_slow_is_weighed_at_once() {
        for bit in ["a.", "1.", "http://", "a-", "https://a.com/(", "ä.", "a.com/", "👩\u{200d}"] {
            // The library would take hours for it, and the test run ends a test after five minutes.
            assert!(x_weight(&bit.repeat(100_000 / bit.len())) > 0, "{bit}");
        }
    }

    proptest! {
        #[test]
        fn words_and_emoji_weigh_what_the_library_says(text in "([a-zé日,!]{0,9} |👩\u{200d}🚀 |🇫🇷 |👍🏽 |https://python\\.org/[a-z]{0,9} |django\\.com ){0,20}") {
            prop_assert_eq!(x_weight(&text), by_the_library(&text));
        }
    }
}
