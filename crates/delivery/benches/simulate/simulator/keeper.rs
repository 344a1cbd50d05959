//! The store: one durable row, compare-and-set, and the history that an auditor would read.

use super::planted::Engine;
use basics::Moment;
use delivery::{
    Class, Expected, Kept, Notice, PauseReason, Pauses, RaceLost, Row, State, Step,
    invariants::{Fact, History, Line},
};

/// What a write compares with the row before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Compares {
    /// Id, state, sequence and fence, as it must.
    All,
    /// Everything but the state (a planted bug).
    AllButState,
    /// Nothing (a planted bug).
    Nothing,
}

/// The durable row.
pub struct Keeper {
    /// The row as it is on disk.
    pub row: Row,
    /// What happened, for the invariants.
    pub history: History,
    told: Option<Notice>,
    engine: Engine,
}

/// The database as it once was: the row, and what people had been told last.
pub struct Backup {
    row: Row,
    told: Option<Notice>,
}

impl Keeper {
    /// A store that holds this row.
    pub fn new(row: Row, engine: Engine, now: Moment) -> Self {
        let mut facts = Vec::with_capacity(24);
        facts.push(Fact::Kept(Line::of(&row, now)));
        Self { history: History { class: row.class(), until: now, facts }, row, told: None, engine }
    }
    /// Writes the row with its notice and commits; then the command comes out.
    pub fn keep(&mut self, step: Step, now: Moment) -> Result<(Kept, Option<Notice>), RaceLost> {
        if self.engine.skips_write(&step) {
            return step.once_kept(1).map(|kept| (kept, None));
        }
        if !self.matches(step.expected()) {
            return Err(step.once_kept(0).err().unwrap_or_else(|| unreachable!("no row was changed")));
        }
        let notice = step.notice().filter(|_| self.engine.tells());
        self.note_new_pauses(step.row().pauses);
        self.row.clone_from(step.row());
        self.history.facts.push(Fact::Kept(Line::of(&self.row, now)));
        self.history.facts.extend(notice.map(Fact::Told));
        self.told = notice.or(self.told);
        step.once_kept(1).map(|kept| (kept, notice))
    }
    fn matches(&self, expected: Expected) -> bool {
        let found = Expected::of(&self.row);
        match self.engine.compares() {
            Compares::All => found == expected,
            Compares::AllButState => found == Expected { state: found.state, ..expected },
            Compares::Nothing => true,
        }
    }
    /// A rate limit ends by itself, so it is no pause that somebody has to lift.
    fn note_new_pauses(&mut self, pauses: Pauses) {
        if pauses == self.row.pauses {
            return;
        }
        let before = self.row.pauses;
        let new = pauses.iter().filter(|reason| *reason != PauseReason::Rate && !before.contains(*reason));
        self.history.facts.extend(new.map(|reason| Fact::Pause(reason, true)));
    }
    /// Copies the database away.
    pub fn backup(&self) -> Backup {
        Backup { row: self.row.clone(), told: self.told }
    }
    /// Puts the copy back in its place. Gives what people read there.
    pub fn put_back(&mut self, backup: Backup, now: Moment) -> Option<Notice> {
        (self.row, self.told) = (backup.row, backup.told);
        let pauses = self.row.pauses.without(PauseReason::Rate);
        self.history.facts.push(Fact::Restored(Line::of(&self.row, now), pauses));
        self.history.facts.extend(self.told.map(Fact::Told));
        self.told
    }
    /// When it first came into this state.
    pub fn first_in(&self, state: State) -> Option<Moment> {
        self.history.facts.iter().find_map(|fact| match fact {
            Fact::Kept(line) if line.state == state => Some(line.at),
            _ => None,
        })
    }
    /// The class of the delivery.
    pub fn class(&self) -> Class {
        self.row.class()
    }
}
