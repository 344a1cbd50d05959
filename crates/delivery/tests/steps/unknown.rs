//! Sent or not sent?

use crate::bench::{Bench, NOTHING_THERE, remote, seconds};
use delivery::{Answer, Class, Command, Event, Finding, KeyUse, Notice, PersonSays, Shown, State, waits};

#[test]
fn dl01_a_timeout_with_the_effect_ends_with_one_object_found_by_a_look() {
    let mut bench = Bench::unknown(Class::B);
    bench.looks_and_finds(Finding::Seen(remote("7")));
    bench.is(State::Confirmed);
    assert_eq!(bench.row.remote, Some(remote("7")));
    assert_eq!(bench.row.attempts, 1);
}

#[test]
fn dl02_a_timeout_without_the_effect_is_sent_once_more_after_absence_is_proven() {
    let mut bench = Bench::unknown(Class::B);
    let sent = bench.row.last_sending.unwrap();
    bench.looks_through_the_quarantine(&NOTHING_THERE);
    let Command::Again(proof) = bench.looks_and_finds(NOTHING_THERE) else { panic!("absence is proven") };
    bench.is(State::Absent);
    assert!(bench.now > sent.plus(seconds(190)), "absence takes minutes by design");
    bench.happens(Event::Again(proof));
    assert_eq!(bench.sends().key(), KeyUse::Guards, "the same key is a second guard inside its window");
    bench.answers(Answer::Done(remote("7")));
    bench.is(State::Confirmed);
    assert_eq!(bench.row.attempts, 2);
}

#[test]
fn dl03_reads_inside_the_quarantine_prove_nothing() {
    let mut bench = Bench::unknown(Class::A);
    for _ in 0..3 {
        bench.looks_and_finds(NOTHING_THERE);
        assert!(bench.now < bench.row.quarantine_ends().unwrap());
        assert_eq!(bench.row.negatives, 0);
        bench.is(State::Unknown);
    }
    bench.looks_and_finds(NOTHING_THERE);
    bench.is(State::Absent);
}

#[test]
fn dl03_an_effect_after_the_second_attempt_shows_as_a_duplicate() {
    let mut bench = Bench::unknown(Class::C);
    bench.looks_through_the_quarantine(&NOTHING_THERE);
    let Command::Again(proof) = bench.looks_and_finds(NOTHING_THERE) else { panic!("absence is proven") };
    bench.happens(Event::Again(proof));
    let _sending = bench.sends();
    bench.answers(Answer::Ambiguous);
    bench.looks_and_finds(Finding::Several(remote("1")));
    bench.is(State::Duplicate);
    assert_eq!(bench.told.last(), Some(&Notice::Duplicate));
}

#[test]
fn dl04_a_500_is_looked_up_whatever_it_did() {
    for (finding, ends) in [(Finding::Seen(remote("7")), State::Confirmed), (NOTHING_THERE, State::Absent)] {
        let mut bench = Bench::unknown(Class::A);
        bench.looks_through_the_quarantine(&finding);
        bench.is(ends);
    }
}

#[test]
fn dl13_two_objects_become_a_task_for_a_person_and_nothing_is_deleted() {
    let mut bench = Bench::unknown(Class::C);
    let command = bench.looks_and_finds(Finding::Several(remote("earliest")));
    bench.is(State::Duplicate);
    assert_eq!(bench.row.remote, Some(remote("earliest")));
    assert_eq!(bench.told.last(), Some(&Notice::Duplicate));
    assert!(matches!(command, Command::Nothing));
    assert_eq!(bench.row.wakes_at(), None);
}

#[test]
fn dl15_a_500_to_the_repeated_key_is_no_answer_and_the_list_is_read() {
    let mut bench = Bench::unknown(Class::B);
    bench.looks_through_the_quarantine(&NOTHING_THERE);
    let Command::Again(proof) = bench.looks_and_finds(NOTHING_THERE) else { panic!("absence is proven") };
    bench.happens(Event::Again(proof));
    assert_eq!(bench.sends().key(), KeyUse::Guards);
    bench.answers(Answer::Ambiguous);
    bench.is(State::Unknown);
    assert!(matches!(bench.wakes(), Command::Look));
}

#[test]
fn the_quarantine_counts_from_the_last_attempt() {
    let mut bench = Bench::unknown(Class::A);
    let first = bench.row.first_sending.unwrap();
    let Command::Again(proof) = bench.looks_through_the_quarantine(&NOTHING_THERE) else { panic!("absence is proven") };
    bench.happens(Event::Again(proof));
    let _sending = bench.sends();
    bench.answers(Answer::Ambiguous);
    assert_eq!(bench.row.first_sending, Some(first));
    assert_eq!(bench.row.quarantine_ends(), Some(bench.now.plus(seconds(190))));
    bench.looks_and_finds(NOTHING_THERE);
    bench.is(State::Unknown);
}

#[test]
fn a_list_needs_two_negatives_one_settle_time_apart() {
    for class in [Class::B, Class::C, Class::D] {
        let mut bench = Bench::unknown(class);
        bench.looks_through_the_quarantine(&NOTHING_THERE);
        bench.is(State::Unknown);
        assert_eq!(bench.row.negatives, 1);
        let first = bench.row.last_negative.unwrap();
        bench.looks_and_finds(NOTHING_THERE);
        bench.is(State::Absent);
        assert_eq!(bench.now, first.plus(bench.row.handling.settle));
    }
}

#[test]
fn two_negatives_closer_than_the_settle_time_are_one() {
    let mut bench = Bench::unknown(Class::C);
    bench.looks_through_the_quarantine(&NOTHING_THERE);
    bench.passes(seconds(1));
    bench.happens(Event::LateWord);
    bench.looks_and_finds(NOTHING_THERE);
    bench.is(State::Unknown);
    assert_eq!(bench.row.negatives, 1);
}

#[test]
fn a_read_that_shows_nothing_known_does_not_count() {
    for class in [Class::A, Class::B, Class::C, Class::D] {
        let mut bench = Bench::unknown(class);
        let broken = Finding::NotSeen { control: false, complete: true };
        while bench.row.state == State::Unknown {
            bench.looks_and_finds(broken.clone());
        }
        bench.is(State::NeedsHuman);
        assert_eq!(bench.row.negatives, 0);
    }
}

#[test]
fn a_list_that_does_not_reach_back_far_enough_does_not_count() {
    let mut bench = Bench::unknown(Class::C);
    while bench.row.state == State::Unknown {
        bench.looks_and_finds(Finding::NotSeen { control: true, complete: false });
    }
    bench.is(State::NeedsHuman);
}

#[test]
fn looks_begin_after_5_s_30_s_2_min_10_min_and_1_h() {
    let mut bench = Bench::unknown(Class::C);
    let since = bench.row.unknown_since.unwrap();
    let mut began = Vec::new();
    while bench.row.wakes_at().is_some() {
        if matches!(bench.wakes(), Command::Look) {
            began.push(bench.now.since(since).as_secs());
            bench.happens(Event::Look(Finding::NoAnswer));
        }
    }
    // At 900 s a person is asked, with one more look.
    assert_eq!(began, [5, 30, 120, 600, 900, 3_600]);
}

#[test]
fn a_person_is_asked_at_the_deadline_and_a_late_look_may_still_close_the_question() {
    let mut bench = Bench::unknown(Class::C);
    let since = bench.row.unknown_since.unwrap();
    while bench.row.state == State::Unknown {
        bench.looks_and_finds(Finding::NoAnswer);
    }
    assert_eq!(bench.now, since.plus(waits::HUMAN_DEADLINE));
    assert_eq!(bench.told.last(), Some(&Notice::Decide));
    bench.looks_and_finds(Finding::Seen(remote("late")));
    bench.is(State::Confirmed);
}

#[test]
fn once_a_person_is_asked_no_read_sends_it_again() {
    let mut bench = Bench::unknown(Class::A);
    while bench.row.state == State::Unknown {
        bench.looks_and_finds(Finding::NoAnswer);
    }
    bench.looks_and_finds(NOTHING_THERE);
    bench.is(State::NeedsHuman);
}

#[test]
fn where_nothing_can_be_read_only_a_person_decides() {
    let mut bench = Bench::unknown(Class::E);
    bench.wakes();
    bench.is(State::NeedsHuman);
    assert_eq!(bench.told.last(), Some(&Notice::Decide));
    assert!(bench.now >= bench.row.quarantine_ends().unwrap(), "what she sees then is final");
    assert_eq!(bench.row.wakes_at(), None);
    assert!(bench.tries(Event::Look(NOTHING_THERE)).is_err());
}

#[test]
fn a_person_who_says_send_gives_one_more_attempt() {
    let mut bench = Bench::unknown(Class::E);
    bench.row.attempts = waits::MAX_ATTEMPTS;
    bench.wakes();
    let Command::Again(proof) = bench.happens(Event::PersonSays(PersonSays::SendIt)) else { panic!("it is absent") };
    bench.happens(Event::Again(proof));
    let _sending = bench.sends();
    bench.is(State::Sending);
}

#[test]
fn a_proof_of_absence_is_good_for_one_delivery_as_it_is_now() {
    let mut bench = Bench::unknown(Class::A);
    let Command::Again(proof) = bench.looks_through_the_quarantine(&NOTHING_THERE) else { panic!("absence is proven") };
    bench.happens(Event::Cancel);
    assert!(bench.tries(Event::Again(proof)).is_err(), "the row has changed since");
    bench.wakes();
    bench.is(State::Cancelled);
}

#[test]
fn a_process_that_died_in_absent_leaves_the_proof_with_the_row() {
    let mut bench = Bench::unknown(Class::A);
    bench.looks_through_the_quarantine(&NOTHING_THERE);
    bench.is(State::Absent);
    bench.wakes();
    bench.is(State::Scheduled);
}

#[test]
fn a_key_past_its_window_is_not_relied_upon() {
    let mut bench = Bench::unknown(Class::B);
    while bench.row.state == State::Unknown {
        bench.looks_and_finds(Finding::NoAnswer);
    }
    bench.passes(seconds(3_600));
    let Command::Again(proof) = bench.happens(Event::PersonSays(PersonSays::SendIt)) else { panic!("it is absent") };
    bench.happens(Event::Again(proof));
    assert_eq!(bench.sends().key(), KeyUse::Spent);
}

#[test]
fn people_see_unconfirmed_within_a_minute() {
    let (mut bench, _sending) = Bench::sending(Class::B);
    assert_eq!(bench.row.shown(bench.now), Shown::Sending);
    bench.passes(seconds(60));
    assert_eq!(bench.row.shown(bench.now), Shown::Unconfirmed, "even while the dead worker's lease runs");
    bench.answers(Answer::Ambiguous);
    assert_eq!(bench.told.last(), Some(&Notice::Unconfirmed));
    assert_eq!(bench.row.shown(bench.now), Shown::Unconfirmed);
}
