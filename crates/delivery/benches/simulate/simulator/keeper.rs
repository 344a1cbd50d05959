//! The store: one durable row, compare-and-set, and the history that an auditor would read.

use super::planted::Engine;
use basics::Moment;
use delivery::{
    Class, Expected, Kept, Notice, PauseReason, Pauses, RaceLost, Row, Step,
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
    engine: Engine,
}

impl Keeper {
    /// A store that holds this row.
    pub fn new(row: Row, engine: Engine, now: Moment) -> Self {
        let mut facts = Vec::with_capacity(24);
        facts.push(Fact::Kept(Line::of(&row, now)));
        Self { history: History { class: row.class(), until: now, facts }, row, engine }
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
    /// The class of the delivery.
    pub fn class(&self) -> Class {
        self.row.class()
    }
}
