//! A server that does not answer several channels in a row is left alone for a while, ever longer, and then asked one question
//! before anything else: so it is not stormed when it comes back, and nobody's queue is spent on it while it is away.

use crate::waits::{Jitter, back_off};
use basics::{ChannelId, Moment};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// From so many channels on it is the server, and not the account of one of them.
const SEVERAL: usize = 2;
/// How long the one question may take before somebody else asks it.
const ASKING: SignedDuration = SignedDuration::from_secs(60);

/// How a server stands. A new one is well.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Breaker {
    /// The channels whose calls it left without an answer since it last gave one.
    pub failed: BTreeSet<ChannelId>,
    /// Since when it gave none.
    pub since: Option<Moment>,
    /// How often in a row it was left alone.
    pub times: u32,
    /// It is left alone until then.
    pub until: Option<Moment>,
}

impl Breaker {
    /// A call for this channel found no answer. `chance` is any number, so that servers are not all asked at once.
    #[must_use]
    pub fn failed(&self, channel: ChannelId, chance: u64, now: Moment) -> Self {
        let mut next = self.clone();
        next.failed.insert(channel);
        next.since = self.since.or(Some(now));
        let is_asked_again = self.until.is_some();
        if self.rests_until(now).is_none() && (is_asked_again || next.failed.len() >= SEVERAL) {
            next.until = Some(now.plus(back_off(self.times, Jitter::from_number(chance))));
            next.times = self.times + 1;
        }
        next
    }

    /// Somebody asks the one question now, and everybody else waits for what comes of it.
    #[must_use]
    pub fn asked(&self, now: Moment) -> Self {
        Self { until: Some(now.plus(ASKING)), ..self.clone() }
    }

    /// The question found no answer: it is left alone for longer.
    #[must_use]
    pub fn still_failing(&self, channel: ChannelId, chance: u64, now: Moment) -> Self {
        Self { until: Some(now), ..self.clone() }.failed(channel, chance, now)
    }

    /// Until when it is left alone, while that is not over.
    pub fn rests_until(&self, now: Moment) -> Option<Moment> {
        self.until.filter(|until| *until > now)
    }

    /// Whether it is asked one question before anything else.
    pub fn is_asked_first(&self, now: Moment) -> bool {
        self.until.is_some_and(|until| until <= now)
    }

    /// Whether it is left alone, or about to be asked whether that is over.
    pub fn is_open(&self) -> bool {
        self.until.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        "2026-11-20T12:00:00Z".parse::<Moment>().unwrap().plus(SignedDuration::from_secs(seconds))
    }
    fn channel(number: i64) -> ChannelId {
        ChannelId::mint(at(-number))
    }
    /// Just in the middle: no jitter.
    const MIDDLE: u64 = 1_000;

    #[test]
    fn one_channel_that_fails_is_its_own_trouble_and_two_are_the_servers() {
        let one = channel(1);
        let alone =
            Breaker::default().failed(one, MIDDLE, at(0)).failed(one, MIDDLE, at(9)).failed(one, MIDDLE, at(99));
        assert!(!alone.is_open() && alone.since == Some(at(0)));
        let two = alone.failed(channel(2), MIDDLE, at(100));
        assert_eq!(two.rests_until(at(100)), Some(at(160)));
        assert_eq!((two.rests_until(at(160)), two.is_asked_first(at(160))), (None, true));
    }

    #[test]
    fn what_fails_while_it_is_left_alone_makes_it_no_longer() {
        let open = Breaker::default().failed(channel(1), MIDDLE, at(0)).failed(channel(2), MIDDLE, at(0));
        let late = open.failed(channel(3), MIDDLE, at(30));
        assert_eq!((late.until, late.times), (open.until, 1), "a call that was under way");
    }

    #[test]
    fn it_is_left_alone_twice_as_long_each_time_and_never_longer_than_an_hour() {
        let (one, two) = (channel(1), channel(2));
        let mut breaker = Breaker::default().failed(one, MIDDLE, at(0)).failed(two, MIDDLE, at(0));
        let (mut now, mut waits) = (at(0), Vec::new());
        for _ in 0..8 {
            let until = breaker.until.unwrap();
            waits.push(until.since(now).as_secs());
            now = until;
            breaker = breaker.asked(now).still_failing(one, MIDDLE, now);
        }
        assert_eq!(waits, [60, 120, 240, 480, 960, 1920, 3600, 3600]);
    }

    #[test]
    fn waits_differ_by_a_tenth_at_most() {
        for chance in [0, 1, 999, 1_000, 2_000, u64::MAX] {
            let open = Breaker::default().failed(channel(1), chance, at(0)).failed(channel(2), chance, at(0));
            let wait = open.until.unwrap().since(at(0)).as_secs_f64();
            assert!((54.0..=66.0).contains(&wait), "{wait}");
        }
    }

    #[test]
    fn whoever_asks_has_a_minute_in_which_nobody_else_does() {
        let open = Breaker::default().failed(channel(1), MIDDLE, at(0)).failed(channel(2), MIDDLE, at(0));
        let asked = open.asked(at(60));
        assert_eq!((asked.rests_until(at(61)), asked.is_asked_first(at(120))), (Some(at(120)), true));
    }
}
