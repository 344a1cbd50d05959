//! The closing table: class × where × doubled × lost, and what went wrong with the cell to play again.

use crate::{
    cell::{Cell, Verdict},
    lane::Setting,
};
use delivery::Class;
use std::{collections::BTreeMap, fmt};

/// What became of the cells of one class with so many processes.
#[derive(Clone, Copy, Default)]
struct Line {
    cells: usize,
    kills: usize,
    once: usize,
    told: usize,
    doubled: usize,
    lost: usize,
    not_reached: usize,
}

/// All of them.
#[derive(Default)]
pub struct Table {
    lines: BTreeMap<(Class, String), Line>,
    wrong: Vec<String>,
}

impl Table {
    /// Counts a cell, and says at once what went wrong.
    pub fn note(&mut self, setting: Setting, cell: Cell, verdict: &Verdict) {
        let line = self.lines.entry((cell.class, setting.title())).or_default();
        line.cells += 1;
        line.kills += usize::from(cell.blow.way.kills());
        match verdict {
            Verdict::Once => line.once += 1,
            Verdict::Told(_) => line.told += 1,
            Verdict::Doubled(_) => line.doubled += 1,
            Verdict::Lost(_) => line.lost += 1,
            Verdict::NotReached(_) => {
                line.kills -= usize::from(cell.blow.way.kills());
                line.not_reached += 1;
            }
        }
        if !verdict.is_well() {
            let wrong = format!("failure | {} | {cell} | {}: {verdict:?}", setting.title(), cell.blow.title);
            println!("{wrong}");
            self.wrong.push(wrong);
        }
    }
    /// A post that was there once, and later twice.
    pub fn note_doubled_later(&mut self, setting: Setting, text: &str) {
        let wrong = format!("failure | {} | {text} | it is there twice at the end", setting.title());
        println!("{wrong}");
        self.wrong.push(wrong);
    }
    /// What was planted and not seen.
    pub fn note_blind(&mut self, setting: Setting, planted: &str) {
        let wrong = format!("failure | {} | planted | {planted} was not seen", setting.title());
        println!("{wrong}");
        self.wrong.push(wrong);
    }
    /// Both together.
    pub fn and(mut self, other: Self) -> Self {
        self.lines.extend(other.lines);
        self.wrong.extend(other.wrong);
        self
    }
    /// Whether nothing was doubled or lost, and every point was reached.
    pub fn is_well(&self) -> bool {
        self.wrong.is_empty()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads =
            ["cells", "kills", "once", "told", "doubled", "lost", "missed"].map(|head| format!("{head:>8}")).concat();
        writeln!(f, "{:<6} {:<26}{heads}", "class", "where")?;
        for ((class, setting), line) in &self.lines {
            let Line { cells, kills, once, told, doubled, lost, not_reached } = line;
            let numbers =
                [cells, kills, once, told, doubled, lost, not_reached].map(|number| format!("{number:>8}")).concat();
            writeln!(f, "{class:<6} {setting:<26}{numbers}")?;
        }
        let kills: usize = self.lines.values().map(|line| line.kills).sum();
        write!(f, "{kills} processes were killed, {} cells went wrong", self.wrong.len())
    }
}
