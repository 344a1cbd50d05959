//! Terms by the calendar, one by one.

use basics::{Moment, Zone};
use jiff::civil::Date;
use membership::{BadTerm, Term};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}
fn at(text: &str) -> Moment {
    text.parse().unwrap()
}
fn half_year(starts: &str) -> Term {
    Term::starting(day(starts), 6, &Zone::utc()).unwrap()
}

#[test]
fn d1_a_term_ends_at_the_start_of_its_last_date() {
    let term = half_year("2024-01-11");
    assert_eq!(term.ends, day("2024-07-11"));
    assert!(term.contains(at("2024-01-11T00:00:00Z")) && !term.contains(at("2024-01-10T23:59:59.999999Z")));
    assert!(term.contains(at("2024-07-10T23:59:59Z")));
    assert!(!term.contains(at("2024-07-11T00:00:00Z")) && term.is_over(at("2024-07-11T00:00:00Z")));
}

#[test]
fn d2_a_term_from_a_long_month_ends_on_the_last_day_of_a_short_one() {
    assert_eq!(half_year("2024-08-31").ends, day("2025-02-28"));
    assert_eq!(half_year("2023-08-31").ends, day("2024-02-29"));
}

#[test]
fn d4_four_starts_share_one_end() {
    for starts in ["2024-08-28", "2024-08-29", "2024-08-30", "2024-08-31"] {
        assert_eq!(half_year(starts).ends, day("2025-02-28"), "{starts}");
    }
}

#[test]
fn d5_the_next_term_starts_where_the_old_one_ended() {
    let next = half_year("2024-01-11").next().unwrap();
    assert_eq!((next.starts, next.ends), (day("2024-07-11"), day("2025-01-11")));
}

#[test]
fn the_first_day_stays_the_anchor_after_a_short_month() {
    let next = half_year("2024-08-31").next().unwrap();
    assert_eq!((next.starts, next.ends), (day("2025-02-28"), day("2025-08-31")));
}

#[test]
fn midnight_is_the_charter_zones() {
    let term = Term::starting(day("2026-01-11"), 6, &Zone::named("America/New_York").unwrap()).unwrap();
    assert_eq!(term.starts_at(), at("2026-01-11T05:00:00Z"));
    assert_eq!(term.ends_at(), at("2026-07-11T04:00:00Z"));
}

#[test]
fn where_midnight_does_not_exist_the_day_starts_after_the_jump() {
    let term = Term::starting(day("2026-03-06"), 6, &Zone::named("America/Santiago").unwrap()).unwrap();
    assert_eq!(term.ends_at(), at("2026-09-06T04:00:00Z"));
}

#[test]
fn a_term_without_length_or_beyond_the_calendar_is_refused() {
    assert_eq!(Term::starting(day("2026-01-01"), 0, &Zone::utc()), Err(BadTerm::NoLength));
    for months in [u32::MAX, 120_000] {
        let refusal = Term::starting(day("2026-01-01"), months, &Zone::utc()).unwrap_err();
        assert!(matches!(refusal, BadTerm::BeyondCalendar { .. }));
    }
}

#[test]
fn a_term_reads_back_from_its_stored_form() {
    let term = half_year("2024-08-31");
    let stored = serde_json::to_string(&term).unwrap();
    assert_eq!(serde_json::from_str::<Term>(&stored).unwrap(), term);
}

fn days() -> impl Strategy<Value = Date> {
    (1970..2200i16, 1..=12i8, 1..=31i8)
        .prop_map(|(year, month, day)| Date::new(year, month, 1).unwrap().days_in_month().min(day))
        .prop_flat_map(|day| (1970..2200i16, 1..=12i8, Just(day)))
        .prop_filter_map("a day of its month", |(year, month, day)| Date::new(year, month, day).ok())
}
fn zones() -> impl Strategy<Value = Zone> {
    prop::sample::select(vec!["UTC", "America/Santiago", "Pacific/Apia", "Africa/Cairo", "Australia/Lord_Howe"])
        .prop_map(|name| Zone::named(name).unwrap())
}

proptest! {
    #[test]
    fn terms_follow_each_other_without_gap_or_overlap(starts in days(), months in 1..60u32, zone in zones()) {
        let mut term = Term::starting(starts, months, &zone).unwrap();
        for _ in 0..5 {
            let next = term.next().unwrap();
            prop_assert_eq!(term.ends, next.starts);
            prop_assert!(term.starts_at() < term.ends_at());
            let border = term.ends_at();
            let before = border.plus(jiff::SignedDuration::from_micros(-1));
            prop_assert!(term.contains(before) && !next.contains(before));
            prop_assert!(!term.contains(border) && next.contains(border));
            term = next;
        }
    }

    #[test]
    fn the_anchor_is_met_wherever_the_month_is_long_enough(starts in days(), months in 1..60u32) {
        let mut term = Term::starting(starts, months, &Zone::utc()).unwrap();
        for turn in 1..6u32 {
            prop_assert_eq!(term.ends.day(), starts.day().min(term.ends.days_in_month()));
            let since = i32::from(term.ends.year() - starts.year()) * 12 + i32::from(term.ends.month() - starts.month());
            prop_assert_eq!(since, i32::try_from(months * turn).unwrap());
            term = term.next().unwrap();
        }
    }
}
