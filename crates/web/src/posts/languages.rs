//! The languages that the composer offers, by the names people look for. A post in another one keeps its tag.

use super::desk::Desk;
use crate::parts::{Choice, Pick};

const NAMES: [(&str, &str); 36] = [
    ("ar", "Arabic"),
    ("bn", "Bengali"),
    ("bg", "Bulgarian"),
    ("ca", "Catalan"),
    ("zh", "Chinese"),
    ("hr", "Croatian"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("nl", "Dutch"),
    ("en", "English"),
    ("et", "Estonian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("de", "German"),
    ("el", "Greek"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("nb", "Norwegian"),
    ("fa", "Persian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sr", "Serbian"),
    ("es", "Spanish"),
    ("sw", "Swahili"),
    ("sv", "Swedish"),
    ("ta", "Tamil"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
];

/// The name of a language; its tag where it has none here.
pub fn name(tag: &str) -> String {
    let known = NAMES.iter().find(|(code, _)| *code == tag.split('-').next().unwrap_or_default());
    match known {
        Some((code, name)) if *code == tag => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({tag})"),
        None => tag.to_owned(),
    }
}

/// The question for the language: the group's own first, then all others by name.
pub fn pick(desk: &Desk<'_>, chosen: &str, error: Option<String>) -> Pick {
    let own = desk.charter.rules().charter.language.as_str();
    let mut tags = vec![own];
    tags.extend([chosen].into_iter().filter(|tag| *tag != own && !NAMES.iter().any(|(code, _)| code == tag)));
    tags.extend(NAMES.iter().map(|(code, _)| *code).filter(|code| *code != own));
    let of = tags.into_iter().map(|tag| Choice::new(tag, name(tag)).chosen(tag == chosen)).collect();
    Pick { name: "language".to_owned(), label: "Language".to_owned(), of, error, ..Pick::default() }
}
