//! What people do to a delivery.

use crate::bench::{Bench, remote, seconds};
use delivery::{
    Answer, Class, Command, Event, Handling, Judgement, Notice, PauseReason, PersonSays, Plan, Row, Shown, State, Why,
};

fn asked_to_post() -> Bench {
    let mut bench = Bench::due(Class::Assisted);
    bench.happens(Event::Claim);
    bench.happens(Event::Judged(Judgement::Allowed));
    assert!(matches!(bench.happens(Event::Prepared(Judgement::Allowed)), Command::Nothing));
    bench
}

#[test]
fn at_its_time_a_person_is_asked_to_post_by_hand_and_brings_the_address() {
    let mut bench = asked_to_post();
    bench.is(State::Asked);
    assert_eq!(bench.told, [Notice::AskToPost]);
    assert_eq!(bench.row.shown(bench.now), Shown::YourTurn);
    assert_eq!(bench.row.wakes_at(), None, "it waits as long as it takes");
    bench.happens(Event::PersonSays(PersonSays::ItIsThere(remote("by-hand"))));
    bench.is(State::Confirmed);
    assert_eq!(bench.row.remote, Some(remote("by-hand")));
}

#[test]
fn the_address_of_a_post_by_hand_is_mended_by_a_person_and_no_other() {
    let mut bench = asked_to_post();
    bench.happens(Event::PersonSays(PersonSays::ItIsThere(remote("mistyped"))));
    bench.happens(Event::PersonSays(PersonSays::ItIsThere(remote("by-hand"))));
    bench.is(State::Confirmed);
    assert_eq!(bench.row.remote, Some(remote("by-hand")));
    let again = bench.tries(Event::PersonSays(PersonSays::ItIsThere(remote("by-hand"))));
    assert_eq!(again.unwrap_err().why, Why::AlreadySo);

    let (mut bench, _sending) = Bench::sending(Class::B);
    bench.answers(Answer::Done(remote("7")));
    let named = bench.tries(Event::PersonSays(PersonSays::ItIsThere(remote("8"))));
    assert_eq!(named.unwrap_err().why, Why::NotInThisState, "the network named it");
}

#[test]
fn a_post_by_hand_is_never_sent_and_never_published_without_its_address() {
    let bench = asked_to_post();
    assert_eq!(bench.row.attempts, 0);
    assert!(bench.tries(Event::Answer(Answer::Done(remote("7")))).is_err());
    assert!(bench.tries(Event::PersonSays(PersonSays::SendIt)).is_err());
}

#[test]
fn what_is_called_off_before_the_call_is_cancelled() {
    let mut bench = Bench::due(Class::A);
    bench.happens(Event::Cancel);
    bench.is(State::Cancelled);
    let mut bench = asked_to_post();
    bench.happens(Event::Cancel);
    bench.is(State::Cancelled);
}

#[test]
fn what_is_called_off_in_flight_is_withdrawn_once_it_is_there() {
    let (mut bench, _sending) = Bench::sending(Class::B);
    bench.happens(Event::Cancel);
    bench.is(State::Sending);
    assert_eq!(bench.tries(Event::Cancel).unwrap_err().why, Why::AlreadySo);
    bench.answers(Answer::Done(remote("7")));
    assert_eq!(bench.told, [Notice::WithdrawDue]);
    bench.happens(Event::Withdrawn);
    bench.is(State::Withdrawn);
}

#[test]
fn what_is_called_off_in_flight_and_was_not_sent_is_cancelled() {
    let (mut bench, _sending) = Bench::sending(Class::B);
    bench.happens(Event::Cancel);
    bench.answers(Answer::NotSent);
    bench.is(State::Cancelled);
}

#[test]
fn a_person_who_says_send_too_early_waits_for_the_quarantine() {
    let mut bench = Bench::unknown(Class::E);
    bench.wakes();
    bench.now = bench.row.last_sending.unwrap().plus(seconds(30));
    let Command::Again(proof) = bench.happens(Event::PersonSays(PersonSays::SendIt)) else { panic!("it is absent") };
    bench.happens(Event::Again(proof));
    assert_eq!(bench.row.wakes_at(), bench.row.quarantine_ends());
}

#[test]
fn a_person_may_drop_what_nobody_can_find() {
    let mut bench = Bench::unknown(Class::E);
    bench.wakes();
    bench.happens(Event::PersonSays(PersonSays::Drop));
    bench.is(State::Cancelled);
}

#[test]
fn a_delivery_that_waits_can_get_another_time() {
    let mut bench = Bench::due(Class::A);
    let due = bench.now.plus(seconds(600));
    let plan = Plan { due, ..bench.row.plan() };
    bench.happens(Event::Retime(plan));
    assert_eq!((bench.row.due, bench.row.wakes_at()), (due, Some(due)));
    let refused = bench.tries(Event::Retime(Plan { not_after: Some(due), ..plan })).unwrap_err();
    assert_eq!(refused.why, Why::BadTimes);
    let (bench, _sending) = Bench::sending(Class::A);
    assert!(bench.tries(Event::Retime(plan)).is_err());
}

#[test]
fn a_new_plan_replaces_all_of_the_old_one() {
    let mut bench = Bench::due(Class::A);
    let plan = Plan {
        due: bench.now.plus(seconds(600)),
        not_after: Some(bench.now.plus(seconds(1200))),
        late_limit: Some(seconds(60)),
        handling: Handling::usual(Class::C),
    };
    bench.happens(Event::Retime(plan));
    assert_eq!(bench.row.plan(), plan);
}

#[test]
fn what_was_attempted_keeps_the_handling_of_its_attempt() {
    let (mut bench, _sending) = Bench::sending(Class::A);
    bench.answers(Answer::NotSent);
    bench.is(State::Scheduled);
    let plan = Plan { handling: Handling::usual(Class::E), late_limit: Some(seconds(60)), ..bench.row.plan() };
    bench.happens(Event::Retime(plan));
    assert_eq!((bench.row.class(), bench.row.late_limit), (Class::A, Some(seconds(60))));
}

#[test]
fn a_last_moment_before_the_time_of_leaving_is_refused_in_a_sentence() {
    let bench = Bench::due(Class::A);
    let refused = Row::new(bench.row.id, bench.row.handling, bench.now, Some(bench.now)).unwrap_err();
    assert!(refused.to_string().contains("choose a last moment that lies after its time"));
}

#[test]
fn it_moves_only_when_no_pause_is_open() {
    let mut bench = Bench::due(Class::A);
    bench.happens(Event::Pause(PauseReason::Freeze));
    bench.happens(Event::Pause(PauseReason::Token));
    bench.happens(Event::Lift(PauseReason::Freeze));
    assert_eq!(bench.tries(Event::Claim).unwrap_err().why, Why::Paused);
    bench.happens(Event::Lift(PauseReason::Token));
    let _sending = bench.sends();
}

#[test]
fn a_pause_opened_in_flight_holds_the_next_attempt_and_says_so() {
    let (mut bench, _sending) = Bench::sending(Class::A);
    bench.happens(Event::Pause(PauseReason::Freeze));
    bench.is(State::Sending);
    bench.answers(Answer::NotSent);
    bench.is(State::Scheduled);
    assert_eq!(bench.told, [Notice::Paused(PauseReason::Freeze)]);
    assert_eq!(bench.row.wakes_at(), None);
}
