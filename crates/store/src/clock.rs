//! The one place that knows what time it is. Everything inside takes a [`Moment`].

use crate::rig;
use basics::Moment;
use jiff::{SignedDuration, Timestamp};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

/// How far machines that keep their clocks right are apart at most: who is further behind was set.
const APART: SignedDuration = SignedDuration::from_secs(30);
/// The least by which one moment that is shown comes after another, while the machine is behind.
const LEAST: SignedDuration = SignedDuration::from_micros(1);

/// The clock of this process. It never runs backwards, so that nobody has a right again that ended, and nothing that is
/// over is open again. Where the machine's clock is behind what was shown already, this one runs at half speed until the
/// machine's has come up to it.
///
/// Clones share it, so that moving one moves them all.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    dial: Arc<Mutex<Dial>>,
}

#[derive(Debug, Default)]
struct Dial {
    /// How far this clock was moved away from the machine's.
    ahead: SignedDuration,
    /// The last moment that was shown, and when that was by a clock that nobody sets.
    shown: Option<(Moment, Instant)>,
}

impl Clock {
    /// The clock of the machine.
    pub fn of_the_machine() -> Self {
        Self::default()
    }
    /// A clock that shows `at` now and runs on from there: for tests and the demo.
    pub fn showing(at: Moment) -> Self {
        let clock = Self::default();
        clock.dial().ahead = at.since(machine_now());
        clock
    }

    /// What time it is.
    pub fn now(&self) -> Moment {
        self.dial().now()
    }
    /// What the machine's clock shows, be it right or not: for what has to agree with other devices, as codes of an app do.
    pub fn of_this_machine_now(&self) -> Moment {
        self.dial().machine()
    }
    /// Shows no time before this one any more.
    pub fn not_before(&self, at: Moment) {
        let mut dial = self.dial();
        if dial.now() < at {
            dial.shown = Some((at, Instant::now()));
        }
    }
    /// How far the machine's clock is behind this one; none where that is no more than machines are apart.
    pub fn behind(&self) -> Option<SignedDuration> {
        let mut dial = self.dial();
        let behind = dial.now().since(dial.machine());
        (behind > APART).then_some(behind)
    }

    /// Moves the clock forward from what it shows: for tests and the demo. A negative step is ignored.
    pub fn advance(&self, by: SignedDuration) {
        let mut dial = self.dial();
        let to = dial.now().plus(by.max(SignedDuration::ZERO));
        let missing = to.since(dial.machine());
        dial.ahead += missing.max(SignedDuration::ZERO);
    }
    /// Runs on at full speed from what it shows, whatever the machine's clock shows: for tests and the demo.
    pub fn runs_on(&self) {
        self.advance(SignedDuration::ZERO);
    }
    /// Goes by a machine whose clock somebody set by this much, forwards or back: for tests.
    pub fn machine_is_set(&self, by: SignedDuration) {
        let mut dial = self.dial();
        dial.now();
        dial.ahead += by;
    }
    /// Whether this clock was moved away from the machine's.
    pub fn moved(&self) -> bool {
        !self.dial().ahead.is_zero()
    }

    fn dial(&self) -> MutexGuard<'_, Dial> {
        self.dial.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Dial {
    fn machine(&self) -> Moment {
        machine_now().plus(self.ahead)
    }
    fn now(&mut self) -> Moment {
        let machine = self.machine();
        let at = match self.shown {
            Some((shown, since)) if machine < shown => shown.plus(half(since).max(LEAST)),
            _ => machine,
        };
        self.shown = Some((at, Instant::now()));
        at
    }
}

/// Half of the time since then.
fn half(since: Instant) -> SignedDuration {
    SignedDuration::try_from(since.elapsed() / 2).unwrap_or(LEAST)
}

#[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else is handed")]
fn machine_now() -> Moment {
    Moment::new(Timestamp::now()).plus(rig::ahead())
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
    fn a_clock_that_is_set_back_goes_on_from_what_it_showed_until_the_machine_has_come_up_to_it() {
        let clock = Clock::showing(noon());
        assert!(shows(&clock, noon()) && clock.behind().is_none());
        clock.machine_is_set(-DAY);
        let shown: Vec<Moment> = (0..1_000).map(|_| clock.now()).collect();
        assert!(shown.is_sorted_by(|earlier, later| earlier < later), "no moment twice");
        assert!(shows(&clock, noon()) && clock.behind().is_some_and(|behind| behind > DAY / 2));
        clock.machine_is_set(DAY * 2);
        assert!(shows(&clock, noon().plus(DAY)) && clock.behind().is_none());
    }

    #[test]
    fn a_clock_shows_nothing_before_what_is_known_to_have_been() {
        let clock = Clock::showing(noon());
        clock.not_before(noon().plus(DAY));
        assert!(shows(&clock, noon().plus(DAY)) && clock.behind().is_some());
        clock.not_before(noon());
        assert!(shows(&clock, noon().plus(DAY)), "nor does it go back to something earlier");
        clock.runs_on();
        assert!(clock.behind().is_none() && shows(&clock, noon().plus(DAY)), "whoever may, lets it run on");
    }

    #[test]
    fn a_correction_by_seconds_is_no_clock_that_was_set() {
        let clock = Clock::showing(noon());
        clock.machine_is_set(SignedDuration::from_secs(-20));
        assert!(clock.behind().is_none());
        assert!(shows(&clock, noon()));
    }

    #[test]
    fn a_clock_that_nobody_moved_is_the_machines() {
        let clock = Clock::of_the_machine();
        clock.advance(-DAY);
        clock.runs_on();
        assert!(!clock.moved());
    }
}
