//! The one place that knows what time it is. Everything inside takes a [`Moment`].

use basics::Moment;
use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// A machine's clock that is corrected moves by less than this; one that moves further was set.
const CORRECTED_BY: SignedDuration = SignedDuration::from_secs(30);

/// The clock of this process. It never runs backwards: where the machine's is set back, this one stands still until the
/// machine's shows that time again, so that nobody has a right again that ended, and nothing that is over is open again.
///
/// Clones share it, so that moving one moves them all.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_micros: Arc<AtomicI64>,
    shown_micros: Arc<AtomicI64>,
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
        let machine = self.machine();
        Moment::from_micros(self.shown_micros.fetch_max(machine.micros(), Ordering::SeqCst)).max(machine)
    }
    /// Shows no time before this one any more: what a log tells of has been.
    pub fn not_before(&self, at: Moment) {
        self.shown_micros.fetch_max(at.micros(), Ordering::SeqCst);
    }
    /// How far the machine's clock lies behind this one, which stands still therefore. None while it runs.
    pub fn stands_still(&self) -> Option<SignedDuration> {
        let behind = self.now().since(self.machine());
        (behind > CORRECTED_BY).then_some(behind)
    }

    /// Moves the clock forward from what it shows, also where it stood still: for tests and the demo. A negative step is
    /// ignored.
    pub fn advance(&self, by: SignedDuration) {
        let to = self.now().plus(by.max(SignedDuration::ZERO));
        let ahead = to.micros() - self.machine().micros();
        self.ahead_micros.fetch_add(ahead.max(0), Ordering::SeqCst);
    }
    /// Goes by a machine whose clock somebody set by this much, forwards or back: for tests.
    pub fn machine_is_set(&self, by: SignedDuration) {
        self.now();
        self.ahead_micros.fetch_add(by.as_micros().try_into().unwrap_or_default(), Ordering::SeqCst);
    }
    /// Whether this clock was moved away from the machine's.
    pub fn moved(&self) -> bool {
        self.ahead_micros.load(Ordering::SeqCst) != 0
    }

    fn machine(&self) -> Moment {
        machine_now().plus(SignedDuration::from_micros(self.ahead_micros.load(Ordering::SeqCst)))
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else is handed")]
fn machine_now() -> Moment {
    Moment::new(Timestamp::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: SignedDuration = SignedDuration::from_hours(24);

    fn noon() -> Moment {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    /// Whether the clock shows this, or a little later: it runs while the test does.
    fn shows(clock: &Clock, at: Moment) -> bool {
        let since = clock.now().since(at);
        since >= SignedDuration::ZERO && since < SignedDuration::from_hours(1)
    }

    #[test]
    fn a_clock_that_is_set_back_stands_still_until_the_machine_shows_that_time_again() {
        let clock = Clock::showing(noon());
        assert!(shows(&clock, noon()) && clock.stands_still().is_none());
        clock.machine_is_set(-DAY);
        let (first, second) = (clock.now(), clock.now());
        assert!(first == second && shows(&clock, noon()), "{first} {second}");
        assert!(clock.stands_still().is_some_and(|behind| behind > DAY / 2));
        clock.machine_is_set(DAY * 2);
        assert!(shows(&clock, noon().plus(DAY)) && clock.stands_still().is_none());
    }

    #[test]
    fn a_clock_shows_nothing_before_what_a_log_tells_of() {
        let clock = Clock::showing(noon());
        clock.not_before(noon().plus(DAY));
        assert_eq!(clock.now(), noon().plus(DAY));
        clock.not_before(noon());
        assert_eq!(clock.now(), noon().plus(DAY), "nor does it go back to an earlier entry");
        clock.advance(SignedDuration::ZERO);
        assert!(clock.stands_still().is_none() && shows(&clock, noon().plus(DAY)), "whoever may, lets it run on");
    }

    #[test]
    fn a_correction_by_seconds_is_no_clock_that_was_set() {
        let clock = Clock::showing(noon());
        clock.machine_is_set(SignedDuration::from_secs(-20));
        assert!(clock.stands_still().is_none());
        assert!(shows(&clock, noon()));
    }
}
