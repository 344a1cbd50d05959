//! What is asked: a field with its label, hint and error; a choice; the summary of what is wrong.

use super::{Clause, written_by_its_template};
use crate::{filters, words::sentence};
use askama::Template;

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    #[default]
    Text,
    /// An address of a page.
    Url,
    /// A day.
    Day,
    /// A time of day.
    Time,
    /// A password or another secret, never sent back to the page.
    Secret,
    /// Six digits.
    Code,
    /// A whole number.
    Number,
    /// So many lines.
    Lines(u8),
    /// So many lines, in the typeface of rules files.
    Source(u8),
    /// A file.
    File,
}

impl Kind {
    /// The `type` of the input.
    pub fn input(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::Day => "date",
            Self::Time => "time",
            Self::Secret => "password",
            Self::File => "file",
            Self::Text | Self::Code | Self::Number | Self::Lines(_) | Self::Source(_) => "text",
        }
    }
    /// How many lines, for a text of several.
    pub fn lines(self) -> Option<u8> {
        match self {
            Self::Lines(lines) | Self::Source(lines) => Some(lines),
            _ => None,
        }
    }
}

/// One question with its answer, and what is wrong with it.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    /// The name in the form, and the id.
    pub name: String,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    pub hint: String,
    /// The answer so far. What was typed is never lost.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may stay empty.
    pub optional: bool,
    /// The browser's word for it: `username`, `current-password`, `one-time-code`.
    pub autocomplete: &'static str,
    /// Answers to pick from while typing.
    pub suggestions: Vec<String>,
}

impl Field {
    /// A question of one line.
    pub fn new(name: &str, label: &str) -> Self {
        Self { name: name.to_owned(), label: label.to_owned(), ..Self::default() }
    }
    /// The same question for another kind of answer.
    #[must_use]
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }
    /// The same question with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
    /// The same question with this answer.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }
    /// The same question with what is wrong about its answer.
    #[must_use]
    pub fn error(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }
    /// The same question with what is wrong about its answer, where anything is.
    #[must_use]
    pub fn marked(mut self, problems: &Problems) -> Self {
        self.error = problems.at(&self.name).or(self.error);
        self
    }
    /// The same question, which may stay unanswered.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
    /// The same question with the browser's word for it.
    #[must_use]
    pub fn autocomplete(mut self, word: &'static str) -> Self {
        self.autocomplete = word;
        self
    }
    /// The same question with answers to pick from.
    #[must_use]
    pub fn suggesting(mut self, suggestions: Vec<String>) -> Self {
        self.suggestions = suggestions;
        self
    }
    fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}

/// One of several answers.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What the form carries.
    pub value: String,
    /// What it says. The charter's own words where `clause` is set.
    pub words: String,
    /// What it means.
    pub small: String,
    /// The clause whose words these are.
    pub clause: Option<Clause>,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// An answer that is not chosen yet.
    pub fn new(value: &str, words: impl Into<String>) -> Self {
        Self { value: value.to_owned(), words: words.into(), ..Self::default() }
    }
    /// The same answer with what it means.
    #[must_use]
    pub fn small(mut self, small: impl Into<String>) -> Self {
        self.small = small.into();
        self
    }
    /// The same answer as words of the charter.
    #[must_use]
    pub fn law(mut self, clause: Clause) -> Self {
        self.clause = Some(clause);
        self
    }
    /// The same answer, chosen or not.
    #[must_use]
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }
}

/// A few answers as cards, one or several of which are chosen.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/choices.html")]
pub struct Choices {
    /// The name in the form, and the id.
    pub name: String,
    /// The question.
    pub legend: String,
    /// What helps to answer it.
    pub hint: String,
    /// The answers.
    pub of: Vec<Choice>,
    /// Whether several may be chosen.
    pub several: bool,
    /// What is sent with every form, ticked or not, so that an empty box is told from a missing one.
    pub unticked: Option<&'static str>,
    /// Whether they stand side by side.
    pub across: bool,
    /// What is wrong with the answer.
    pub error: Option<String>,
}

/// One answer out of a list.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/pick.html")]
pub struct Pick {
    /// The name in the form, and the id.
    pub name: String,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    pub hint: String,
    /// The answers.
    pub of: Vec<Choice>,
    /// What is wrong with the answer.
    pub error: Option<String>,
}

/// One thing that is wrong, and the field where it is.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The id of the field.
    pub field: String,
    /// The sentence, which also stands at the field.
    pub words: String,
}

/// Everything that is wrong, on top of the form.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/problems.html")]
pub struct Problems {
    /// In the order of the form.
    pub all: Vec<Problem>,
}

impl Problems {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
    /// What the title of the page starts with.
    pub fn title(&self) -> &'static str {
        if self.all.is_empty() { "" } else { "Error: " }
    }
    /// What is wrong with this field.
    pub fn at(&self, field: &str) -> Option<String> {
        self.all.iter().find(|problem| problem.field == field).map(|problem| problem.words.clone())
    }
    /// One alone.
    pub fn of(field: &str, words: impl Into<String>) -> Self {
        let mut one = Self::default();
        one.add(field, words);
        one
    }
    /// One more. Whatever said it, it stands here as a sentence.
    pub fn add(&mut self, field: &str, words: impl Into<String>) {
        self.all.push(Problem { field: field.to_owned(), words: sentence(&words.into()) });
    }
}

written_by_its_template!(Field, Choices, Pick, Problems);
