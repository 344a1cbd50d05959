//! A difference as text, for a terminal, a mail and a golden file.

use super::{ChangedAnswer, ChangedClause, Difference, Piece, Weight};
use crate::powers::Cell;
use crate::sentences;
use std::fmt::{self, Write as _};

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Difference {
    /// The whole difference, section by section.
    pub fn to_text(&self) -> String {
        if self.amendment.is_empty() {
            return "Both versions say the same.\n".to_owned();
        }
        let mut text = format!("This change is {}.\n", self.amendment.weight);
        section(
            &mut text,
            "parts that change",
            self.amendment
                .parts
                .iter()
                .map(|part| format!("{} ({}): {}", part.name, part.weight, part.what.join(", "))),
        );
        section(&mut text, "words", self.clauses.iter().map(ChangedClause::to_text));
        section(
            &mut text,
            "rules",
            self.entries.iter().map(|entry| {
                let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
                format!("line {}: {}: {} → {}", entry.line, entry.path, shown(&entry.before), shown(&entry.after))
            }),
        );
        let found_by = Some(self.found_by.to_string());
        section(&mut text, "who may do what", self.answers.iter().map(ChangedAnswer::to_text).chain(found_by));
        section(
            &mut text,
            "what is decided by counting",
            self.counting.iter().map(|counting| {
                let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "not decided".to_owned());
                format!("{}: {} → {}", counting.about, shown(&counting.before), shown(&counting.after))
            }),
        );
        text
    }
}

fn section(text: &mut String, head: &str, lines: impl Iterator<Item = String>) {
    // Writing into a String cannot fail.
    let _ = write!(text, "\n{head}\n");
    let before = text.len();
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
    if text.len() == before {
        text.push_str("  nothing\n");
    }
}

impl ChangedClause {
    /// `C1, line 76: A meeting every [-two-]{+three+} weeks`.
    fn to_text(&self) -> String {
        let words = self.pieces.iter().map(|piece| match piece {
            Piece::Kept(words) => words.clone(),
            Piece::Out(words) => format!("[-{words}-]"),
            Piece::In(words) => format!("{{+{words}+}}"),
        });
        let label = self.label.as_ref().map_or_else(String::new, |label| format!("{label}, "));
        format!("{label}line {}: {}", self.line, words.collect::<String>())
    }
}

impl ChangedAnswer {
    /// The act, the case, for whom, and both answers, with a request that shows it.
    fn to_text(&self) -> String {
        let shown = |cell: &Option<Cell>| cell.as_ref().map_or_else(|| "no such office".to_owned(), Cell::to_text);
        format!(
            "{} ({}), {}: {} → {}\n    for example: {}",
            self.act,
            self.situation,
            sentences::listed(&self.who, "and"),
            shown(&self.before),
            shown(&self.after),
            self.example
        )
    }
}
