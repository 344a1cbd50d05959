//! The language of a text as a BCP-47 tag: well-formed, and in the spelling that networks expect.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A checked language tag, such as `en`, `pt-BR` or `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

/// The text was not a language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a language tag: expected a code such as en, de or pt-BR")]
pub struct NotALanguage(pub String);

/// The two-letter codes of ISO 639-1: a tag that starts with other two letters names no language.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz \
    ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu \
    ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd \
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st \
    su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu sh";

impl Language {
    /// Checks a tag and brings it into its usual spelling: `EN-gb` becomes `en-GB`.
    pub fn parse(tag: &str) -> Result<Self, NotALanguage> {
        let refused = || NotALanguage(tag.to_owned());
        let tag = tag.trim();
        let mut parts = tag.split('-');
        let primary = parts.next().map(str::to_ascii_lowercase).filter(|code| is_primary(code)).ok_or_else(refused)?;
        let mut stage = Stage::Primary;
        let mut spelled = primary;
        for part in parts {
            let (next, part) = stage.accept(part).ok_or_else(refused)?;
            stage = next;
            spelled.push('-');
            spelled.push_str(&part);
        }
        if stage.is_complete() && spelled.len() <= 35 { Ok(Self(spelled)) } else { Err(refused()) }
    }
    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The language without region or script, for networks that know only that: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
    /// The four-letter script the tag names, such as `Hant`.
    pub fn script(&self) -> Option<&str> {
        self.0
            .split('-')
            .skip(1)
            .take_while(|part| part.len() > 1)
            .find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()))
    }
}

fn is_primary(code: &str) -> bool {
    match code.len() {
        2 => TWO_LETTERS.split_ascii_whitespace().any(|known| known == code),
        3 => code.bytes().all(|b| b.is_ascii_lowercase()),
        _ => false,
    }
}

/// How far a tag was read: its parts come in one order only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Primary,
    Script,
    Region,
    Variant,
    /// A single letter that opens an extension; something must follow it.
    Opened,
    Extended,
}

impl Stage {
    fn accept(self, part: &str) -> Option<(Self, String)> {
        let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        let plain = !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric());
        let small = part.to_ascii_lowercase();
        match part.len() {
            _ if !plain => None,
            1 if self != Self::Opened => Some((Self::Opened, small)),
            _ if self >= Self::Opened => Some((Self::Extended, small)),
            4 if letters && self < Self::Script => Some((Self::Script, capitalised(&small))),
            2 if letters && self < Self::Region => Some((Self::Region, part.to_ascii_uppercase())),
            3 if digits && self < Self::Region => Some((Self::Region, small)),
            4 if part.starts_with(|c: char| c.is_ascii_digit()) => Some((Self::Variant, small)),
            5..=8 => Some((Self::Variant, small)),
            _ => None,
        }
    }
    fn is_complete(self) -> bool {
        self != Self::Opened
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl FromStr for Language {
    type Err = NotALanguage;
    fn from_str(tag: &str) -> Result<Self, NotALanguage> {
        Self::parse(tag)
    }
}
impl TryFrom<String> for Language {
    type Error = NotALanguage;
    fn try_from(tag: String) -> Result<Self, NotALanguage> {
        Self::parse(&tag)
    }
}
impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pc29_a_tag_is_checked_and_spelled_as_usual() {
        for (written, kept) in [
            ("en", "en"),
            ("EN-gb", "en-GB"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("sl-rozaj-biske", "sl-rozaj-biske"),
            ("de-1996", "de-1996"),
            ("gsw-CH", "gsw-CH"),
            (" fr ", "fr"),
            ("en-u-ca-gregory", "en-u-ca-gregory"),
        ] {
            assert_eq!(Language::parse(written).unwrap().as_str(), kept);
        }
    }

    #[test]
    fn pc29_what_names_no_language_is_refused() {
        for wrong in ["", "e", "xx", "english", "en_GB", "en-", "-en", "en-GB-Hant", "en-u", "en-GB-US", "日本", "i"]
        {
            let refusal = Language::parse(wrong).unwrap_err().to_string();
            assert!(refusal.contains("pt-BR"), "{wrong}");
            assert!(serde_json::from_value::<Language>(wrong.into()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_tag_knows_its_language() {
        let language = |tag: &str| Language::parse(tag).unwrap();
        assert_eq!(language("pt-BR").primary(), "pt");
    }
}
