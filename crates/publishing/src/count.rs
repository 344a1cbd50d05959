//! How long a text is on a network: in its unit, with its discounts, against its limit.
//!
//! A network is data here. Its connector reads the numbers at run time and hands in a [`TextRule`].

mod rule;
mod x;

pub use rule::{TextRule, Unit};

use crate::{Content, FacetKind, facets};
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation as _;

/// How long a text is on a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Count {
    /// Its length.
    pub used: u32,
    /// How much fits.
    pub limit: u32,
    /// How much it is too long; 0 when it fits.
    pub over: u32,
    /// What is counted: the network's unit, or bytes where those alone are too many.
    pub unit: Unit,
}

impl Count {
    fn new(used: u32, limit: u32, unit: Unit) -> Self {
        Self { used, limit, over: used.saturating_sub(limit), unit }
    }
    /// Whether the text fits.
    pub fn fits(&self) -> bool {
        self.over == 0
    }
}

/// Whether a text has a link in it, with its scheme or without: what networks count that ask more money for one.
pub fn has_bare_link(text: &str) -> bool {
    x::has_link(text)
}

/// How long this content is where this rule holds.
pub fn count(rule: &TextRule, content: &Content) -> Count {
    let text = measured(rule, content);
    let count = Count::new(rule.unit.measure(&text), rule.max, rule.unit);
    let bytes = rule.also_max_bytes.map(|max| Count::new(Unit::Bytes.measure(&text), max, Unit::Bytes));
    match bytes {
        Some(bytes) if count.fits() && !bytes.fits() => bytes,
        _ => count,
    }
}

/// How much of the text fits, in bytes: all of it, or up to the last whole character before the limit.
pub fn fitting(rule: &TextRule, content: &Content) -> usize {
    let fits = |end: usize| count(rule, &Content { text: content.text[..end].to_owned(), ..content.clone() }).fits();
    if fits(content.text.len()) {
        return content.text.len();
    }
    let ends: Vec<usize> = content.text.grapheme_indices(true).map(|(at, _)| at).collect();
    let many = ends.partition_point(|end| fits(*end));
    many.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or(0)
}

/// The text that is measured: discounts taken, reserved characters escaped, the warning in front.
fn measured(rule: &TextRule, content: &Content) -> String {
    let mut text = match content.warning.as_deref() {
        Some(warning) if rule.cw_counts => warning.to_owned(),
        _ => String::new(),
    };
    text.push_str(&discounted(rule, &content.text));
    if rule.measured_after_escaping { escaped(&text) } else { text }
}

/// The text with every discounted part replaced by one that is as long as it counts.
fn discounted(rule: &TextRule, text: &str) -> String {
    if rule.url_weight.is_none() && !rule.mention_local_part_only {
        return text.to_owned();
    }
    let mut rest = 0;
    let mut counted = String::with_capacity(text.len());
    for facet in facets(text) {
        let replacement = match (&facet.kind, rule.url_weight) {
            (FacetKind::Link { .. }, Some(weight)) => "x".repeat(weight as usize),
            (FacetKind::Mention { name, host: Some(_) }, _) if rule.mention_local_part_only => format!("@{name}"),
            _ => continue,
        };
        counted.push_str(&text[rest..facet.bytes.start]);
        counted.push_str(&replacement);
        rest = facet.bytes.end;
    }
    counted.push_str(&text[rest..]);
    counted
}

/// The text with a backslash before each character that LinkedIn reserves.
pub fn escaped(text: &str) -> String {
    const RESERVED: &str = r"\|{}@[]()<>#*_~";
    text.chars().flat_map(|c| RESERVED.contains(c).then_some('\\').into_iter().chain([c])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::content;
    use proptest::prelude::*;

    fn used(rule: TextRule, text: &str) -> u32 {
        count(&rule, &content(text)).used
    }

    #[test]
    fn the_golden_vectors_hold_in_every_column() {
        let family = "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}";
        let flags = "\u{1F3F3}\u{FE0F}\u{200D}\u{1F308} \u{1F1EB}\u{1F1F7} \u{2615}";
        let release = "Django 6.1 is out https://www.djangoproject.com/weblog/2026/aug/05/django-61-released/";
        // text, graphemes, bytes, code points, UTF-16, X, Mastodon
        let vectors: [(&str, [u32; 6]); 10] = [
            ("Hello", [5, 5, 5, 5, 5, 5]),
            (release, [86, 86, 86, 86, 41, 41]),
            (family, [1, 25, 7, 11, 2, 1]),
            ("日本語", [3, 9, 3, 3, 6, 3]),
            ("caf\u{e9}", [4, 5, 4, 4, 4, 4]),
            ("cafe\u{301}", [4, 6, 5, 5, 4, 4]),
            ("@django@fosstodon.org hi", [24, 24, 24, 24, 24, 10]),
            (flags, [5, 27, 9, 13, 8, 5]),
            ("na\u{ef}ve\u{2014}\u{201C}quotes\u{201D} \u{2026}", [16, 25, 16, 16, 17, 16]),
            ("visit djangoproject.com now", [27, 27, 27, 27, 33, 27]),
        ];
        for (text, expected) in vectors {
            let units = [Unit::Graphemes, Unit::Bytes, Unit::CodePoints, Unit::Utf16, Unit::XWeighted];
            let mut counted: Vec<_> = units.map(|unit| used(TextRule::plain(unit, 500), text)).into();
            counted.push(used(TextRule::MASTODON, text));
            assert_eq!(counted, expected, "{text}");
        }
    }

    #[test]
    fn pc02_exactly_the_limit_fits_and_one_more_does_not() {
        let family = "👩‍👩‍👧‍👦";
        let combining = format!("e{}", "\u{301}".repeat(100));
        for (rule, one, each) in [
            (TextRule::MASTODON, "a", 1),
            (TextRule::MASTODON, family, 1),
            (TextRule::MASTODON, "🇫🇷", 1),
            (TextRule::MASTODON, combining.as_str(), 1),
            (TextRule::MASTODON, "日", 1),
            (TextRule::MASTODON, "ش", 1),
            (TextRule::mastodon(5000, 23), "語", 1),
            (TextRule::BLUESKY, "a", 1),
            (TextRule::BLUESKY, "日", 1),
            (TextRule::X, "a", 1),
            (TextRule::X, "日", 2),
            (TextRule::X, family, 2),
            (TextRule::X, "ش", 1),
            (TextRule::LINKEDIN, "a", 1),
            (TextRule::LINKEDIN, "#", 2),
            (TextRule::LINKEDIN, "𝒜", 2),
            (TextRule::plain(Unit::CodePoints, 5000), "e\u{301}", 2),
            (TextRule::plain(Unit::Bytes, 60), "ü", 2),
        ] {
            let full = one.repeat((rule.max / each) as usize);
            let exact = count(&rule, &content(&full));
            assert_eq!((exact.used, exact.over), (rule.max, 0), "{one:?} under {rule:?}");
            let more = count(&rule, &content(&format!("{full}{one}")));
            assert_eq!((more.used, more.over), (rule.max + each, each), "{one:?} under {rule:?}");
        }
    }

    #[test]
    fn pc02_bluesky_counts_bytes_too() {
        let family = "👩‍👩‍👧‍👦";
        let fits = count(&TextRule::BLUESKY, &content(&family.repeat(120)));
        assert_eq!((fits.used, fits.unit, fits.fits()), (120, Unit::Graphemes, true));
        let heavy = count(&TextRule::BLUESKY, &content(&family.repeat(121)));
        assert_eq!((heavy.used, heavy.limit, heavy.over, heavy.unit), (3025, 3000, 25, Unit::Bytes));
    }

    #[test]
    fn pc02_a_link_counts_the_same_however_long_it_is() {
        for link in ["https://a.example", "http://django.example/weblog/2026/a-very-long-title-indeed/?page=2#top"] {
            assert_eq!(used(TextRule::MASTODON, &format!("See {link}.")), 4 + 23 + 1, "{link}");
        }
        assert_eq!(used(TextRule::mastodon(500, 10), "See https://a.example."), 4 + 10 + 1);
        assert_eq!(used(TextRule::BLUESKY, "See https://a.example."), 22);
    }

    #[test]
    fn a_warning_counts_on_mastodon_at_its_full_length() {
        let warned = Content { warning: Some("https://a.example".into()), ..content("Hello") };
        assert_eq!(count(&TextRule::MASTODON, &warned).used, 17 + 5);
        assert_eq!(count(&TextRule::BLUESKY, &warned).used, 5);
    }

    #[test]
    fn what_linkedin_reserves_is_measured_escaped() {
        assert_eq!(escaped("Django (6.1) is #out"), r"Django \(6.1\) is \#out");
        assert_eq!(used(TextRule::LINKEDIN, r"\|{}@[]()<>#*_~"), 30);
    }

    #[test]
    fn a_place_nobody_knows_has_no_limit() {
        assert!(!TextRule::of_place("other").is_limited() && TextRule::of_place("x").is_limited());
        assert!(count(&TextRule::UNLIMITED, &content(&"long ".repeat(10_000))).fits());
    }

    proptest! {
        #[test]
        fn any_text_is_counted_without_a_fault(text: String) {
            for rule in [TextRule::MASTODON, TextRule::BLUESKY, TextRule::X, TextRule::LINKEDIN] {
                let count = count(&rule, &content(&text));
                prop_assert_eq!(count.over, count.used.saturating_sub(count.limit));
            }
        }
    }
}
