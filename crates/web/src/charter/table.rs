//! The table of powers, in the parts of a page: what can be done in this version row by row, the rest by name.

use super::{Cell, Counted, PowerRow, Situation};
use crate::parts::{Authority, Clause};
use charter::{
    powers::{self, Answer, Powers},
    sentences,
    vocabulary::Stage,
};

/// The acts that can be done, each with its situations.
pub fn acts(base: &str, table: &Powers) -> Vec<Situation> {
    let built = table.acts.iter().filter(|act| act.stage == Stage::Built);
    built
        .map(|act| Situation {
            act: sentences::capital(act.says),
            rows: act.rows.iter().map(|row| power_row(base, row)).collect(),
        })
        .collect()
}

/// The acts of which this charter speaks already, and that a later step brings.
pub(super) fn later(table: &Powers) -> Vec<String> {
    table.acts.iter().filter(|act| act.stage != Stage::Built).map(|act| act.says.to_owned()).collect()
}

/// What is decided by counting, whoever asks.
pub(super) fn counted(base: &str, table: &Powers) -> Vec<Counted> {
    let rows = table.computed.iter();
    rows.map(|row| Counted {
        about: sentences::capital(&row.about),
        comes_to: row.comes_to.clone(),
        clause: row.clause.as_deref().map(|label| Clause::of(base, label)),
    })
    .collect()
}

fn power_row(base: &str, row: &powers::Row) -> PowerRow {
    PowerRow { situation: row.situation.clone(), cells: row.cells.iter().map(|cell| one_cell(base, cell)).collect() }
}

fn one_cell(base: &str, cell: &powers::Cell) -> Cell {
    let authority = match &cell.answer {
        Answer::May => Authority::Member,
        Answer::MayNot => Authority::Nobody,
        Answer::AskGroup => Authority::Group,
        Answer::AskBodies(names) => Authority::Body(names.clone()),
    };
    let clauses = cell.clauses.iter().map(|label| Clause::of(base, label));
    Cell { authority, words: cell.answer.to_string(), clauses: clauses.collect() }
}
