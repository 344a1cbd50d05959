//! From Markdown lines to clauses with places. Knows headings, paragraphs and lists; everything else is a paragraph.

use super::sentences::{Word, sentences};
use super::{Clause, ClauseKind};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A block of a section: how many sentences a paragraph has, or each item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "expected how many sentences a paragraph has, such as 2, or each item of a list, such as [1, 1, 2]"
)]
pub enum Block {
    /// A paragraph with this many sentences.
    Paragraph(usize),
    /// A list; for each item its sentences.
    List(Vec<usize>),
}

/// The shape of a text: the blocks of each section in order. Two texts of one shape have the same places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shape(Vec<Vec<Block>>);

impl Shape {
    /// Whether block `block` of section `section`, both from 1, is a list.
    pub fn is_list(&self, section: usize, block: usize) -> bool {
        let blocks = section.checked_sub(1).and_then(|n| self.0.get(n));
        let found = blocks.and_then(|blocks| block.checked_sub(1).and_then(|n| blocks.get(n)));
        matches!(found, Some(Block::List(_)))
    }
    /// Where this shape first differs from the one the rules were written for, as a sentence.
    pub fn differs_from(&self, expected: &Self) -> Option<String> {
        let (found, wanted) = (self.0.len(), expected.0.len());
        if let Some(n) = self.0.iter().zip(&expected.0).position(|(a, b)| a != b) {
            let (found, wanted) = (Self(vec![self.0[n].clone()]), Self(vec![expected.0[n].clone()]));
            return Some(format!("section {} has the shape {found}, expected {wanted}", n + 1));
        }
        (found != wanted).then(|| format!("the text has {found} headings, expected {wanted}"))
    }
    fn section(&mut self) -> &mut Vec<Block> {
        if self.0.is_empty() {
            self.0.push(Vec::new());
        }
        let last = self.0.len() - 1;
        &mut self.0[last] // not empty: a section was pushed above
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let section = |blocks: &Vec<Block>| {
            let block = |block: &Block| match block {
                Block::Paragraph(sentences) => sentences.to_string(),
                Block::List(items) => format!("{items:?}"),
            };
            format!("[{}]", blocks.iter().map(block).collect::<Vec<_>>().join(", "))
        };
        f.write_str(&self.0.iter().map(section).collect::<Vec<_>>().join(", "))
    }
}

/// What a line of Markdown opens.
enum Opening<'a> {
    Heading(&'a str),
    Item(&'a str),
    Blank,
    Rule,
    Words(&'a str),
}

/// The clauses of a text and its shape.
pub(super) fn split(text: &str) -> (Vec<Clause>, Shape) {
    let mut splitter = Splitter::default();
    for (n, line) in text.lines().enumerate() {
        splitter.line(n + 1, line);
    }
    splitter.close();
    (splitter.clauses, splitter.shape)
}

#[derive(Default)]
struct Splitter<'a> {
    clauses: Vec<Clause>,
    shape: Shape,
    sections: usize,
    heading: String,
    words: Vec<Word<'a>>,
    in_list: bool,
    open_item: bool,
}

impl<'a> Splitter<'a> {
    fn line(&mut self, number: usize, line: &'a str) {
        match opening(line) {
            Opening::Heading(title) => self.heading(number, title),
            Opening::Blank | Opening::Rule => {
                self.close();
                self.in_list = false;
            }
            Opening::Item(rest) => self.item(number, rest),
            Opening::Words(rest) => self.words.extend(rest.split_whitespace().map(|word| (number, word))),
        }
    }

    fn heading(&mut self, line: usize, title: &str) {
        self.close();
        self.in_list = false;
        self.sections += 1;
        self.shape.0.push(Vec::new());
        title.clone_into(&mut self.heading);
        let (place, text, heading) = (self.sections.to_string(), title.to_owned(), title.to_owned());
        self.clauses.push(Clause { place, line, kind: ClauseKind::Heading, text, heading });
    }

    fn item(&mut self, number: usize, rest: &'a str) {
        self.close();
        if !self.in_list {
            self.shape.section().push(Block::List(Vec::new()));
            self.in_list = true;
        }
        self.open_item = true;
        self.words.extend(rest.split_whitespace().map(|word| (number, word)));
    }

    /// Ends the paragraph or item that is open.
    fn close(&mut self) {
        let words = std::mem::take(&mut self.words);
        let item = std::mem::take(&mut self.open_item);
        if words.is_empty() {
            return;
        }
        let found = sentences(&words);
        let place = self.place(item, found.len());
        let several = found.len() > 1;
        for (n, (line, text)) in found.into_iter().enumerate() {
            let place = if several { format!("{place}.{}", n + 1) } else { place.clone() };
            let heading = self.heading.clone();
            self.clauses.push(Clause { place, line, kind: ClauseKind::Sentence, text, heading });
        }
    }

    /// Counts one more paragraph or item with this many sentences, and says where it stands.
    fn place(&mut self, item: bool, sentences: usize) -> String {
        let section = self.sections.max(1);
        self.sections = section;
        let blocks = self.shape.section();
        match blocks.last_mut() {
            Some(Block::List(items)) if item => {
                items.push(sentences);
                let items = items.len();
                format!("{section}.{}.{items}", blocks.len())
            }
            _ => {
                blocks.push(Block::Paragraph(sentences));
                format!("{section}.{}", blocks.len())
            }
        }
    }
}

fn opening(line: &str) -> Opening<'_> {
    let bare = line.trim();
    let bare = bare.strip_prefix("> ").unwrap_or(bare);
    if bare.is_empty() {
        return Opening::Blank;
    }
    if let Some(title) = bare.strip_prefix('#') {
        return Opening::Heading(title.trim_start_matches('#').trim_end_matches('#').trim());
    }
    if bare.len() >= 3 && ["-", "*", "_", "="].iter().any(|mark| bare.replace(mark, "").is_empty()) {
        return Opening::Rule;
    }
    item(bare).map_or(Opening::Words(bare), Opening::Item)
}

/// What stands after a bullet or a number.
fn item(line: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
    let number = || {
        let end = line.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..4).contains(end))?;
        let rest = line.get(end..)?;
        rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))
    };
    bullet.or_else(number).map(str::trim)
}
