//! The places a person posts on by hand, and the page of each that opens with the text filled in.

use publishing::{FacetKind, facets};
use url::Url;

/// A place a person posts on by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// LinkedIn.
    LinkedIn,
    /// X.
    X,
    /// Threads.
    Threads,
    /// Reddit.
    Reddit,
    /// Facebook.
    Facebook,
    /// A place this program knows nothing about.
    Other,
}

impl Place {
    /// Every place with a name of its own, and the rest.
    pub const ALL: [Self; 6] = [Self::LinkedIn, Self::X, Self::Threads, Self::Reddit, Self::Facebook, Self::Other];

    /// The word that is stored, which also names its counting rule.
    pub fn word(self) -> &'static str {
        match self {
            Self::LinkedIn => "linkedin",
            Self::X => "x",
            Self::Threads => "threads",
            Self::Reddit => "reddit",
            Self::Facebook => "facebook",
            Self::Other => "other",
        }
    }
    /// The name people know.
    pub fn title(self) -> &'static str {
        match self {
            Self::LinkedIn => "LinkedIn",
            Self::X => "X",
            Self::Threads => "Threads",
            Self::Reddit => "Reddit",
            Self::Facebook => "Facebook",
            Self::Other => "another place",
        }
    }
    /// The place behind a word; a word nobody knows is another place.
    pub fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|place| place.word() == word).unwrap_or(Self::Other)
    }

    /// The hosts on which a post there is read, where the place has a name of its own.
    pub fn hosts(self) -> &'static [&'static str] {
        match self {
            Self::LinkedIn => &["linkedin.com", "lnkd.in"],
            Self::X => &["x.com", "twitter.com"],
            Self::Threads => &["threads.net", "threads.com"],
            Self::Reddit => &["reddit.com", "redd.it"],
            Self::Facebook => &["facebook.com", "fb.com", "fb.watch"],
            Self::Other => &[],
        }
    }

    /// The page that opens with this text filled in, where the place has one. `answering` is the post it answers.
    pub fn deep_link(self, text: &str, answering: Option<&str>) -> Option<String> {
        let link = first_link(text);
        let (page, pairs) = match self {
            Self::LinkedIn => ("https://www.linkedin.com/feed/", vec![("shareActive", "true"), ("text", text)]),
            Self::X => {
                let mut pairs = vec![("text", text)];
                pairs.extend(answering.and_then(last_number).map(|id| ("in_reply_to", id)));
                ("https://x.com/intent/post", pairs)
            }
            Self::Threads => ("https://www.threads.com/intent/post", vec![("text", text)]),
            Self::Reddit => {
                let mut pairs = vec![("title", text.lines().next().unwrap_or_default())];
                pairs.extend(link.as_deref().map(|link| ("url", link)));
                ("https://www.reddit.com/submit", pairs)
            }
            Self::Facebook => ("https://www.facebook.com/sharer/sharer.php", vec![("u", link.as_deref()?)]),
            Self::Other => return None,
        };
        Url::parse_with_params(page, pairs).ok().map(String::from)
    }
}

fn first_link(text: &str) -> Option<String> {
    facets(text).into_iter().find_map(|facet| match facet.kind {
        FacetKind::Link { uri } => Some(uri),
        _ => None,
    })
}

fn last_number(address: &str) -> Option<&str> {
    let last = address.trim_end_matches('/').rsplit('/').next()?;
    (!last.is_empty() && last.bytes().all(|b| b.is_ascii_digit())).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_arrives_whole_in_the_page_that_opens() {
        let link =
            Place::X.deep_link("A & B #tag\nhttps://a.example/?x=1", Some("https://x.com/somebody/status/42")).unwrap();
        let url = Url::parse(&link).unwrap();
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        assert_eq!(pairs[0], ("text".to_owned(), "A & B #tag\nhttps://a.example/?x=1".to_owned()));
        assert_eq!(pairs[1], ("in_reply_to".to_owned(), "42".to_owned()));
    }

    #[test]
    fn a_place_without_such_a_page_has_no_link() {
        assert_eq!(Place::Other.deep_link("Hello", None), None);
        assert_eq!(Place::Facebook.deep_link("no link in it", None), None);
    }
}
