//! The roster as a file: who is or was in a group, in which office, until when, in three formats that programs and
//! spreadsheets read. A file is taken as a whole or not at all, and says of every line that is wrong what is.

mod checks;
mod difference;
mod formats;
mod roster;
mod unread;

pub use checks::against;
pub use difference::{Change, difference};
pub use roster::of;

use jiff::civil::Date;
use std::{collections::BTreeSet, str::FromStr};

/// The longest file that is taken, in bytes.
pub const LONGEST: usize = 200_000;

/// The most people of a file.
pub const MOST: usize = 2_000;

/// One person of a roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// How the group calls them.
    pub name: String,
    /// Their mail address; none in a file that is for everybody.
    pub mail: Option<String>,
    /// The offices they hold, by their names in the rules file, without `member`.
    pub offices: BTreeSet<String>,
    /// What they are outside the group, by the names in the rules file.
    pub also: BTreeSet<String>,
    /// The day they joined.
    pub joined: Option<Date>,
    /// The first day of the term that counts.
    pub term_from: Option<Date>,
    /// The day at whose start that term is over.
    pub term_until: Option<Date>,
    /// The first day on which they were no member any more.
    pub left: Option<Date>,
}

/// A person with the line of the file that speaks of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The line, from 1.
    pub line: usize,
    /// What it says.
    pub entry: Entry,
}

/// Something that keeps a file from being taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it, and what to do.
    pub what: String,
}

/// How a roster is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One table `[[member]]` for each person.
    Toml,
    /// One list `member:`.
    Yaml,
    /// One row for each person under a row of names; several offices of a person stand in one cell, with spaces between.
    Csv,
}

impl Format {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Toml, Self::Yaml, Self::Csv];

    /// How it is called, and how such a file's name ends.
    pub fn word(self) -> &'static str {
        match self {
            Self::Toml => "toml",
            Self::Yaml => "yaml",
            Self::Csv => "csv",
        }
    }

    /// The format that a text is in, by its first line that says something.
    pub fn of(text: &str) -> Self {
        let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
        match first.unwrap_or_default() {
            line if line.starts_with('[') || line.contains('=') => Self::Toml,
            line if line.starts_with('-') || line.contains(':') => Self::Yaml,
            _ => Self::Csv,
        }
    }
}

impl FromStr for Format {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|format| format.word() == word);
        found.ok_or_else(|| format!("a roster is written as toml, yaml or csv, and not as {word:?}"))
    }
}

/// Reads a file as it came.
///
/// # Errors
/// Everything that is wrong with it, each with its line.
pub fn read(bytes: &[u8]) -> Result<Vec<Placed>, Vec<Wrong>> {
    let at_line_1 = |what: String| vec![Wrong { line: 1, what }];
    if bytes.len() > LONGEST {
        let much = bytes.len();
        return Err(at_line_1(format!(
            "this has {much} bytes, and a roster of at most {LONGEST} is taken; is it the right file?"
        )));
    }
    let text = charter::text_of(bytes).map_err(|not| vec![Wrong { line: not.line(), what: not.what() }])?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let placed = if basics::text::is_blank(text) { Vec::new() } else { formats::read(text)? };
    if placed.is_empty() {
        return Err(at_line_1("nobody stands in this file; give one entry for each person".to_owned()));
    }
    if placed.len() > MOST {
        let many = placed.len();
        return Err(at_line_1(format!(
            "{many} people stand in this file, and at most {MOST} are taken; is it a roster?"
        )));
    }
    Ok(placed)
}

/// Writes a roster.
///
/// # Errors
/// Where the format cannot hold it, which no roster that was read is.
pub fn write(entries: &[Entry], format: Format) -> Result<String, NotWritten> {
    formats::write(entries, format)
}

/// A roster that a format cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the roster cannot be written as {format}: {why}")]
pub struct NotWritten {
    format: &'static str,
    why: String,
}
