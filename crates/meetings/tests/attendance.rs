//! Attendance under the second charter.

use charter::{presets, rules::Attendance};
use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use meetings::{Held, Presence, Reading, attended};

const TODAY: Date = date(2026, 11, 20);
const LONG_AGO: Date = date(2024, 1, 11);

fn rule() -> Attendance {
    let charter = presets::JUPYTER.charter().unwrap();
    charter.rules().meetings.as_ref().unwrap().attendance.clone().unwrap()
}

/// A regular meeting so many days ago.
fn held(days_ago: i64, presence: Presence) -> Held {
    let day = TODAY.saturating_sub(days_ago.days());
    Held { day, is_regular: true, is_cancelled: false, presence }
}

/// So many meetings, two weeks apart, of which the first were missed.
fn meetings(count: i64, missed: i64) -> Vec<Held> {
    let presence = |n| if n < missed { Presence::Absent } else { Presence::Present };
    (0..count).map(|n| held(n * 14, presence(n))).collect()
}

fn falls_short(held: &[Held]) -> bool {
    attended(&rule(), Reading::Literal, held, LONG_AGO, TODAY).falls_short
}

#[test]
fn l1_l2_more_than_two_thirds_of_the_meetings_and_not_exactly_as_many() {
    for (count, missed, flagged) in [(6, 4, false), (6, 5, true), (7, 4, false), (7, 5, true)] {
        assert_eq!(falls_short(&meetings(count, missed)), flagged, "{missed} of {count}");
    }
}

#[test]
fn l6_only_what_was_regular_and_took_place_counts() {
    let mut seven = meetings(7, 5);
    assert!(falls_short(&seven));
    seven[0].is_regular = false;
    assert!(!falls_short(&seven), "an extra meeting is none of them, so four of six were missed");
    let mut six = meetings(6, 5);
    six[0].is_cancelled = true;
    six[1].is_cancelled = true;
    assert_eq!(attended(&rule(), Reading::Literal, &six, LONG_AGO, TODAY).missed, 3);
}

#[test]
fn l7_an_excused_absence_is_missed_unless_the_charter_leaves_it_out() {
    let mut six = meetings(6, 5);
    six[0].presence = Presence::Excused;
    let counted = attended(&rule(), Reading::Literal, &six, LONG_AGO, TODAY);
    assert_eq!((counted.missed, counted.excused, counted.falls_short), (5, 1, true));
    let lenient = Attendance { excused_counts: false, ..rule() };
    let counted = attended(&lenient, Reading::Literal, &six, LONG_AGO, TODAY);
    assert_eq!((counted.meetings, counted.missed), (5, 4), "a leave is no meeting");
}

#[test]
fn l10_of_ninety_days_the_ninetieth_before_today_is_out() {
    let edge =
        |days_ago| attended(&rule(), Reading::Literal, &[held(days_ago, Presence::Absent)], LONG_AGO, TODAY).meetings;
    assert_eq!((edge(89), edge(90), edge(0)), (1, 0, 1));
    let tomorrow = Held { day: TODAY.saturating_add(1.days()), ..held(0, Presence::Absent) };
    assert_eq!(attended(&rule(), Reading::Literal, &[tomorrow], LONG_AGO, TODAY).meetings, 0);
}

#[test]
fn l11_without_meetings_and_with_too_few_nobody_falls_short() {
    assert!(!falls_short(&[]));
    assert!(!falls_short(&meetings(2, 2)), "two meetings are too few to judge by");
}

#[test]
fn meetings_before_somebody_joined_are_not_theirs() {
    let joined = TODAY.saturating_sub(20.days());
    assert_eq!(attended(&rule(), Reading::Literal, &meetings(6, 6), joined, TODAY).meetings, 2);
}

#[test]
fn l12_read_strictly_whoever_came_to_no_more_than_two_thirds_falls_short() {
    let strict =
        |count, missed| attended(&rule(), Reading::Strict, &meetings(count, missed), LONG_AGO, TODAY).falls_short;
    assert_eq!([strict(6, 1), strict(6, 2), strict(6, 4)], [false, true, true], "two thirds of six are four");
    assert!(!strict(2, 2), "two meetings are too few to judge by in any reading");
}
