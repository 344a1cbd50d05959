//! From the queue to the network's answer.

use crate::bench::{Bench, remote, seconds};
use delivery::{
    Answer, Class, Command, Event, Judgement, KeyUse, Notice, PauseReason, Row, Shown, State, Step, Why, step, waits,
};

#[test]
fn a_delivery_that_is_due_is_claimed_judged_prepared_judged_and_sent() {
    let mut bench = Bench::due(Class::B);
    assert!(matches!(bench.happens(Event::Claim), Command::Judge));
    assert_eq!((bench.row.state, bench.row.fence), (State::Claimed, 1));
    assert!(matches!(bench.happens(Event::Judged(Judgement::Allowed)), Command::Prepare));
    let Command::Send(sending) = bench.happens(Event::Prepared(Judgement::Allowed)) else { panic!("it is sent") };
    assert_eq!((sending.delivery(), sending.fence(), sending.key()), (bench.row.id, 1, KeyUse::Fresh));
    bench.answers(Answer::Done(remote("7")));
    bench.is(State::Confirmed);
    assert_eq!(bench.row.shown(bench.now), Shown::Published);
    assert!(bench.told.is_empty());
}

#[test]
fn nothing_leaves_before_its_time() {
    let mut bench = Bench::due(Class::A);
    bench.passes(-seconds(1));
    assert_eq!(bench.tries(Event::Claim).unwrap_err().why, Why::NotBefore(bench.row.due));
    assert!(bench.row.is_in_grace(bench.now));
    bench.passes(seconds(1));
    assert!(!bench.row.is_in_grace(bench.now));
}

#[test]
fn nothing_leaves_after_its_last_moment() {
    for stage in 0..3 {
        let mut bench = Bench::due(Class::A);
        bench.row.not_after = Some(bench.now.plus(seconds(60)));
        let events = [Event::Claim, Event::Judged(Judgement::Allowed), Event::Prepared(Judgement::Allowed)];
        for (at, event) in events.into_iter().enumerate().take(stage + 1) {
            if at == stage {
                bench.passes(seconds(61));
            }
            bench.happens(event);
        }
        bench.is(State::Expired);
        assert_eq!(bench.told, [Notice::Expired], "an alarm, never silence");
    }
}

#[test]
fn the_clock_expires_a_paused_delivery_too() {
    let mut bench = Bench::due(Class::A);
    bench.row.not_after = Some(bench.now.plus(seconds(60)));
    bench.happens(Event::Pause(PauseReason::Freeze));
    bench.wakes();
    bench.is(State::Expired);
}

#[test]
fn a_delivery_that_is_later_than_its_limit_waits_for_a_person() {
    let mut bench = Bench::due(Class::A);
    bench.passes(waits::LATE_LIMIT + seconds(1));
    bench.wakes();
    bench.is(State::Scheduled);
    assert_eq!(bench.told, [Notice::Paused(PauseReason::Late)]);
    assert_eq!(bench.row.shown(bench.now), Shown::Missed);
    assert_eq!(bench.row.wakes_at(), None);
    bench.happens(Event::Lift(PauseReason::Late));
    let _sending = bench.sends();
    bench.is(State::Sending);
}

#[test]
fn what_may_not_leave_any_more_waits_and_says_why() {
    for stage in [0, 1] {
        let mut bench = Bench::due(Class::A);
        bench.happens(Event::Claim);
        let paused = Judgement::Paused(PauseReason::Authority);
        if stage == 1 {
            bench.happens(Event::Judged(Judgement::Allowed));
            bench.happens(Event::Prepared(paused));
        } else {
            bench.happens(Event::Judged(paused));
        }
        bench.is(State::Scheduled);
        assert_eq!(bench.told, [Notice::Paused(PauseReason::Authority)]);
        assert_eq!(bench.tries(Event::Claim).unwrap_err().why, Why::Paused);
        assert_eq!(bench.row.wakes_at(), None);
    }
}

#[test]
fn a_freeze_takes_the_delivery_from_its_worker() {
    let mut bench = Bench::due(Class::A);
    bench.happens(Event::Claim);
    let workers_copy = bench.row.clone();
    bench.happens(Event::Pause(PauseReason::Freeze));
    bench.is(State::Scheduled);
    let late = step(&workers_copy, Event::Judged(Judgement::Allowed), bench.now).unwrap();
    assert!(late.once_kept(rows_changed(&bench.row, &workers_copy)).is_err());
}

#[test]
fn dl17_two_nodes_claim_one_row_and_one_fence_wins() {
    let bench = Bench::due(Class::C);
    let claim = || -> Step { step(&bench.row, Event::Claim, bench.now).unwrap() };
    let (first, second) = (claim(), claim());
    let won = first.once_kept(rows_changed(&bench.row, &bench.row)).unwrap();
    assert!(matches!(won.command, Command::Judge));
    let lost = second.once_kept(rows_changed(&won.row, &bench.row)).unwrap_err();
    assert!(lost.to_string().contains("changed since it was read in state scheduled"), "{lost}");
}

/// What the compare-and-set of a store answers.
fn rows_changed(durable: &Row, read: &Row) -> u64 {
    u64::from(delivery::Expected::of(durable) == delivery::Expected::of(read))
}

#[test]
fn dl18_a_worker_that_slept_in_sending_does_not_write_and_its_report_changes_nothing() {
    let (mut bench, sending) = Bench::sending(Class::C);
    let sleeper = bench.row.clone();
    assert!(sending.may_begin(bench.now).is_ok());
    bench.passes(seconds(600));
    assert!(sending.may_begin(bench.now).is_err());
    bench.wakes();
    bench.is(State::Unknown);
    let stale = step(&sleeper, Event::Answer(Answer::NotSent), bench.now).unwrap();
    assert!(stale.once_kept(rows_changed(&bench.row, &sleeper)).is_err());
    bench.happens(Event::LateWord);
    bench.is(State::Unknown);
    assert_eq!(bench.row.wakes_at(), Some(bench.now), "the report wakes the look, and decides nothing");
}

#[test]
fn a_lapsed_lease_in_sending_is_never_claimable() {
    let (mut bench, _sending) = Bench::sending(Class::A);
    assert!(bench.tries(Event::LeaseLapsed).is_err(), "the lease is running");
    bench.wakes();
    bench.is(State::Unknown);
    assert!(bench.tries(Event::Claim).is_err());
}

#[test]
fn a_row_found_in_sending_at_process_start_is_unknown_at_once() {
    let (mut bench, _sending) = Bench::sending(Class::A);
    bench.happens(Event::WorkerGone);
    bench.is(State::Unknown);
}

#[test]
fn a_worker_whose_lease_is_over_cannot_go_on() {
    let mut bench = Bench::due(Class::A);
    bench.happens(Event::Claim);
    bench.happens(Event::Judged(Judgement::Allowed));
    bench.passes(waits::LEASE);
    let why = bench.tries(Event::Prepared(Judgement::Allowed)).unwrap_err().why;
    assert_eq!(why, Why::LeaseOver(bench.now));
}

#[test]
fn dl29_a_delivery_that_kills_its_workers_is_set_aside_after_two() {
    let mut bench = Bench::due(Class::A);
    for _ in 0..2 {
        bench.is(State::Scheduled);
        assert!(bench.row.pauses.is_empty());
        bench.wakes();
        bench.wakes();
    }
    bench.is(State::Scheduled);
    assert_eq!(bench.told, [Notice::Paused(PauseReason::Crashes)]);
    assert_eq!(bench.row.wakes_at(), None);
    bench.happens(Event::Lift(PauseReason::Crashes));
    assert_eq!(bench.row.crashes, 0);
    let _sending = bench.sends();
}

#[test]
fn dl09_a_duplicate_refusal_at_first_is_a_refusal() {
    let (mut bench, _sending) = Bench::sending(Class::C);
    bench.answers(Answer::Duplicate);
    bench.is(State::Rejected);
    assert_eq!(bench.told, [Notice::Rejected]);
}

#[test]
fn dl09_a_duplicate_refusal_after_an_ambiguous_attempt_is_looked_up() {
    let (mut bench, _sending) = Bench::sending(Class::C);
    bench.row.ambiguous_count = 1;
    bench.answers(Answer::Duplicate);
    bench.is(State::Unknown);
    bench.looks_and_finds(delivery::Finding::Seen(remote("7")));
    bench.is(State::Confirmed);
}

#[test]
fn a_definite_refusal_is_final() {
    let (mut bench, _sending) = Bench::sending(Class::B);
    bench.answers(Answer::Refused);
    bench.is(State::Rejected);
    assert!(bench.row.state.is_terminal());
}

#[test]
fn content_that_is_refused_while_preparing_is_rejected_and_other_failures_are_repeated() {
    let mut bench = Bench::due(Class::D);
    bench.happens(Event::Claim);
    bench.happens(Event::Judged(Judgement::Allowed));
    bench.happens(Event::PreparationFailed { definite: false });
    bench.is(State::Scheduled);
    let _sending = {
        bench.passes(seconds(70));
        bench.sends()
    };

    let mut bench = Bench::due(Class::D);
    bench.happens(Event::Claim);
    bench.happens(Event::Judged(Judgement::Allowed));
    bench.happens(Event::PreparationFailed { definite: true });
    bench.is(State::Rejected);
}

#[test]
fn five_attempts_are_enough() {
    let mut bench = Bench::due(Class::A);
    for attempt in 1..=waits::MAX_ATTEMPTS {
        bench.is(State::Scheduled);
        bench.now = bench.row.wakes_at().unwrap();
        let _sending = bench.sends();
        bench.answers(Answer::NotSent);
        assert_eq!(bench.row.attempts, attempt);
    }
    bench.is(State::FailedFinal);
    assert_eq!(bench.told, [Notice::FailedFinal]);
}
