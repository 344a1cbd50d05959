//! A rules file as text: which line each of its values stands on, so that an error can name it.

use crate::problem::{Problem, Problems, nearest};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// A rules file that is well-formed TOML.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The file's name, for messages.
    pub file: String,
    /// Its text.
    pub text: String,
    starts: Starts,
    lines: BTreeMap<String, usize>,
    clauses: Vec<Citation>,
}

/// A value of the rules file that cites a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Citation {
    /// The table that cites, such as `limit.2` or `term`.
    pub path: String,
    /// The label it cites.
    pub label: String,
    /// The line in the rules file.
    pub line: usize,
    /// Whether the clause says it in so many words, by the `status` beside it.
    pub is_explicit: bool,
}

impl Source {
    /// Reads the file as TOML, without asking what it means.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problems> {
        let table = DeTable::parse(text).map_err(|error| syntax(file, text, &error))?;
        let mut source = Self {
            file: file.to_owned(),
            text: text.to_owned(),
            starts: Starts::of(text),
            lines: BTreeMap::new(),
            clauses: Vec::new(),
        };
        source.table("", table.get_ref());
        source.clauses.sort_by_key(|citation| citation.line);
        Ok(source)
    }

    /// The line of the value at `path`, or of the nearest table around it.
    pub fn line(&self, path: &str) -> usize {
        let mut path = path;
        loop {
            if let Some(line) = self.lines.get(path) {
                return *line;
            }
            let Some((parent, _)) = path.rsplit_once('.') else { return 1 };
            path = parent;
        }
    }

    /// Every place that cites a clause, in the order of the file.
    pub fn citations(&self) -> &[Citation] {
        &self.clauses
    }

    /// A problem at `path`.
    pub fn problem(&self, path: &str, found: impl Into<String>) -> Problem {
        Problem::at(&self.file, self.line(path), found)
    }

    fn table(&mut self, path: &str, table: &DeTable) {
        for (key, value) in table {
            let below = if path.is_empty() { key.get_ref().to_string() } else { format!("{path}.{}", key.get_ref()) };
            self.value(&below, key.span().start, value.get_ref());
            let is_explicit = !table.iter().any(|(key, _)| key.get_ref() == "status");
            let cites = key.get_ref() == "clause" || key.get_ref().ends_with("_clause") || path == "goals";
            if cites && let Some(label) = value.get_ref().as_str() {
                let line = self.starts.line(key.span().start);
                let path = if key.get_ref() == "clause" { path } else { &below };
                self.clauses.push(Citation { path: path.to_owned(), label: label.to_owned(), line, is_explicit });
            }
        }
    }

    fn value(&mut self, path: &str, start: usize, value: &DeValue) {
        self.lines.insert(path.to_owned(), self.starts.line(start));
        match value {
            DeValue::Table(table) => self.table(path, table),
            DeValue::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    self.value(&format!("{path}.{n}"), item.span().start, item.get_ref());
                }
            }
            _ => {}
        }
    }
}

/// What serde or the TOML reader says, with the line, what was expected and the nearest word that would have done.
pub(crate) fn syntax(file: &str, text: &str, error: &toml::de::Error) -> Problem {
    let line = error.span().map_or(1, |span| Starts::of(text).line(span.start));
    let message = error.message().replace('\n', "; ");
    let missing =
        message.strip_prefix("missing field ").map(|name| format!("{name} is missing; every rules file has it"));
    let message = missing.unwrap_or(message);
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let problem = Problem::at(file, line, message.clone());
    match quoted.split_first() {
        Some((found, known)) if message.starts_with("unknown") => problem.meant(nearest(found, known.iter().copied())),
        _ => problem,
    }
}

/// Where each line of a text but the first begins, in bytes.
#[derive(Clone, Debug)]
struct Starts(Vec<usize>);

impl Starts {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line on which a byte stands, from 1.
    fn line(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at) + 1
    }
}
