//! Whatever happens, in whatever order: the rules of the table hold, and nothing panics.

use basics::{DeliveryId, Moment};
use delivery::{
    Absent, Answer, Class, Command, Event, Finding, Handling, Judgement, PauseReason, PersonSays, Plan, ReadBack,
    Remote, Row, State, legal, step,
};
use jiff::SignedDuration;
use proptest::prelude::*;
use uuid::Uuid;

/// An event that can be written down: a proof of absence cannot, so `Again` takes the row's own.
#[derive(Clone, Debug)]
enum Happening {
    Event(u8, bool),
    Wake,
}

const START: i64 = 1_795_186_800_000_000;

fn remote() -> Remote {
    Remote { id: "7".into(), url: None }
}

fn event(kind: u8, flag: bool, row: &Row, now: Moment) -> Option<Event> {
    let judgement = if flag { Judgement::Allowed } else { Judgement::Paused(PauseReason::Authority) };
    let until = flag.then(|| now.plus(SignedDuration::from_secs(30)));
    Some(match kind {
        0..=2 => Event::Claim,
        3..=5 => Event::Judged(judgement),
        6..=8 => Event::Prepared(judgement),
        9 => Event::PreparationFailed { definite: flag },
        10 => Event::Answer(Answer::Done(remote())),
        11 => Event::Answer(if flag { Answer::Refused } else { Answer::Duplicate }),
        12 => Event::Answer(Answer::NotSent),
        13 => Event::Answer(Answer::RateLimited { until }),
        14 | 15 => Event::Answer(Answer::Ambiguous),
        16 => Event::LeaseLapsed,
        17 => Event::WorkerGone,
        18 => Event::LookDue,
        19 => Event::Look(Finding::NotSeen { control: true, complete: flag }),
        20 => Event::Look(if flag { Finding::Seen(remote()) } else { Finding::Several(remote()) }),
        21 => Event::LateWord,
        22 => return Absent::on_record(row).map(Event::Again),
        23 => Event::ReadBackDue,
        24 => Event::ReadBack(if flag { ReadBack::Matches } else { ReadBack::NotOurs }),
        25 => Event::ReadBack(if flag { ReadBack::Altered } else { ReadBack::Gone }),
        26 => Event::PersonSays(if flag { PersonSays::SendIt } else { PersonSays::Drop }),
        27 => Event::PersonSays(PersonSays::ItIsThere(remote())),
        28 => Event::Cancel,
        29 => Event::Retime(Plan { due: now.plus(SignedDuration::from_secs(60)), not_after: None, ..row.plan() }),
        30 => Event::Pause(PauseReason::Freeze),
        31 | 32 => Event::Lift(if flag { PauseReason::Freeze } else { PauseReason::Authority }),
        33 => Event::Expire,
        _ => Event::Withdrawn,
    })
}

fn happenings() -> impl Strategy<Value = Vec<(Happening, u32)>> {
    let happening = prop_oneof![
        2 => (0_u8..35, any::<bool>()).prop_map(|(kind, flag)| Happening::Event(kind, flag)),
        1 => Just(Happening::Wake),
    ];
    prop::collection::vec((happening, 0_u32..400), 1..120)
}

fn row(class: Class) -> Row {
    let due = Moment::from_micros(START);
    let last = due.plus(SignedDuration::from_hours(3));
    Row::new(DeliveryId::from(Uuid::from_u128(7)), Handling::usual(class), due, Some(last)).unwrap()
}

/// Lives through all of it and hands every kept step to `see`.
fn live(class: Class, happenings: Vec<(Happening, u32)>, mut see: impl FnMut(&Row, &Row, &Command, Moment)) {
    let (mut row, mut now) = (row(class), Moment::from_micros(START));
    for (happening, seconds) in happenings {
        now = now.plus(SignedDuration::from_secs(i64::from(seconds)));
        let event = match happening {
            Happening::Event(kind, flag) => event(kind, flag, &row, now),
            Happening::Wake => row.wake(now).map(Event::from),
        };
        let Some(Ok(step)) = event.map(|event| step(&row, event, now)) else { continue };
        let kept = step.once_kept(1).unwrap();
        see(&row, &kept.row, &kept.command, now);
        row = kept.row;
    }
}

fn classes() -> impl Strategy<Value = Class> {
    prop::sample::select(Class::ALL)
}

proptest! {
    #[test]
    fn no_sequence_of_events_makes_an_illegal_change(class in classes(), events in happenings()) {
        live(class, events, |from, to, _, _| {
            assert!(from.state == to.state || legal::is_legal(from.state, to.state), "{} -> {}", from.state, to.state);
            assert_eq!(to.seq, from.seq + 1);
            assert_eq!(to.fence, from.fence + u32::from(to.state == State::Claimed && from.state == State::Scheduled));
        });
    }

    #[test]
    fn the_call_is_commanded_only_by_the_commit_of_sending(class in classes(), events in happenings()) {
        live(class, events, |from, to, command, now| {
            let commits = from.state == State::Preparing && to.state == State::Sending;
            assert_eq!(matches!(command, Command::Send(_)), commits);
            if commits {
                assert!(now >= to.due && !to.is_expired(now) && to.pauses.is_empty());
                assert_eq!((to.attempts, to.last_sending), (from.attempts + 1, Some(now)));
            }
        });
    }

    #[test]
    fn absence_is_never_believed_before_its_time(class in classes(), events in happenings()) {
        live(class, events, |from, to, _, now| {
            if from.state == State::Unknown && to.state == State::Absent {
                assert!(now >= from.quarantine_ends().unwrap());
                assert!(class.can_be_read());
            }
        });
    }

    #[test]
    fn what_is_published_names_its_object_and_what_is_not_over_wakes_or_waits_for_a_person(
        class in classes(), events in happenings(),
    ) {
        live(class, events, |_, to, _, _| {
            use State as S;
            if matches!(to.state, S::Confirmed | S::Verified | S::Live | S::Altered | S::Vanished | S::Withdrawn) {
                assert!(to.remote.is_some());
            }
            let for_people = matches!(to.state, S::Asked | S::NeedsHuman) || !to.pauses.is_empty();
            let rests = to.state.is_terminal() || (to.state == S::Confirmed && !class.can_be_read());
            assert!(to.wakes_at().is_some() || for_people || rests, "{to:?}");
        });
    }

    #[test]
    fn what_the_clock_tells_a_row_always_applies(class in classes(), events in happenings(), later in 0_u32..200_000) {
        live(class, events, |_, to, _, now| {
            let now = now.plus(SignedDuration::from_secs(i64::from(later)));
            if let Some(event) = to.wake(now) {
                let step = step(to, event, now).unwrap();
                assert!(step.row().wakes_at() != to.wakes_at() || step.moved().is_some(), "the clock would spin on {to:?}");
            }
        });
    }

    #[test]
    fn a_row_reads_back_from_what_the_store_keeps(class in classes(), events in happenings()) {
        live(class, events, |_, to, _, _| {
            let kept = serde_json::to_string(to).unwrap();
            assert_eq!(&serde_json::from_str::<Row>(&kept).unwrap(), to);
        });
    }
}
