//! What looks wrong in a text that can be read: places left to be filled in, and characters decoded twice.

use super::NotUtf8;
use serde::Serialize;
use std::fmt;

/// What kind of flaw it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FlawKind {
    /// Something that was meant to be filled in later: it becomes a task.
    Placeholder,
    /// Characters that were read in the wrong encoding.
    MisDecoded,
}

/// Something in the text that a person should look at. The text stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flaw {
    /// The line, from 1.
    pub line: usize,
    /// What kind.
    pub kind: FlawKind,
    /// What stands there.
    pub found: String,
    /// What was probably meant, where that can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meant: Option<String>,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, found) = (self.line, &self.found);
        match (self.kind, &self.meant) {
            (FlawKind::Placeholder, _) => {
                write!(f, "line {line}: {found:?} stands for something that was to be filled in later")
            }
            (FlawKind::MisDecoded, Some(meant)) => {
                write!(f, "line {line}: {found:?} looks mis-decoded; it was probably {meant:?}")
            }
            (FlawKind::MisDecoded, None) => write!(f, "line {line}: {found:?} looks mis-decoded"),
        }
    }
}

/// Words, in lower case, that stand for something that is not there yet.
const PLACEHOLDERS: &[&str] =
    &["[link]", "\\[link]", "[tbd]", "[todo]", "tbd", "todo", "a form will be made available", "to be announced"];

/// The flaws of a text, by line.
pub(super) fn find(text: &str) -> Vec<Flaw> {
    let by_line = text.lines().enumerate().flat_map(|(n, line)| {
        let placeholder = placeholder(line).map(|found| (FlawKind::Placeholder, found, None));
        let mangled = line.split_whitespace().filter(|word| looks_mis_decoded(word));
        let mangled = mangled.map(|word| (FlawKind::MisDecoded, word.to_owned(), decoded(word)));
        placeholder.into_iter().chain(mangled).map(move |(kind, found, meant)| Flaw { line: n + 1, kind, found, meant })
    });
    by_line.collect()
}

fn placeholder(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    let word = |start: usize, end: usize| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(lower[..start].chars().next_back()) && edge(lower[end..].chars().next())
    };
    let mut found = PLACEHOLDERS.iter().filter_map(|mark| lower.find(mark).map(|at| (at, at + mark.len())));
    let (start, end) = found.find(|(start, end)| word(*start, *end))?;
    Some(line.get(start..end).unwrap_or("a placeholder").to_owned())
}

/// UTF-8 read as Windows-1252: `’` becomes `â€™`, `é` becomes `Ã©`.
fn looks_mis_decoded(word: &str) -> bool {
    word.contains('\u{fffd}')
        || ["â€", "Ã©", "Ã¨", "Ã¼", "Ã¶", "Ã¤", "Ã±", "Ã³", "Â\u{a0}"].iter().any(|m| word.contains(m))
}

/// The word as it was before its bytes were taken for Windows-1252.
fn decoded(word: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = word.chars().map(windows_1252).collect();
    String::from_utf8(bytes?).ok().filter(|meant| meant != word)
}

fn windows_1252(c: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let high = || HIGH.chars().position(|known| known == c).and_then(|n| u8::try_from(0x80 + n).ok());
    u8::try_from(u32::from(c)).ok().filter(|byte| !(0x80..0xa0).contains(byte)).or_else(high)
}

/// What to say about a byte that no UTF-8 text has at this offset.
pub(super) fn not_utf8(bytes: &[u8], at: usize) -> NotUtf8 {
    let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
    let (guess, iconv) = match bytes {
        [0xff, 0xfe, ..] => ("UTF-16", "UTF-16LE"),
        [0xfe, 0xff, ..] => ("UTF-16", "UTF-16BE"),
        _ if bytes.iter().any(|byte| (0x80..0xa0).contains(byte)) => ("Windows-1252", "WINDOWS-1252"),
        _ => ("Latin-1", "LATIN1"),
    };
    NotUtf8 { line, byte: bytes.get(at).copied().unwrap_or_default(), guess, iconv }
}
