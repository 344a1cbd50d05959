//! The one place that knows what time it is. Everything inside takes a [`Moment`].

use basics::Moment;
use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// The clock of this process. Clones share it, so that moving one moves them all.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_micros: Arc<AtomicI64>,
}

impl Clock {
    /// The clock of the machine.
    pub fn of_the_machine() -> Self {
        Self::default()
    }
    /// A clock that shows `at` now and runs on from there: for tests and the demo.
    pub fn showing(at: Moment) -> Self {
        let clock = Self::default();
        clock.ahead_micros.store(at.micros() - machine_now().micros(), Ordering::SeqCst);
        clock
    }
    /// What time it is.
    pub fn now(&self) -> Moment {
        machine_now().plus(SignedDuration::from_micros(self.ahead_micros.load(Ordering::SeqCst)))
    }
    /// Moves the clock forward. It never runs backwards: a negative step is ignored.
    pub fn advance(&self, by: SignedDuration) {
        let micros = i64::try_from(by.as_micros()).unwrap_or(i64::MAX).max(0);
        self.ahead_micros.fetch_add(micros, Ordering::SeqCst);
    }
    /// Whether this clock was moved away from the machine's.
    pub fn moved(&self) -> bool {
        self.ahead_micros.load(Ordering::SeqCst) != 0
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else is handed")]
fn machine_now() -> Moment {
    Moment::new(Timestamp::now())
}
