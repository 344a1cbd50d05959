//! What is wrong with a rules file or its text, each thing as a sentence that says where and how to mend it.

use serde::Serialize;
use std::fmt;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What was found there.
    pub found: String,
    /// What was expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// How it could look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// The nearest word that would have done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meant: Option<String>,
}

impl Problem {
    /// Something is wrong at this line.
    pub(crate) fn at(file: &str, line: usize, found: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, found: found.into(), expected: None, example: None, meant: None }
    }
    /// … and this was expected.
    pub(crate) fn expected(mut self, what: impl Into<String>) -> Self {
        self.expected = Some(what.into());
        self
    }
    /// … and this is how it could look.
    pub(crate) fn example(mut self, what: impl Into<String>) -> Self {
        self.example = Some(what.into());
        self
    }
    /// … and this was probably meant.
    pub(crate) fn meant(mut self, what: Option<&str>) -> Self {
        self.meant = what.map(str::to_owned);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.found)?;
        if let Some(expected) = &self.expected {
            write!(f, "; expected {expected}")?;
        }
        if let Some(meant) = &self.meant {
            write!(f, "; did you mean {meant:?}?")?;
        }
        if let Some(example) = &self.example {
            write!(f, "; for example: {example}")?;
        }
        Ok(())
    }
}

/// Everything that is wrong, at once, so that a file is mended in one go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// These problems, if there are any.
    pub(crate) fn of(mut found: Vec<Problem>) -> Result<(), Self> {
        found.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        found.dedup();
        if found.is_empty() { Ok(()) } else { Err(Self(found)) }
    }
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}
impl std::error::Error for Problems {}

/// The known word that is nearest to what was written, if one is near at all.
pub(crate) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let far = (written.chars().count() / 3).max(2);
    let by_distance = known.into_iter().map(|word| (distance(written, word), word));
    by_distance.filter(|(steps, _)| *steps <= far).min().map(|(_, word)| word)
}

/// How many letters have to be added, dropped or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (n, left) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], n + 1); // a row has at least one cell
        for (m, right) in b.iter().enumerate() {
            let change = diagonal + usize::from(left != *right);
            diagonal = row[m + 1];
            row[m + 1] = change.min(row[m] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("publsh_post", ["publish_post", "schedule_post"]), Some("publish_post"));
        assert_eq!(nearest("dance", ["publish_post"]), None);
    }
}
