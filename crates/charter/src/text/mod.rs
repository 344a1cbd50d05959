//! A charter's text: kept byte for byte, and read as clauses that rules can cite.
//!
//! Nothing here knows what a clause means; it only knows where each one stands.

mod flaws;
mod links;
mod sentences;
mod split;

use basics::Digest;
use std::collections::BTreeMap;

pub use flaws::{Flaw, FlawKind};
pub use links::{Link, links, spoken, written};
pub use split::Shape;

/// The version of the splitter. A change that moves any place is a new version, because rules files hold places.
pub const SPLITTER: u32 = 1;

/// What a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClauseKind {
    /// A heading.
    Heading,
    /// A sentence, or an item without a full stop.
    Sentence,
}

/// One heading or sentence of a charter.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Clause {
    /// Where it stands: `section.block.item.sentence`, all from 1. A paragraph has no item, and what is only one
    /// sentence has no sentence number.
    pub place: String,
    /// The line it starts on, from 1.
    pub line: usize,
    /// What it is.
    pub kind: ClauseKind,
    /// Its words, with line breaks inside a sentence as spaces.
    pub text: String,
    /// The heading it stands under; its own words for a heading.
    pub heading: String,
}

/// The text could not be read as text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {}", self.what())]
pub struct NotUtf8 {
    line: usize,
    byte: u8,
    guess: &'static str,
    iconv: &'static str,
}

impl NotUtf8 {
    /// The line on which it stops being text, from 1.
    pub fn line(&self) -> usize {
        self.line
    }
    /// What is wrong there, and what to do, without the line.
    pub fn what(&self) -> String {
        let Self { byte, guess, iconv, .. } = self;
        format!(
            "the byte 0x{byte:02X} is not UTF-8; the file looks like {guess}. Save it as UTF-8, for example with \
             `iconv -f {iconv} -t UTF-8`"
        )
    }
}

/// A file as text, or where it is none.
///
/// # Errors
/// When it is in another encoding, with the line and which one it looks like.
pub fn text_of(bytes: &[u8]) -> Result<&str, NotUtf8> {
    std::str::from_utf8(bytes).map_err(|error| flaws::not_utf8(bytes, error.valid_up_to()))
}

/// A charter's text with its clauses.
#[derive(Clone, Debug)]
pub struct CharterText {
    verbatim: String,
    clauses: Vec<Clause>,
    by_place: BTreeMap<String, usize>,
    shape: Shape,
    flaws: Vec<Flaw>,
}

impl CharterText {
    /// Reads a text as it was stored. What looks wrong but can be read becomes a [`Flaw`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NotUtf8> {
        let verbatim = text_of(bytes)?;
        let (clauses, shape) = split::split(verbatim);
        let by_place = clauses.iter().enumerate().map(|(n, clause)| (clause.place.clone(), n)).collect();
        Ok(Self { verbatim: verbatim.to_owned(), clauses, by_place, shape, flaws: flaws::find(verbatim) })
    }

    /// The text as it was given, byte for byte.
    pub fn verbatim(&self) -> &str {
        &self.verbatim
    }
    /// The digest of the text's bytes.
    pub fn digest(&self) -> Digest {
        Digest::of(self.verbatim.as_bytes())
    }
    /// Every heading and sentence, in the order of the text.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }
    /// How many blocks, items and sentences each section has.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }
    /// What looks wrong in the text: placeholders, mis-decoded characters.
    pub fn flaws(&self) -> &[Flaw] {
        &self.flaws
    }
    /// The clauses that stand at `place`: one, or all sentences of a block or item that has several.
    pub fn at(&self, place: &str) -> Vec<&Clause> {
        if let Some(clause) = self.by_place.get(place).and_then(|n| self.clauses.get(*n)) {
            return vec![clause];
        }
        let parts = place.split('.').count();
        let below = format!("{place}.");
        let inside = |clause: &&Clause| {
            parts > 1 && clause.place.starts_with(&below) && clause.place.split('.').count() == parts + 1
        };
        self.clauses.iter().filter(inside).filter(|clause| self.is_sentence_of(place, clause)).collect()
    }

    /// A list's items are not its sentences: `2.3` joins the sentences of a paragraph, never the items of a list.
    fn is_sentence_of(&self, place: &str, clause: &Clause) -> bool {
        let mut numbers = place.split('.').map(str::parse::<usize>);
        let section = numbers.next().and_then(Result::ok).unwrap_or(0);
        let block = numbers.next().and_then(Result::ok).unwrap_or(0);
        numbers.next().is_some() || (clause.kind == ClauseKind::Sentence && !self.shape.is_list(section, block))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Group\n\n## Scope\n\nWe post. We answer.\n- One thing\n- Another. With two sentences\n  over two \
                        lines.\n\n1. First\n2) Second\n";

    fn places(text: &str) -> Vec<(String, String, usize)> {
        let text = CharterText::parse(text.as_bytes()).unwrap();
        text.clauses().iter().map(|c| (c.place.clone(), c.text.clone(), c.line)).collect()
    }

    #[test]
    fn every_heading_and_sentence_has_a_place_and_a_line() {
        let found = places(TEXT);
        let found: Vec<_> = found.iter().map(|(p, t, l)| (p.as_str(), t.as_str(), *l)).collect();
        assert_eq!(
            found,
            vec![
                ("1", "Group", 1),
                ("2", "Scope", 3),
                ("2.1.1", "We post.", 5),
                ("2.1.2", "We answer.", 5),
                ("2.2.1", "One thing", 6),
                ("2.2.2.1", "Another.", 7),
                ("2.2.2.2", "With two sentences over two lines.", 7),
                ("2.3.1", "First", 10),
                ("2.3.2", "Second", 11),
            ]
        );
    }

    #[test]
    fn a_place_may_join_the_sentences_of_a_paragraph_or_item_but_not_the_items_of_a_list() {
        let text = CharterText::parse(TEXT.as_bytes()).unwrap();
        assert_eq!(text.at("2.1").len(), 2);
        assert_eq!(text.at("2.2.2").len(), 2);
        assert_eq!(text.at("2.2").len(), 0);
        assert_eq!(text.at("2").len(), 1);
        assert_eq!(text.at("9").len(), 0);
    }

    #[test]
    fn a_text_in_latin_1_is_refused_with_its_line() {
        let error = CharterText::parse(b"# Group\n\nLa r\xe9union\n").unwrap_err();
        assert!(error.to_string().starts_with("line 3: the byte 0xE9 is not UTF-8; the file looks like Latin-1"));
    }

    #[test]
    fn placeholders_and_mis_decoded_characters_are_flagged_with_their_line() {
        let text = "# Group\n\nThe list is here \\[link].\n\nA form will be made available.\n\nThe groupâ€™s page.\n";
        let flaws = CharterText::parse(text.as_bytes()).unwrap().flaws().to_vec();
        assert_eq!(
            flaws.iter().map(|f| (f.line, f.kind)).collect::<Vec<_>>(),
            vec![(3, FlawKind::Placeholder), (5, FlawKind::Placeholder), (7, FlawKind::MisDecoded),]
        );
        assert_eq!(flaws[2].to_string(), "line 7: \"groupâ€™s\" looks mis-decoded; it was probably \"group’s\"");
    }
}
