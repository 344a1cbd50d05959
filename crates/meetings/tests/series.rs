//! Series over the changes of the clocks and the ends of months, and the hours of one meeting.

use basics::{Moment, Zone};
use charter::rules::Period;
use jiff::{
    SignedDuration,
    civil::{date, time},
};
use meetings::{Letter, Meeting, NotNow, Rhythm, Sent, Series, Stage, leaves_rhythm_open, letter_due};
use proptest::prelude::*;

fn at(instant: &str) -> Moment {
    instant.parse().unwrap()
}

fn fortnightly() -> Series {
    Series { first: date(2026, 10, 13), at: time(18, 0, 0, 0), rhythm: Rhythm::Days(14) }
}

#[test]
fn the_time_on_the_wall_stays_when_the_clocks_change() {
    let berlin = Zone::named("Europe/Berlin").unwrap();
    let starts: Vec<Moment> = (0..2).map(|n| fortnightly().starts(n, &berlin)).collect();
    assert_eq!(starts, [at("2026-10-13T16:00:00Z"), at("2026-10-27T17:00:00Z")], "an hour later by the sun");
    let night = Series { first: date(2027, 3, 28), at: time(2, 30, 0, 0), rhythm: Rhythm::Days(7) };
    assert_eq!(night.starts(0, &berlin), at("2027-03-28T01:30:00Z"), "a time that is jumped over is the one after");
}

#[test]
fn a_rhythm_is_read_from_the_charter_and_said_in_words() {
    let said = |every| Rhythm::of(every).map(|rhythm| rhythm.to_string()).map_err(|wrong| wrong.to_string());
    assert_eq!(said(Period::Days(14)).unwrap(), "every two weeks");
    assert_eq!(said(Period::Days(10)).unwrap(), "every 10 days");
    assert_eq!(said(Period::Months(1)).unwrap(), "every month");
    assert_eq!(said(Period::Hours(48)).unwrap(), "every 2 days");
    assert!(said(Period::Hours(5)).unwrap_err().contains("5 hours"));
    assert!(said(Period::Days(0)).is_err());
    assert_eq!(Rhythm::TwiceAWeek.to_string(), "twice a week");
}

#[test]
fn l15_bi_weekly_is_asked_about_and_fortnightly_is_not() {
    assert!(leaves_rhythm_open("regularly scheduled Bi-weekly meetings"));
    assert!(!leaves_rhythm_open("Fortnightly synchronous meeting"));
    let twice = Series { rhythm: Rhythm::TwiceAWeek, ..fortnightly() };
    let days: Vec<_> = (0..4).map(|n| twice.day(n)).collect();
    assert_eq!(days, [date(2026, 10, 13), date(2026, 10, 16), date(2026, 10, 20), date(2026, 10, 23)]);
}

#[test]
fn a_month_that_is_too_short_has_its_last_day_and_the_next_one_the_old_day() {
    let monthly = Series { first: date(2027, 1, 31), at: time(9, 0, 0, 0), rhythm: Rhythm::Months(1) };
    assert_eq!((monthly.day(1), monthly.day(2)), (date(2027, 2, 28), date(2027, 3, 31)));
}

proptest! {
    #[test]
    fn every_meeting_of_a_series_begins_at_its_time_on_the_wall(
        days in 1_u32..60, number in 0_u32..200, hour in 5_i8..23, offset in 0_i32..3000,
    ) {
        for zone in ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"] {
            let zone = Zone::named(zone).unwrap();
            let first = date(2024, 1, 1).saturating_add(jiff::Span::new().days(offset));
            let series = Series { first, at: time(hour, 15, 0, 0), rhythm: Rhythm::Days(days) };
            let wall = series.starts(number, &zone).in_zone(zone.rules());
            prop_assert_eq!(wall.date(), series.day(number));
            prop_assert_eq!(wall.time(), series.at);
            prop_assert!(series.starts(number, &zone) < series.starts(number + 1, &zone));
        }
    }
}

const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn meeting() -> Meeting {
    Meeting { starts: at("2026-12-01T18:00:00Z"), minutes: 60, is_cancelled: false }
}

#[test]
fn l13_presence_is_said_from_the_first_minute_to_a_day_after_and_corrected_for_two_weeks() {
    let (held, end) = (meeting(), at("2026-12-01T19:00:00Z"));
    let second = SignedDuration::from_secs(1);
    assert_eq!(held.can_be_marked(held.starts.plus(-second)), Err(NotNow::NotBegun));
    assert_eq!(held.can_be_marked(held.starts.plus(SignedDuration::from_mins(20))), Ok(()), "late is there");
    assert_eq!(held.can_be_marked(end.plus(HOUR * 24 - second)), Ok(()));
    assert_eq!(held.can_be_marked(end.plus(HOUR * 24)), Err(NotNow::MarkedTooLate));
    assert_eq!(held.can_be_corrected(end.plus(HOUR * 24 * 14 - second)), Ok(()));
    assert_eq!(held.can_be_corrected(end.plus(HOUR * 24 * 14)), Err(NotNow::CorrectedTooLate));
    assert_eq!(held.can_change(held.starts), Err(NotNow::Begun));
    let off = Meeting { is_cancelled: true, ..held };
    assert_eq!((off.at(end), off.can_be_marked(end)), (Stage::Cancelled, Err(NotNow::Cancelled)));
}

#[test]
fn each_letter_about_a_meeting_is_due_once() {
    let day = HOUR * 24;
    let before = |by: SignedDuration| meeting().starts.plus(-by);
    let sent = |what: &str, by| Sent { what: what.to_owned(), at: before(by) };
    let due = |sequence, sent: &[Sent], by| letter_due(&meeting(), sequence, sent, before(by));
    assert_eq!(due(0, &[], day * 7 + HOUR), None);
    assert_eq!(due(0, &[], day * 7), Some(Letter::Invitation));
    let invited = [sent("invited 0", day * 7)];
    assert_eq!((due(0, &invited, day * 6), due(0, &invited, day)), (None, Some(Letter::Reminder)));
    assert_eq!(due(1, &invited, day * 30), Some(Letter::Moved), "wherever it was moved to");
    let both = [sent("invited 0", day * 7), sent("reminded 0", day)];
    assert_eq!(due(0, &both, HOUR), None);
    assert_eq!(due(0, &[sent("invited 0", HOUR * 3)], HOUR), None, "invited on its day is reminder enough");
    let off = Meeting { is_cancelled: true, ..meeting() };
    assert_eq!(letter_due(&off, 1, &invited, before(day)), Some(Letter::CalledOff));
    assert_eq!(letter_due(&off, 1, &[], before(day)), None, "who never heard of it hears nothing");
    assert_eq!(due(0, &[], -HOUR), None, "nor anybody once it has begun");

    let told_off = [sent("invited 0", day * 7), sent("called_off 1", day * 6)];
    assert_eq!(letter_due(&off, 1, &told_off, before(day)), None, "told once");
    assert_eq!(due(2, &told_off, day * 5), Some(Letter::BackOn));
    assert_eq!(due(3, &told_off, day * 5), Some(Letter::BackOn), "and moved meanwhile");
    let back: Vec<Sent> = told_off.into_iter().chain([sent("invited 2", day * 5)]).collect();
    assert_eq!((due(2, &back, day * 4), due(3, &back, day * 4)), (None, Some(Letter::Moved)));
    assert_eq!(letter_due(&off, 3, &back, before(day)), Some(Letter::CalledOff), "and off once more");
}
