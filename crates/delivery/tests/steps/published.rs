//! It is there: read back, looked at again, and seen to go.

use crate::bench::{Bench, remote, seconds};
use delivery::{Answer, Class, Command, Event, Notice, PersonSays, ReadBack, Shown, State, step};

fn confirmed(class: Class) -> Bench {
    let (mut bench, _sending) = Bench::sending(class);
    bench.answers(Answer::Done(remote("7")));
    bench
}

fn reads_back(bench: &mut Bench, shown: ReadBack) {
    assert!(matches!(bench.wakes(), Command::ReadBack));
    bench.happens(Event::ReadBack(shown));
}

#[test]
fn it_is_verified_within_two_minutes_and_live_after_a_quarter_of_an_hour() {
    let mut bench = confirmed(Class::B);
    let since = bench.now;
    reads_back(&mut bench, ReadBack::NoAnswer);
    reads_back(&mut bench, ReadBack::Matches);
    bench.is(State::Verified);
    assert!(bench.now <= since.plus(seconds(120)));
    reads_back(&mut bench, ReadBack::Matches);
    bench.is(State::Live);
    assert_eq!(bench.now, since.plus(seconds(900)));
    assert_eq!(bench.row.wakes_at(), None);
}

#[test]
fn a_network_that_does_not_answer_is_asked_ever_more_rarely_but_not_forgotten() {
    let mut bench = confirmed(Class::A);
    let since = bench.now;
    for _ in 0..8 {
        reads_back(&mut bench, ReadBack::NoAnswer);
    }
    bench.is(State::Confirmed);
    assert!(bench.row.wakes_at().unwrap() >= since.plus(seconds(8 * 3_600)));
}

#[test]
fn what_differs_or_is_gone_raises_an_alarm() {
    for (shown, state, notice, word) in [
        (ReadBack::Altered, State::Altered, Notice::Altered, Shown::Changed),
        (ReadBack::Gone, State::Vanished, Notice::Vanished, Shown::Gone),
    ] {
        let mut bench = confirmed(Class::B);
        reads_back(&mut bench, shown);
        bench.is(state);
        assert_eq!(bench.told, [notice]);
        assert_eq!(bench.row.shown(bench.now), word);
    }
}

#[test]
fn an_answer_that_named_somebody_elses_object_opens_the_question_again() {
    let mut bench = confirmed(Class::B);
    reads_back(&mut bench, ReadBack::NotOurs);
    bench.is(State::Unknown);
    assert_eq!(bench.row.remote, None);
    assert_eq!(bench.row.attempts, 1);
}

#[test]
fn the_end_is_the_end_but_what_is_live_may_still_go() {
    let mut bench = confirmed(Class::B);
    reads_back(&mut bench, ReadBack::Matches);
    reads_back(&mut bench, ReadBack::Matches);
    for (event, state) in [
        (Event::ReadBack(ReadBack::Gone), State::Vanished),
        (Event::ReadBack(ReadBack::Altered), State::Altered),
        (Event::Withdrawn, State::Withdrawn),
    ] {
        let ended = step(&bench.row, event, bench.now).unwrap().once_kept(1).unwrap().row;
        assert_eq!(ended.state, state);
        for event in [Event::Withdrawn, Event::ReadBack(ReadBack::Gone), Event::Claim, Event::Cancel, Event::LookDue] {
            assert!(step(&ended, event, bench.now).is_err(), "{state} is the end");
        }
    }
}

#[test]
fn what_cannot_be_read_rests_once_it_is_confirmed() {
    assert_eq!(confirmed(Class::E).row.wakes_at(), None);
    let mut bench = Bench::unknown(Class::E);
    bench.wakes();
    bench.happens(Event::PersonSays(PersonSays::ItIsThere(remote("7"))));
    assert_eq!(bench.row.wakes_at(), None);
}
