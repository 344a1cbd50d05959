//! What a group says about a picture that it keeps: its name, what it shows, under which licence, and whom to name. The
//! same bytes are one picture, however often they were uploaded.

use crate::{Licence, written};
use basics::{Digest, text::is_blank};
use serde::{Deserialize, Serialize};

/// The longest name, in characters.
const NAME: usize = 120;
/// The longest description, as the network with the most room takes it.
const DESCRIPTION: usize = 1500;
/// The longest line that names somebody.
const CREDIT: usize = 200;
/// The longest words of a permission.
const TERMS: usize = 500;

/// The words about a picture of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureWords {
    /// What the group calls it.
    pub name: String,
    /// What it shows, for people who cannot see it: the start of its description in a post.
    pub description: String,
    /// Under which licence it may be shown; none while nobody has said.
    pub licence: Option<Licence>,
    /// What was agreed, in words: who permitted what.
    pub terms: String,
    /// Whom to name.
    pub credit: String,
}

/// What of the words about a picture does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct BadWords {
    /// The name of the field.
    pub field: &'static str,
    /// What is wrong with it, and how to mend it.
    pub sentence: String,
}

impl PictureWords {
    /// The words as they are kept.
    ///
    /// # Errors
    /// At the field that does not hold: it is too long, holds what no network shows, or is missing for this licence.
    pub fn checked(self) -> Result<Self, BadWords> {
        let words = Self {
            name: line("name", &self.name, NAME)?,
            description: text("description", &self.description, DESCRIPTION)?,
            licence: self.licence,
            terms: text("terms", &self.terms, TERMS)?,
            credit: line("credit", &self.credit, CREDIT)?,
        };
        let wrong = |field, sentence: &str| Err(BadWords { field, sentence: sentence.to_owned() });
        match words.licence {
            Some(licence) if licence.demands_credit() && words.credit.is_empty() => {
                wrong("credit", "This licence asks that whoever made the picture is named: write their name.")
            }
            Some(Licence::ByPermission) if words.terms.is_empty() => {
                wrong("terms", "Write who permitted it, and for what.")
            }
            _ => Ok(words),
        }
    }

    /// The same words, and where nothing is said what was known before.
    #[must_use]
    pub fn or(self, known: Self) -> Self {
        let either = |said: String, known: String| if said.is_empty() { known } else { said };
        Self {
            name: either(self.name, known.name),
            description: either(self.description, known.description),
            licence: self.licence.or(known.licence),
            terms: either(self.terms, known.terms),
            credit: either(self.credit, known.credit),
        }
    }

    /// The line that names whoever made the picture, as it stands in a text; none where nobody is to be named.
    pub fn credit_line(&self) -> Option<String> {
        let licence = self.licence.filter(|licence| licence.demands_credit()).map(Licence::name);
        let credit = Some(&self.credit).filter(|credit| !credit.is_empty())?;
        Some(licence.map_or_else(|| format!("Picture: {credit}"), |licence| format!("Picture: {credit}, {licence}")))
    }

    /// Whom a post with this picture has to name; none where nothing asks for it.
    pub fn credit_due(&self, digest: Digest) -> Option<CreditDue> {
        let licence = self.licence.filter(|licence| licence.demands_credit())?;
        Some(CreditDue { digest, licence, credit: self.credit.clone() })
    }

    /// Whether each of these words stands somewhere in what is said about the picture, whatever its case.
    pub fn has(&self, asked: &str) -> bool {
        let licence = self.licence.map(Licence::name).unwrap_or_default();
        let said = [&self.name, &self.description, &self.terms, &self.credit, licence].join("\n").to_lowercase();
        asked.to_lowercase().split_whitespace().all(|word| said.contains(word))
    }
}

/// Somebody whom a post has to name, because the licence of a picture asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditDue {
    /// The picture.
    pub digest: Digest,
    /// What asks for it.
    pub licence: Licence,
    /// Whom to name.
    pub credit: String,
}

fn line(field: &'static str, raw: &str, most: usize) -> Result<String, BadWords> {
    let text = text(field, raw, most)?;
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn text(field: &'static str, raw: &str, most: usize) -> Result<String, BadWords> {
    let wrong = |sentence: String| BadWords { field, sentence };
    let text = written(raw).map_err(|bad| wrong(bad.to_string()))?;
    let text = if is_blank(&text) { String::new() } else { text.trim().to_owned() };
    match text.chars().count() {
        long if long > most => Err(wrong(format!("Write at most {most} characters; these are {long}."))),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(licence: Licence) -> PictureWords {
        PictureWords { licence: Some(licence), credit: "A Photographer".into(), ..PictureWords::default() }
    }

    #[test]
    fn a_licence_that_names_somebody_needs_a_name_and_a_permission_its_words() {
        for licence in Licence::ALL {
            let bare = PictureWords { licence: Some(licence), ..PictureWords::default() }.checked();
            let missing = match licence {
                Licence::CcBy | Licence::CcBySa => Some("credit"),
                Licence::ByPermission => Some("terms"),
                _ => None,
            };
            assert_eq!(bare.err().map(|wrong| wrong.field), missing, "{licence:?}");
            assert_eq!(Licence::of(licence.word()), Some(licence));
        }
        assert!(PictureWords::default().checked().is_ok(), "nobody has to know everything at once");
    }

    #[test]
    fn a_picture_that_comes_again_with_fewer_words_keeps_those_that_are_known() {
        let known = PictureWords { name: "A stand".into(), ..words(Licence::CcBy) };
        assert_eq!(PictureWords::default().or(known.clone()), known);
        let said = PictureWords { credit: "Another Photographer".into(), ..PictureWords::default() };
        assert_eq!(said.or(known.clone()), PictureWords { credit: "Another Photographer".into(), ..known });
    }

    #[test]
    fn what_is_too_long_or_invisible_is_refused_at_its_field() {
        let long = PictureWords { name: "x".repeat(NAME + 1), ..PictureWords::default() };
        assert_eq!(long.checked().unwrap_err().field, "name");
        let hidden = PictureWords { credit: "a\u{0}".into(), ..PictureWords::default() };
        assert_eq!(hidden.checked().unwrap_err().field, "credit");
        let wrapped = PictureWords { credit: " A\r\n B ".into(), ..PictureWords::default() };
        assert_eq!(wrapped.checked().unwrap().credit, "A B");
    }

    #[test]
    fn a_credit_names_its_licence_where_that_asks_for_it() {
        assert_eq!(words(Licence::CcBy).credit_line().unwrap(), "Picture: A Photographer, CC BY 4.0");
        assert_eq!(words(Licence::Cc0).credit_line().unwrap(), "Picture: A Photographer");
        assert_eq!(PictureWords::default().credit_line(), None);
    }

    #[test]
    fn a_picture_is_found_by_all_words_of_what_is_said_about_it() {
        let words = PictureWords { name: "Ćevapi stand".into(), ..words(Licence::CcBySa) };
        for found in ["", "stand", "ćEVAPI by-sa", "photographer stand"] {
            assert!(words.has(found), "{found}");
        }
        assert!(!words.has("stand nobody"));
    }
}
