//! What a person wants to be called, and the two letters that stand for them in a list.

use basics::text;
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The most characters (grapheme clusters) that a name has.
pub const LONGEST_NAME: usize = 80;

/// A person's name: visible, on one line, at most 80 characters. It is compared nowhere; people may share one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// The name cannot be shown as it was typed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAName {
    /// Nothing of it is visible.
    #[error("The name is empty: write the name that the group should see, such as \"Ada Example\".")]
    Blank,
    /// Longer than a list has room for.
    #[error("The name has {0} characters; it may have {LONGEST_NAME}. Write a shorter form of it.")]
    TooLong(usize),
    /// A line break, a control character, or a mark that turns the text around it.
    #[error("The name contains a character that cannot be seen (U+{0:04X}). Type the name instead of pasting it.")]
    Unseen(u32),
}

impl PersonName {
    /// Reads a name as typed: spaces around it fall away, and it is brought to one Unicode form (NFC).
    pub fn parse(typed: &str) -> Result<Self, NotAName> {
        let name: String = typed.trim().nfc().collect();
        if text::is_blank(&name) {
            return Err(NotAName::Blank);
        }
        if let Some(unseen) = name.chars().find(|c| is_unseen(*c)) {
            return Err(NotAName::Unseen(unseen.into()));
        }
        match text::graphemes(&name) {
            long if long > LONGEST_NAME => Err(NotAName::TooLong(long)),
            _ => Ok(Self(name)),
        }
    }
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The first letters of its first and last word, in capitals.
    pub fn initials(&self) -> Initials {
        let firsts: Vec<&str> = self.0.split_whitespace().filter_map(|word| word.graphemes(true).next()).collect();
        let ends = [firsts.first(), firsts.last().filter(|_| firsts.len() > 1)];
        Initials(ends.into_iter().flatten().map(|letter| letter.to_uppercase()).collect())
    }
}

/// Controls, line ends and the marks that reorder text; a zero-width joiner stays, names in several scripts need it.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// One or two letters that stand for a person in a narrow place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Initials(String);

impl Initials {
    /// The letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for Initials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl TryFrom<String> for PersonName {
    type Error = NotAName;
    fn try_from(text: String) -> Result<Self, NotAName> {
        Self::parse(&text)
    }
}
impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_in_one_form_without_the_spaces_around_it() {
        assert_eq!(PersonName::parse("  Jose\u{301} Example ").unwrap().as_str(), "José Example");
    }

    #[test]
    fn initials_come_from_the_first_and_the_last_word() {
        let initials = |name| PersonName::parse(name).unwrap().initials().to_string();
        assert_eq!(initials("ada maria Example"), "AE");
        assert_eq!(initials("Chair"), "C");
        assert_eq!(initials("ßeta"), "SS");
        assert_eq!(initials("李 雷"), "李雷");
    }

    #[test]
    fn a_name_that_hides_something_is_refused() {
        assert_eq!(PersonName::parse(" \u{200b}"), Err(NotAName::Blank));
        assert_eq!(PersonName::parse("Ada\r\nBcc: all"), Err(NotAName::Unseen(13)));
        assert_eq!(PersonName::parse("Ada\u{202e}riahC"), Err(NotAName::Unseen(0x202e)));
        assert_eq!(PersonName::parse(&"é".repeat(81)), Err(NotAName::TooLong(81)));
    }
}
