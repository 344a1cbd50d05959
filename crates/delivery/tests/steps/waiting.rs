//! Rate limits and back-off.

use crate::bench::{Bench, seconds};
use basics::Moment;
use delivery::{
    Answer, Class, Event, Happened, Notice, PauseReason, Shown, State, Why,
    waits::{Jitter, asked_for, back_off},
};
use jiff::SignedDuration;

/// How long a delivery waits when the network said "come back then".
fn waits_after(until: impl Fn(Moment) -> Option<Moment>) -> (Bench, SignedDuration) {
    let (mut bench, _sending) = Bench::sending(Class::B);
    let until = until(bench.now);
    bench.answers(Answer::RateLimited { until });
    bench.is(State::Scheduled);
    let wait = bench.row.wakes_at().unwrap().since(bench.now);
    (bench, wait)
}

#[test]
fn dl07_whatever_the_network_asks_for_the_wait_is_between_a_second_and_a_day() {
    let day = SignedDuration::from_hours(24);
    for (asked, least, most) in [(0, 1, 2), (-5, 1, 2), (-100_000_000, 1, 2), (3, 3, 4), (86_400, 86_400, 86_400)] {
        let (_, wait) = waits_after(|now| Some(now.plus(seconds(asked))));
        assert!(wait >= seconds(least) && wait <= seconds(most), "{asked} s became {wait:?}");
    }
    let (_, wait) = waits_after(|_| Some(Moment::from_micros(i64::MAX)));
    assert_eq!(wait, day);
    let (_, garbage) = waits_after(|_| None);
    assert!(garbage >= seconds(54) && garbage <= seconds(66), "what cannot be read backs off: {garbage:?}");
}

#[test]
fn a_rate_limit_is_no_attempt_and_lifts_itself() {
    let (mut bench, wait) = waits_after(|now| Some(now.plus(seconds(90))));
    assert!(bench.row.pauses.contains(PauseReason::Rate));
    assert_eq!((bench.row.attempts, bench.row.ambiguous_count), (0, 0));
    assert_eq!(bench.row.shown(bench.now), Shown::Scheduled);
    assert!(bench.told.is_empty(), "a short wait is nobody's business");
    bench.passes(wait);
    let _sending = bench.sends();
    assert!(!bench.row.pauses.contains(PauseReason::Rate));
}

#[test]
fn a_wait_above_an_hour_is_told_with_its_end() {
    let (bench, wait) = waits_after(|now| Some(now.plus(seconds(3_700))));
    assert_eq!(bench.told, [Notice::LongWait { until: bench.now.plus(wait) }]);
}

#[test]
fn what_is_due_while_its_network_asked_another_to_wait_waits_as_long_and_asks_nobody() {
    let mut bench = Bench::due(Class::B);
    let until = bench.now.plus(seconds(300));
    assert!(matches!(bench.row.wake(bench.now), Some(Happened::Claim)));
    bench.happens(Event::Rest { until });
    bench.is(State::Scheduled);
    assert_eq!(bench.row.wakes_at(), Some(until), "without a jitter of its own, so that the order holds");
    assert_eq!(bench.row.rests_until(bench.now), Some(until));
    assert_eq!((bench.row.attempts, bench.row.setbacks, bench.row.fence), (0, 0, 0));
    assert!(bench.tries(Event::Claim).is_err() && bench.told.is_empty());
    assert!(bench.tries(Event::Rest { until: bench.now.plus(seconds(200)) }).is_err(), "a wait is not shortened");
    bench.passes(seconds(300));
    assert_eq!(bench.row.rests_until(bench.now), None);
    let _sending = bench.sends();
}

#[test]
fn a_rest_above_an_hour_is_told_and_only_what_is_scheduled_rests() {
    let mut bench = Bench::due(Class::B);
    let until = bench.now.plus(seconds(3_700));
    bench.happens(Event::Rest { until });
    assert_eq!(bench.told, [Notice::LongWait { until }]);
    let (bench, _sending) = Bench::sending(Class::B);
    assert!(bench.tries(Event::Rest { until }).is_err());
}

#[test]
fn back_off_doubles_from_a_minute_to_an_hour_and_spreads_by_a_tenth() {
    let minutes: Vec<i64> = (0..9).map(|failures| back_off(failures, Jitter::NONE).as_mins()).collect();
    assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    assert_eq!(back_off(u32::MAX, Jitter::NONE).as_mins(), 60);
    for number in 0..5_000 {
        let wait = back_off(0, Jitter::from_number(number));
        assert!(wait >= seconds(54) && wait <= seconds(66));
        let wait = asked_for(seconds(100), Jitter::from_number(number));
        assert!(wait >= seconds(100) && wait <= seconds(110), "never sooner than the network asked for");
    }
}

#[test]
fn failures_in_which_nothing_was_sent_wait_longer_each_time() {
    let mut bench = Bench::due(Class::A);
    let mut waits = Vec::new();
    for _ in 0..4 {
        bench.now = bench.row.wakes_at().unwrap();
        let _sending = bench.sends();
        bench.answers(Answer::NotSent);
        waits.push(bench.row.wakes_at().unwrap().since(bench.now));
    }
    assert!(waits.windows(2).all(|pair| pair[1] > pair[0] * 3 / 2), "{waits:?}");
}

#[test]
fn after_a_restore_nothing_is_said_to_be_missed_before_somebody_has_looked() {
    let mut bench = Bench::due(Class::A);
    bench.row.not_after = Some(bench.now.plus(seconds(60)));
    bench.happens(Event::Pause(PauseReason::Epoch));
    bench.passes(seconds(600));
    assert_eq!(bench.row.wakes_at(), None, "it may have left in time, and only the database has forgotten");
    assert_eq!(bench.tries(Event::Expire).unwrap_err().why, Why::Paused);
    bench.happens(Event::Lift(PauseReason::Epoch));
    bench.wakes();
    bench.is(State::Expired);
}
