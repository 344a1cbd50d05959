//! What a charter says about terms, read: anniversaries, cycles that turn for everybody, and what cannot be counted.

mod common;

use charter::rules::Renewal;
use common::{ADOPTED, at, day, django_with, half_years, rule_of};
use jiff::civil::Date;
use membership::{Basis, Course, Stage, Term, TermRule};

fn ends(term: &Term) -> (Date, Date) {
    (term.starts, term.ends)
}

#[test]
fn the_first_charter_is_read_as_these_tests_say_it() {
    assert_eq!(rule_of(common::django()), half_years());
}

#[test]
fn terms_that_go_on_by_themselves_have_no_end_but_for_a_limit() {
    let auto = TermRule { renewal: Renewal::Auto, ..half_years() };
    assert_eq!(auto.first(day("2024-01-11"), &[].into()), Ok(None));
    let twice = TermRule { limit: Some(2), ..auto };
    assert_eq!(twice.first(day("2024-08-31"), &[].into()).unwrap().unwrap().ends, day("2025-08-31"));
}

#[test]
fn fixed_cycles_turn_for_everybody_on_one_day() {
    let cycle = "basis = \"fixed_cycle\"\ncycle = { month = 10, day = 1 }";
    let charter = django_with(&[("basis = \"anniversary\"", cycle), ("length = \"P6M\"", "length = \"P12M\"")]);
    let rule = rule_of(&charter);
    for (joined, end) in [
        ("2024-10-01", "2025-10-01"),
        ("2025-09-30", "2025-10-01"),
        ("2025-10-01", "2026-10-01"),
        ("2026-03-15", "2026-10-01"),
        ("2020-02-29", "2020-10-01"),
    ] {
        let term = rule.first(day(joined), &[].into()).unwrap().unwrap();
        assert_eq!(ends(&term), (day(joined), day(end)));
        let next = rule.next(&term).unwrap();
        assert_eq!(ends(&next), (day(end), day(end).saturating_add(jiff::Span::new().years(1))));
    }
    let late = rule.first(day("2025-09-30"), &[].into()).unwrap().unwrap();
    assert_eq!(Course::beginning(late).at(&rule, &[], at("2025-09-30")), Stage::MayStay { until: at("2025-10-01") });
}

#[test]
fn a_cycle_that_turns_on_a_leap_day_turns_on_the_last_of_february_in_other_years() {
    let cycle = "basis = \"fixed_cycle\"\ncycle = { month = 2, day = 29 }";
    let charter = django_with(&[("basis = \"anniversary\"", cycle), ("length = \"P6M\"", "length = \"P12M\"")]);
    let rule = TermRule::read(charter.rules(), day("2026-05-01")).unwrap();
    assert_eq!(rule.basis, Basis::FixedCycle { from: day("2024-02-29") });
    let mut term = rule.first(day("2026-05-01"), &[].into()).unwrap().unwrap();
    let mut turns = Vec::new();
    for _ in 0..3 {
        turns.push(term.ends.to_string());
        term = rule.next(&term).unwrap();
    }
    assert_eq!(turns, ["2027-02-28", "2028-02-29", "2029-02-28"]);
}

#[test]
fn where_there_are_no_terms_nobody_leaves_by_the_calendar() {
    let rule = rule_of(common::jupyter());
    assert_eq!((rule.basis, rule.first(day(ADOPTED), &[].into())), (Basis::None, Ok(None)));
}

#[test]
fn what_a_charter_does_not_say_about_terms_is_what_is_usual() {
    let silent = django_with(&[(
        "window = \"P30D\"\ngrace = \"P0D\"\nreminders = [\"P30D\", \"P14D\", \"P3D\", \"P1D\"]\n",
        "",
    )]);
    assert_eq!(rule_of(&silent), half_years());
    let quiet = django_with(&[("reminders = [\"P30D\", \"P14D\", \"P3D\", \"P1D\"]", "reminders = []")]);
    assert!(rule_of(&quiet).reminders.is_empty(), "an empty list is an answer");
}

#[test]
fn a_rule_that_cannot_be_counted_is_refused_with_an_example() {
    let refused = |changes: &[(&str, &str)]| {
        TermRule::read(django_with(changes).rules(), day("2026-05-01")).unwrap_err().to_string()
    };
    let says = "a term is counted in calendar months, and [term] says P26W; write a length such as P6M";
    assert_eq!(refused(&[("length = \"P6M\"", "length = \"P26W\"")]).replace("P182D", "P26W"), says);
    let says = "terms turn on one day for everybody, and [term] names none; write cycle = { month = 3, day = 1 }";
    assert_eq!(refused(&[("basis = \"anniversary\"", "basis = \"fixed_cycle\"")]), says);
    let april = "basis = \"fixed_cycle\"\ncycle = { month = 4, day = 31 }";
    let says = "terms cannot turn on day 31 of month 4; give a day that every such month has";
    assert_eq!(refused(&[("basis = \"anniversary\"", april)]), says);
}
