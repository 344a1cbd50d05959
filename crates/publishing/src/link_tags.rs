//! What a post adds to its links by choice, so that a site can count from where its readers come: the three `utm_` values.
//! They are added where a text is rendered, so that the preview, the counting and the judge see what leaves.

use crate::{FacetKind, facets};
use basics::text::is_blank;
use serde::{Deserialize, Serialize};
use url::{Url, form_urlencoded::Serializer};

/// The longest value, in characters.
pub const LONGEST: usize = 100;

/// The values that every link of a post carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkTags {
    /// From where readers come: `utm_source`.
    pub source: String,
    /// By what: `utm_medium`.
    pub medium: String,
    /// For what: `utm_campaign`.
    pub campaign: String,
}

/// A value that cannot stand in a link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write from 1 to {LONGEST} characters: it stands in every link, and everybody can read it there")]
pub struct NoTag;

impl LinkTags {
    /// A value as it was typed.
    pub fn value(typed: &str) -> Result<String, NoTag> {
        let value = typed.trim();
        let long = value.chars().count() > LONGEST;
        if is_blank(value) || long || value.chars().any(char::is_control) { Err(NoTag) } else { Ok(value.to_owned()) }
    }

    /// The text with these values at each of its `http` and `https` links. A value that a link has already stays.
    pub fn on(&self, text: &str) -> String {
        let mut tagged = String::with_capacity(text.len());
        let mut from = 0;
        for facet in facets(text) {
            if let FacetKind::Link { uri } = &facet.kind {
                tagged.push_str(&text[from..facet.bytes.start]);
                tagged.push_str(&self.with(uri));
                from = facet.bytes.end;
            }
        }
        tagged.push_str(&text[from..]);
        tagged
    }

    fn with(&self, link: &str) -> String {
        let Ok(url) = Url::parse(link) else { return link.to_owned() };
        let missing: Vec<(&str, &str)> =
            [("utm_source", &self.source), ("utm_medium", &self.medium), ("utm_campaign", &self.campaign)]
                .into_iter()
                .filter(|(name, _)| url.query_pairs().all(|(there, _)| there != *name))
                .map(|(name, value)| (name, value.as_str()))
                .collect();
        if missing.is_empty() {
            return link.to_owned();
        }
        let added = Serializer::new(String::new()).extend_pairs(missing).finish();
        let (address, place) = match link.split_once('#') {
            Some((address, place)) => (address, format!("#{place}")),
            None => (link, String::new()),
        };
        let bare = address.split_once("://").is_some_and(|(_, rest)| !rest.contains(['/', '?']));
        let between = match (address.contains('?'), address.ends_with(['?', '&']), bare) {
            (true, true, _) => "",
            (true, false, _) => "&",
            (false, _, true) => "/?",
            (false, _, false) => "?",
        };
        format!("{address}{between}{added}{place}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tags() -> LinkTags {
        LinkTags { source: "fediverse".into(), medium: "social".into(), campaign: "6.1 & more".into() }
    }

    #[test]
    fn every_link_of_a_text_carries_the_values_and_nothing_else_changes() {
        let all = "utm_source=fediverse&utm_medium=social&utm_campaign=6.1+%26+more";
        for (link, tagged) in [
            ("https://docs.example/a", format!("https://docs.example/a?{all}")),
            ("http://docs.example", format!("http://docs.example/?{all}")),
            ("https://docs.example/a?b=1", format!("https://docs.example/a?b=1&{all}")),
            // A question mark that ends a sentence is none of the link.
            ("https://docs.example/a?", format!("https://docs.example/a?{all}?")),
            ("https://docs.example/a#place", format!("https://docs.example/a?{all}#place")),
            (
                "https://docs.example/?utm_source=own",
                "https://docs.example/?utm_source=own&utm_medium=social&utm_campaign=6.1+%26+more".to_owned(),
            ),
        ] {
            assert_eq!(tags().on(&format!("Read {link}, docs.example @a")), format!("Read {tagged}, docs.example @a"));
            let once = tags().on(link);
            assert_eq!(tags().on(&once), once, "tagging twice is tagging once");
        }
        assert_eq!(
            tags().on("mailto:a@docs.example ftp://docs.example/a"),
            "mailto:a@docs.example ftp://docs.example/a"
        );
    }

    #[test]
    fn a_value_is_something_short_that_can_be_read() {
        assert_eq!(LinkTags::value(" social "), Ok("social".to_owned()));
        for wrong in ["", "  ", "a\nb", &"x".repeat(LONGEST + 1)] {
            assert_eq!(LinkTags::value(wrong), Err(NoTag), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn a_text_without_links_stays_as_it_is_and_none_breaks_it(text: String) {
            let tagged = tags().on(&text);
            let has_link = facets(&text).iter().any(|facet| matches!(facet.kind, FacetKind::Link { .. }));
            prop_assert!(has_link || tagged == text);
        }
    }
}
