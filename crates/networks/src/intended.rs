//! One intention, as the material that is made once for it: when it was first meant, and a mark that no other has. What
//! a network calls the post by, a slug, a path, a Message-ID, is written from it, so that every attempt writes the same.

use crate::ClientRef;
use basics::Moment;
use jiff::{civil::Date, tz::TimeZone};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The longest part of a headline in a slug, in characters.
const LONGEST: usize = 60;
/// How much of the mark stands in a slug, in characters: one in four thousand million.
const SHORT: usize = 8;

/// When something was first meant, and its mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intended {
    at: Moment,
    mark: String,
}

impl Intended {
    /// A new intention.
    pub fn new(at: Moment, random: [u8; 16]) -> Self {
        Self { at, mark: hex::encode(random) }
    }
    /// The intention behind stored material; `None` where it is not of this form.
    pub fn of(stored: &ClientRef) -> Option<Self> {
        let (at, mark) = stored.as_str().split_once(' ')?;
        let is_mark = mark.len() == 32 && mark.bytes().all(|b| b.is_ascii_hexdigit());
        Some(Self { at: at.parse().ok()?, mark: mark.to_owned() }).filter(|_| is_mark)
    }
    /// As it is stored.
    pub fn to_client_ref(&self) -> ClientRef {
        ClientRef::new(format!("{} {}", self.at, self.mark))
    }

    /// When it was first meant.
    pub fn at(&self) -> Moment {
        self.at
    }
    /// The day on which it was first meant, in UTC.
    pub fn day(&self) -> Date {
        self.at.in_zone(&TimeZone::UTC).date()
    }
    /// The mark: 32 characters of 0 to 9 and a to f.
    pub fn mark(&self) -> &str {
        &self.mark
    }
    /// A name in an address: what can be read of the headline, and enough of the mark to tell it from every other.
    pub fn slug(&self, headline: &str) -> String {
        let words = readable(headline);
        let short: String = self.mark.chars().take(SHORT).collect();
        if words.is_empty() { short } else { format!("{words}-{short}") }
    }
}

/// The headline in small letters, digits and hyphens: `Grüße: 6.1` becomes `grusse-6-1`. What no such letter stands for
/// is left out.
fn readable(headline: &str) -> String {
    let plain =
        headline.to_lowercase().replace('ß', "ss").nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>();
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut slug = String::new();
    for word in words {
        if slug.len() + word.len() >= LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intended() -> Intended {
        Intended::new("2026-11-20T15:00:00Z".parse().unwrap(), [0xab; 16])
    }

    #[test]
    fn an_intention_reads_back_from_what_was_stored_and_nothing_else_does() {
        assert_eq!(Intended::of(&intended().to_client_ref()), Some(intended()));
        for other in ["", "3mdtsyo3c2222", "2026-11-20T15:00:00Z", "2026-11-20T15:00:00Z ../../x", "soon abab"] {
            assert_eq!(Intended::of(&ClientRef::new(other)), None, "{other}");
        }
    }

    #[test]
    fn a_slug_is_made_of_letters_that_every_server_leaves_alone() {
        for (headline, slug) in [
            ("Django 6.1 is out", "django-6-1-is-out-abababab"),
            ("Grüße, naïve café!", "grusse-naive-cafe-abababab"),
            ("../../etc/passwd", "etc-passwd-abababab"),
            ("日本語", "abababab"),
            ("", "abababab"),
        ] {
            assert_eq!(intended().slug(headline), slug, "{headline}");
        }
        assert!(intended().slug(&"long words ".repeat(40)).len() <= LONGEST + 1 + SHORT);
    }
}
