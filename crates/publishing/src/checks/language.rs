//! Whether a text is written in the script of the language it is tagged with.

use super::{Check, Variant};
use unicode_normalization::char::is_combining_mark;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Indic,
    Thai,
    EastAsian,
}

impl Script {
    fn name(self) -> &'static str {
        match self {
            Self::Latin => "Latin",
            Self::Greek => "Greek",
            Self::Cyrillic => "Cyrillic",
            Self::Hebrew => "Hebrew",
            Self::Arabic => "Arabic",
            Self::Indic => "an Indian",
            Self::Thai => "Thai",
            Self::EastAsian => "Chinese, Japanese or Korean",
        }
    }
    fn of_letter(c: char) -> Option<Self> {
        match u32::from(c) {
            0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F | 0x1E00..=0x1EFF => Some(Self::Latin),
            0x370..=0x3FF | 0x1F00..=0x1FFF => Some(Self::Greek),
            0x400..=0x52F => Some(Self::Cyrillic),
            0x590..=0x5FF => Some(Self::Hebrew),
            0x600..=0x6FF | 0x750..=0x77F | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Some(Self::Arabic),
            0x900..=0xDFF => Some(Self::Indic),
            0xE00..=0xE7F => Some(Self::Thai),
            0x1100..=0x11FF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF => Some(Self::EastAsian),
            _ => None,
        }
    }
    /// The one script that a language is written in. None where it has several, or one not known here.
    fn of_language(primary: &str) -> Option<Self> {
        match primary {
            "en" | "de" | "fr" | "es" | "pt" | "it" | "nl" | "da" | "sv" | "nb" | "nn" | "no" | "fi" | "is" | "et"
            | "lv" | "lt" | "pl" | "cs" | "sk" | "sl" | "hr" | "hu" | "ro" | "ca" | "gl" | "eu" | "ga" | "cy"
            | "tr" | "vi" | "id" | "ms" | "sw" | "eo" | "af" | "sq" | "mt" => Some(Self::Latin),
            "el" => Some(Self::Greek),
            "ru" | "uk" | "be" | "bg" | "mk" => Some(Self::Cyrillic),
            "he" | "yi" => Some(Self::Hebrew),
            "ar" | "fa" | "ur" | "ps" => Some(Self::Arabic),
            "hi" | "mr" | "ne" | "bn" | "ta" | "te" | "kn" | "ml" | "gu" => Some(Self::Indic),
            "th" => Some(Self::Thai),
            "zh" | "ja" | "ko" => Some(Self::EastAsian),
            _ => None,
        }
    }
}

pub(super) fn check(variant: &Variant) -> Option<Check> {
    let language = &variant.content.language;
    let expected = Script::of_language(language.primary()).filter(|_| language.script().is_none())?;
    let found = main_script(&variant.content.text)?;
    (found != expected).then(|| {
        let what =
            format!("{} is tagged {language}, but most of it is written in {} script.", variant.name, found.name());
        variant.to_think_about(
            "language",
            what,
            "Choose the language it is written in: readers and their programs go by it.",
        )
    })
}

/// The script of at least six letters in ten, if there are enough letters to tell.
fn main_script(text: &str) -> Option<Script> {
    const ENOUGH: usize = 10;
    let letters: Vec<_> = text.chars().filter(|c| !is_combining_mark(*c)).filter_map(Script::of_letter).collect();
    let most = |script: &Script| letters.iter().filter(|letter| *letter == script).count() * 10 >= letters.len() * 6;
    (letters.len() >= ENOUGH).then(|| letters.iter().copied().find(most)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Content;

    fn is_noticed(tag: &str, text: &str) -> bool {
        let content = Content::of(text, tag.parse().unwrap());
        check(&Variant { channel: None, name: "The text".into(), content }).is_some()
    }

    #[test]
    fn pc29_a_tag_that_does_not_fit_the_script_is_noticed() {
        assert!(is_noticed("en", "Вышла новая версия Django"));
        assert!(is_noticed("ru", "A new version of Django is out"));
        assert!(is_noticed("en", "新しいバージョンが公開されました"));
    }

    #[test]
    fn a_tag_that_fits_or_names_its_script_is_not() {
        assert!(!is_noticed("ru", "Вышла новая версия Django"));
        assert!(!is_noticed("ja", "Django 6.1 が公開されました。新しい機能"));
        assert!(!is_noticed("sr", "Nova verzija je objavljena") && !is_noticed("ru-Latn", "Vyshla novaya versiya"));
        assert!(!is_noticed("en", "日本語"), "too little to tell");
    }
}
