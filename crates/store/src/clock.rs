//! The one place that knows what time it is. Everything inside takes a [`Moment`].

mod uptime;

use crate::rig;
use basics::Moment;
use jiff::{SignedDuration, Timestamp};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How far machines that keep their clocks right are apart at most: who is further behind was set.
const APART: SignedDuration = SignedDuration::from_secs(30);
/// The least by which one moment that is shown comes after another, while the machine is behind.
const LEAST: SignedDuration = SignedDuration::from_micros(1);

/// The clock of this process. It never runs backwards, so that nobody has a right again that ended, and nothing that is
/// over is open again. Where the machine's clock is behind what was shown already, this one runs at half speed until the
/// machine's has come up to it. Where the machine's clock jumps ahead, this one goes on by the time that passed: what is due
/// tomorrow does not leave today because somebody set a clock.
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
    /// How far a test set the machine's clock.
    set: SignedDuration,
    /// How far the database's clock is from the machine's: where several machines share one, all go by its time.
    database: SignedDuration,
    /// What the machine's clock showed when it was last believed, and how long the machine had been up then.
    believed: Option<(Moment, Duration)>,
    /// The last moment that was shown, and when that was by a clock that nobody sets.
    shown: Option<(Moment, Instant)>,
}

/// What is wrong with the machine's clock, and by how much. While something is, nothing happens by itself: what left too
/// early cannot be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is behind what was shown already.
    Behind(SignedDuration),
    /// It jumped ahead of the time that passed.
    Ahead(SignedDuration),
    /// It shows another time than the clock of the database.
    NotTheDatabases(SignedDuration),
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
        let dial = self.dial();
        dial.raw().plus(dial.ahead).plus(rig::ahead())
    }
    /// Shows no time before this one any more.
    pub fn not_before(&self, at: Moment) {
        let mut dial = self.dial();
        if dial.now() < at {
            dial.shown = Some((at, Instant::now()));
        }
    }
    /// What is wrong with the machine's clock; nothing where it is off by no more than machines are apart.
    pub fn wrong(&self) -> Option<Wrong> {
        self.dial().wrong()
    }
    /// What the clock of a database shows that several machines share: all of them go by its time, and it says which of two
    /// is right where the machine's own jumped ahead. A clock that was moved on purpose goes by itself.
    pub fn compare(&self, database: Moment) {
        let mut dial = self.dial();
        if !dial.ahead.is_zero() {
            return;
        }
        dial.database = database.since(dial.raw());
        if dial.database.abs() <= APART {
            dial.believe();
        }
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
        dial.set += by;
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
    /// What the machine's clock shows, be it right or not.
    fn raw(&self) -> Moment {
        machine_now().plus(self.set)
    }
    /// The time to go by: the machine's, but for how far it jumped ahead.
    fn machine(&mut self) -> Moment {
        let (raw, off) = (self.raw(), self.off());
        if off.abs() <= APART {
            self.believe();
        }
        let jumped = if off > APART { off } else { SignedDuration::ZERO };
        let database = if self.database.abs() <= APART { self.database } else { SignedDuration::ZERO };
        raw.plus(database - jumped).plus(self.ahead).plus(rig::ahead())
    }
    /// How far the machine's clock is ahead of the time that passed since it was last believed; negative where it was set
    /// back.
    fn off(&self) -> SignedDuration {
        let passed = |since: Duration| SignedDuration::try_from(uptime::now()?.saturating_sub(since)).ok();
        let expected = self.believed.and_then(|(shown, since)| Some(shown.plus(passed(since)?)));
        expected.map_or(SignedDuration::ZERO, |expected| self.raw().since(expected))
    }
    fn believe(&mut self) {
        self.believed = uptime::now().map(|up| (self.raw(), up));
    }
    fn wrong(&mut self) -> Option<Wrong> {
        let behind = self.now().since(self.machine());
        if behind > APART {
            return Some(Wrong::Behind(behind));
        }
        if self.database.abs() > APART {
            return Some(Wrong::NotTheDatabases(self.database));
        }
        let ahead = self.off();
        if ahead > APART {
            return Some(Wrong::Ahead(ahead));
        }
        // What was set back has come up again, or was right to be.
        self.believe();
        None
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
    fn a_clock_that_is_set_back_goes_on_from_what_it_showed_until_the_machine_has_come_up_to_it() {
        let clock = Clock::showing(noon());
        assert!(shows(&clock, noon()) && clock.wrong().is_none());
        clock.machine_is_set(-DAY);
        let shown: Vec<Moment> = (0..1_000).map(|_| clock.now()).collect();
        assert!(shown.is_sorted_by(|earlier, later| earlier < later), "no moment twice");
        assert!(shows(&clock, noon()) && is_behind(&clock));
        clock.machine_is_set(DAY);
        assert!(shows(&clock, noon()) && clock.wrong().is_none());
    }

    fn is_behind(clock: &Clock) -> bool {
        matches!(clock.wrong(), Some(Wrong::Behind(behind)) if behind > DAY / 2)
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn dl26_a_clock_that_is_set_ahead_goes_on_by_the_time_that_passed() {
        let clock = Clock::showing(noon());
        assert!(shows(&clock, noon()));
        clock.machine_is_set(DAY);
        assert!(shows(&clock, noon()), "nothing is due early");
        assert!(matches!(clock.wrong(), Some(Wrong::Ahead(ahead)) if ahead > DAY / 2), "{:?}", clock.wrong());
        clock.machine_is_set(-DAY);
        assert!(shows(&clock, noon()) && clock.wrong().is_none(), "it is believed again once it is right");
    }

    #[test]
    fn machines_go_by_the_clock_of_the_database_that_they_share() {
        let clock = Clock::of_the_machine();
        clock.compare(machine_now().plus(SignedDuration::from_secs(20)));
        assert!(clock.now().since(machine_now()) > SignedDuration::from_secs(15) && clock.wrong().is_none());
        clock.compare(machine_now().plus(DAY));
        assert!(matches!(clock.wrong(), Some(Wrong::NotTheDatabases(apart)) if apart > DAY / 2));
        clock.compare(machine_now());
        assert!(clock.wrong().is_none());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_database_says_that_a_clock_was_put_right_and_did_not_jump() {
        let clock = Clock::of_the_machine();
        clock.now();
        clock.machine_is_set(DAY);
        assert!(matches!(clock.wrong(), Some(Wrong::Ahead(_))));
        clock.compare(machine_now().plus(DAY));
        assert!(clock.wrong().is_none());
        assert!(clock.now().since(machine_now()) > DAY / 2);
    }

    #[test]
    fn a_clock_shows_nothing_before_what_is_known_to_have_been() {
        let clock = Clock::showing(noon());
        clock.not_before(noon().plus(DAY));
        assert!(shows(&clock, noon().plus(DAY)) && is_behind(&clock));
        clock.not_before(noon());
        assert!(shows(&clock, noon().plus(DAY)), "nor does it go back to something earlier");
        clock.runs_on();
        assert!(clock.wrong().is_none() && shows(&clock, noon().plus(DAY)), "whoever may, lets it run on");
    }

    #[test]
    fn a_correction_by_seconds_is_no_clock_that_was_set() {
        let clock = Clock::showing(noon());
        clock.machine_is_set(SignedDuration::from_secs(-20));
        assert!(clock.wrong().is_none());
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
