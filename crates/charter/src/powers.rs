//! The powers table: office × act × situation, and what the charter answers.

use crate::act::{Act as _, FoundGroup};
use crate::computed::{Computed, computed};
use crate::rules::Rules;
use crate::situations::{Situation, facts_of, situations};
use crate::vocabulary::{ACTS, ActEntry, Stage};
use crate::{Charter, Opinion, Way, sentences};
use serde::Serialize;
use std::fmt::{self, Write as _};

/// Somebody who holds no office at all: the first column.
pub const OUTSIDER: &str = "outsider";

/// The head of a column, as people say it.
pub fn column(charter: &Charter, office: &str) -> String {
    if office == OUTSIDER { "Somebody outside".to_owned() } else { charter.office_name(office) }
}

/// What the charter answers to somebody in a situation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// `may`
    May,
    /// `ask the group`
    AskGroup,
    /// `ask the board`: the bodies by name.
    AskBodies(String),
    /// `may not`
    MayNot,
}

/// What the charter answers in one cell, with the labels of the clauses it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The answer.
    pub answer: Answer,
    /// The clauses, in the order of the rules file.
    pub clauses: Vec<String>,
}

/// One situation of an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What is out of the ordinary.
    pub situation: String,
    /// The answers, one for each column.
    pub cells: Vec<Cell>,
}

/// An act with its situations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActRows {
    /// The act's name.
    pub act: &'static str,
    /// What doing it is.
    pub says: &'static str,
    /// Whether this version of the product can do it.
    pub stage: Stage,
    /// All in order, then each rule alone.
    pub rows: Vec<Row>,
}

/// A whole table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Powers {
    /// The group's name.
    pub name: String,
    /// The columns: an outsider, then the offices, then the bodies whose seats hold a power.
    pub columns: Vec<String>,
    /// The acts.
    pub acts: Vec<ActRows>,
    /// What is decided by counting, whoever asks.
    pub computed: Vec<Computed>,
}

impl Powers {
    /// The table of a charter.
    pub fn of(charter: &Charter) -> Self {
        let columns = columns(charter);
        let acts = ACTS.iter().filter(|entry| entry.name != FoundGroup::NAME); // founding is judged by no charter
        let acts = acts.map(|entry| act_rows(charter, entry, &situations(charter.rules(), entry.name), &columns));
        let computed = computed(charter.rules());
        Self { name: charter.name().to_owned(), acts: acts.collect(), columns: columns.clone(), computed }
    }

    /// The table as text, for a terminal and for a golden file.
    pub fn to_text(&self) -> String {
        let width = |n: usize| self.cells(n).map(|cell| cell.chars().count()).chain([self.columns[n].len()]).max();
        let widths: Vec<usize> = (0..self.columns.len()).map(|n| width(n).unwrap_or(0)).collect();
        let situations = self.acts.iter().flat_map(|act| act.rows.iter().map(|row| row.situation.len() + 2));
        let first = situations.chain(self.acts.iter().map(|act| act.act.len())).max().unwrap_or(0);
        let mut text = format!("{}: who may do what, by which clause\n", self.name);
        for act in &self.acts {
            text.push('\n');
            line(&mut text, first, act.act, &widths, &self.columns);
            for row in &act.rows {
                let cells: Vec<String> = row.cells.iter().map(Cell::to_text).collect();
                line(&mut text, first, &format!("  {}", row.situation), &widths, &cells);
            }
        }
        text.push_str("\nwhat is decided by counting, whoever asks\n");
        for Computed { about, comes_to, clause } in &self.computed {
            // Writing into a String cannot fail.
            let _ = writeln!(text, "  {about}: {comes_to} {}", clause.as_deref().unwrap_or("(no rule)"));
        }
        text
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = String> {
        self.acts.iter().flat_map(|act| &act.rows).filter_map(move |row| row.cells.get(column)).map(Cell::to_text)
    }
}

impl Cell {
    fn of(charter: &Charter, opinion: &Opinion) -> Self {
        let answer = match opinion {
            Opinion::May { .. } => Answer::May,
            Opinion::No(grounds) => match &grounds.way {
                Way::AskGroup => Answer::AskGroup,
                Way::AskBody(bodies) => Answer::AskBodies(sentences::bodies(charter, bodies, "and")),
                Way::AskEither(bodies) => Answer::AskBodies(sentences::bodies(charter, bodies, "or")),
                Way::MayNot => Answer::MayNot,
            },
        };
        let mut clauses: Vec<String> = Vec::new();
        for cited in opinion.cites() {
            if !clauses.contains(&cited.label) {
                clauses.push(cited.label.clone());
            }
        }
        Self { answer, clauses }
    }
    /// The cell as text: `may D2`.
    pub fn to_text(&self) -> String {
        format!("{} {}", self.answer, self.clauses.join(" ")).trim_end().to_owned()
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::May => f.write_str("may"),
            Self::AskGroup => f.write_str("ask the group"),
            Self::AskBodies(names) => write!(f, "ask {names}"),
            Self::MayNot => f.write_str("may not"),
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What an opinion comes to in one cell.
pub(crate) fn answer_of(charter: &Charter, opinion: &Opinion) -> Cell {
    Cell::of(charter, opinion)
}

/// The columns of a charter's table.
pub(crate) fn columns(charter: &Charter) -> Vec<String> {
    [OUTSIDER].into_iter().chain(charter.offices()).chain(charter.seated()).map(str::to_owned).collect()
}

/// What a charter answers about an act in these situations.
pub(crate) fn act_rows(
    charter: &Charter,
    entry: &'static ActEntry,
    situations: &[Situation],
    columns: &[String],
) -> ActRows {
    act_rows_as_held(charter.rules(), charter, entry, situations, columns)
}

/// The same, with the facts about offices taken from other rules: those from which `charter` differs by one.
pub(crate) fn act_rows_as_held(
    held_by: &Rules,
    charter: &Charter,
    entry: &'static ActEntry,
    situations: &[Situation],
    columns: &[String],
) -> ActRows {
    let rows = situations.iter().map(|situation| {
        let cells = columns.iter().map(|office| {
            let held: Vec<&str> = Some(office.as_str()).filter(|office| *office != OUTSIDER).into_iter().collect();
            let facts = facts_of(held_by, &held, &situation.setting, situation.lapsed);
            Cell::of(charter, &charter.weigh_anew(entry.name, &[facts]))
        });
        Row { situation: situation.says.clone(), cells: cells.collect() }
    });
    ActRows { act: entry.name, says: entry.says, stage: entry.stage, rows: rows.collect() }
}

fn line(text: &mut String, first: usize, label: &str, widths: &[usize], cells: &[String]) {
    let mut line = format!("{label:first$}");
    for (cell, width) in cells.iter().zip(widths) {
        // Writing into a String cannot fail.
        let _ = write!(line, "  {cell:width$}");
    }
    text.push_str(line.trim_end());
    text.push('\n');
}
