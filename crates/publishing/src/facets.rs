//! The parts of a text that are more than words: links, people, hashtags, each with its place in UTF-8 bytes.
//!
//! One reading serves the counters, the previews and the networks that want the places told. Only what a person typed
//! with `http://` or `https://` is a link: a file name that happens to end like a domain must not lead anywhere.

use linkify::{LinkFinder, LinkKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use url::Url;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Its bytes, from the first to the one after the last.
    pub bytes: Range<usize>,
    /// What it is.
    pub kind: FacetKind,
}

/// What a part of a text is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum FacetKind {
    /// A link.
    Link {
        /// Where it leads, as it was typed.
        uri: String,
    },
    /// Somebody: `@name`, `@name@host`, `@name.domain`.
    Mention {
        /// The name, without the sign before it.
        name: String,
        /// The host, where one was typed after the name.
        host: Option<String>,
    },
    /// A hashtag.
    Hashtag {
        /// The tag, without the sign before it.
        tag: String,
    },
}

/// The links, mentions and hashtags of a text, in their order. None overlaps another.
pub fn facets(text: &str) -> Vec<Facet> {
    let mut found = links(text);
    let links: Vec<_> = found.iter().map(|link| link.bytes.clone()).collect();
    for (at, sign) in text.char_indices().filter(|(_, c)| matches!(c, '@' | '#' | '＃')) {
        let in_link = links[..links.partition_point(|link| link.start <= at)].last().is_some_and(|link| at < link.end);
        let facet = if sign == '@' { mention(text, at) } else { hashtag(text, at, sign) };
        found.extend(facet.filter(|_| !in_link));
    }
    found.sort_by_key(|facet| facet.bytes.start);
    found
}

/// Where the links of a text lead, in their order.
pub fn uris(text: &str) -> Vec<String> {
    facets(text)
        .into_iter()
        .filter_map(|facet| match facet.kind {
            FacetKind::Link { uri } => Some(uri),
            _ => None,
        })
        .collect()
}

fn links(text: &str) -> Vec<Facet> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    finder
        .links(text)
        .filter(|link| has_web_scheme(link.as_str()))
        .filter_map(|link| {
            let uri = until_prose(link.as_str());
            Url::parse(uri).ok().filter(Url::has_host)?;
            let kind = FacetKind::Link { uri: uri.to_owned() };
            Some(Facet { bytes: link.start()..link.start() + uri.len(), kind })
        })
        .collect()
}

/// Whether this starts with `http://` or `https://`, in whatever case.
pub(crate) fn has_web_scheme(link: &str) -> bool {
    let starts = |scheme: &str| link.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("http://") || starts("https://")
}

/// The link without the sentence that follows it: some scripts put no space between words, and theirs is the only
/// punctuation that a link never holds.
pub(crate) fn until_prose(link: &str) -> &str {
    let stop = |c: char| matches!(c, '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF1F}');
    let link = &link[..link.find(stop).unwrap_or(link.len())];
    let host = link.find("://").map_or(0, |at| at + 3);
    let host_end = link[host..].find(['/', '?', '#', ':']).map_or(link.len(), |at| host + at);
    let domain = link[host..host_end].rfind('.').map_or(host, |at| host + at + 1);
    let ascii = link[domain..host_end].find(|c: char| !c.is_ascii()).map_or(host_end, |at| domain + at);
    if ascii < host_end && twitter_text::tlds::is_valid_tld_case_insensitive(&link[domain..ascii]) {
        &link[..ascii]
    } else {
        link
    }
}

/// Somebody, by the grammar of Mastodon, which a Bluesky handle fits too.
fn mention(text: &str, at: usize) -> Option<Facet> {
    if text[..at].ends_with(|c: char| is_word(c) || matches!(c, '/' | '=')) {
        return None;
    }
    let rest = &text[at + 1..];
    let name = dotted(rest, |c| c.is_ascii_alphanumeric() || c == '_');
    let host = rest[name..].strip_prefix('@').map_or(0, |host| dotted(host, is_word));
    let length = if host > 0 { name + 1 + host } else { name };
    let goes_on = rest[length..].starts_with(|c: char| c == '@' || is_word(c)) || rest[length..].starts_with("://");
    if name == 0 || goes_on {
        return None;
    }
    let host = (host > 0).then(|| rest[name + 1..length].to_owned());
    let kind = FacetKind::Mention { name: rest[..name].to_owned(), host };
    Some(Facet { bytes: at..at + 1 + length, kind })
}

/// The length of words joined by single or repeated dots and hyphens; one at the end belongs to the sentence.
fn dotted(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    let end = text.find(|c| !(is_part(c) || c == '.' || c == '-')).unwrap_or(text.len());
    if text.starts_with(['.', '-']) { 0 } else { text[..end].trim_end_matches(['.', '-']).len() }
}

fn hashtag(text: &str, at: usize, sign: char) -> Option<Facet> {
    if text[..at].ends_with(|c: char| is_word(c) || matches!(c, '/' | '=' | ')' | '&' | '#' | '＃')) {
        return None;
    }
    let start = at + sign.len_utf8();
    let rest = &text[start..];
    let joins = |c: char| matches!(c, '\u{B7}' | '\u{30FB}' | '\u{200C}');
    let end = rest.find(|c: char| !(is_word(c) || joins(c))).unwrap_or(rest.len());
    let tag = rest[..end].trim_end_matches(joins);
    let tag = tag.strip_prefix(joins).map_or(tag, |_| "");
    let says_something = tag.chars().any(|c| is_word(c) && !c.is_numeric());
    let kind = FacetKind::Hashtag { tag: tag.to_owned() };
    says_something.then(|| Facet { bytes: at..start + tag.len(), kind })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The facets as text, each behind a letter for its kind.
    fn read(text: &str) -> Vec<String> {
        facets(text)
            .into_iter()
            .map(|facet| {
                let kind = match facet.kind {
                    FacetKind::Link { .. } => 'L',
                    FacetKind::Mention { .. } => 'M',
                    FacetKind::Hashtag { .. } => 'H',
                };
                format!("{kind} {}", &text[facet.bytes])
            })
            .collect()
    }

    #[test]
    fn links_people_and_hashtags_are_found_in_their_order() {
        let text = "Thanks @chair, @django@social.example and @pydata.bsky.example: https://a.example/x #Django";
        let expected =
            ["M @chair", "M @django@social.example", "M @pydata.bsky.example", "L https://a.example/x", "H #Django"];
        assert_eq!(read(text), expected);
    }

    #[test]
    fn places_are_bytes_however_wide_the_text_is() {
        let text = "👩‍👩‍👧‍👦 naïve 日本語 https://a.example/é #Straße";
        let found = facets(text);
        assert_eq!(found[0].bytes, 43..63);
        assert_eq!(&text[found[0].bytes.clone()], "https://a.example/é");
        assert_eq!(found[1].kind, FacetKind::Hashtag { tag: "Straße".into() });
        assert_eq!(&text[found[1].bytes.clone()], "#Straße");
    }

    #[test]
    fn a_sentence_does_not_belong_to_its_link() {
        for (text, link) in [
            ("See https://a.example/x.", "https://a.example/x"),
            ("(https://a.example/x)", "https://a.example/x"),
            ("https://a.example/wiki/A_(b)", "https://a.example/wiki/A_(b)"),
            ("HTTPS://A.example/x, and more", "HTTPS://A.example/x"),
            ("https://www.example.comを見て", "https://www.example.com"),
            ("「https://a.example/ニュース」です", "https://a.example/ニュース"),
            ("https://a.example/x。次", "https://a.example/x"),
            ("https://a.example/@somebody#top", "https://a.example/@somebody#top"),
        ] {
            assert_eq!(read(text), [format!("L {link}")], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_part_is_none() {
        for text in [
            "main.rs and django.example",
            "mail chair@django.example",
            "#1 of 2026",
            "a#b",
            "C#",
            "@",
            "#",
            "@@",
            "ftp://a.example/x",
            "javascript:alert(1)",
            "&#8212;",
            "@éclair",
            "5 @ 3",
            "https://",
            "##",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn hashtags_end_where_the_word_ends() {
        assert_eq!(
            read("#Python3.13, #日本語。 #زبان‌ها ＃全角 #a·b·"),
            ["H #Python3", "H #日本語", "H #زبان‌ها", "H ＃全角", "H #a·b"]
        );
    }

    proptest! {
        #[test]
        fn no_part_overlaps_another_and_each_can_be_cut_out(text in "[@#＃a-zé日.:/ \\-\u{301}]{0,40}|(https://[a-z]{1,3}\\.[a-z日]{1,4}[/@#]?){0,3}|.*") {
            let mut last = 0;
            for facet in facets(&text) {
                prop_assert!(facet.bytes.start >= last && facet.bytes.start < facet.bytes.end);
                prop_assert!(text.get(facet.bytes.clone()).is_some());
                last = facet.bytes.end;
            }
        }
    }
}
