//! The course of a term under the first charter, on a moved clock: asked, reminded, said, too late.

mod common;

use basics::{Moment, Zone};
use charter::rules::{Holidays, Period, Renewal};
use common::{A, ADOPTED, B, at, day, half_years, joined, member, person, rule_of};
use jiff::SignedDuration;
use membership::{Course, Holiday, NoHoliday, NotStaying, Stage, Term, TermRule};

fn graceful(days: u32) -> TermRule {
    TermRule { grace: Period::Days(days), ..half_years() }
}

fn ends(term: &Term) -> (jiff::civil::Date, jiff::civil::Date) {
    (term.starts, term.ends)
}

#[test]
fn d1_a_term_runs_asks_and_is_over_each_at_its_instant() {
    let (rule, course) = (half_years(), joined(&half_years(), "2024-01-11"));
    let until = at("2024-07-11");
    for (instant, stage) in [
        ("2024-01-10T23:59:59.999999Z", Stage::Ahead { starts: at("2024-01-11") }),
        ("2024-01-11T00:00:00Z", Stage::Running { until }),
        ("2024-06-10T23:59:59.999999Z", Stage::Running { until }),
        ("2024-06-11T00:00:00Z", Stage::MayStay { until }),
        ("2024-07-10T23:59:59.999999Z", Stage::MayStay { until }),
        ("2024-07-11T00:00:00Z", Stage::Lapsed { since: until }),
        ("2034-01-01T00:00:00Z", Stage::Lapsed { since: until }),
    ] {
        assert_eq!(course.at(&rule, &[], at(instant)), stage, "{instant}");
    }
    assert!(course.is_in_force(at("2024-07-10T23:59:59Z")) && !course.is_in_force(until));
}

#[test]
fn d5_saying_so_in_the_last_second_renews_from_the_old_end_and_not_from_the_day_of_the_click() {
    for said in ["2024-06-11T00:00:00Z", "2024-06-30T12:00:00Z", "2024-07-10T23:59:59Z"] {
        let (rule, mut course) = (half_years(), joined(&half_years(), "2024-01-11"));
        let next = course.stays(&rule, &[], at(said)).unwrap();
        assert_eq!(ends(next), (day("2024-07-11"), day("2025-01-11")), "{said}");
        assert_eq!(course.at(&rule, &[], at(said)), Stage::Stays { until: at("2025-01-11") });
        assert_eq!(course.at(&rule, &[], at("2024-07-11")), Stage::Running { until: at("2025-01-11") });
        assert!(course.is_in_force(at("2025-01-10T23:59:59Z")) && !course.is_in_force(at("2025-01-11")));
    }
}

#[test]
fn d5_saying_so_twice_is_refused_and_names_the_day() {
    let (rule, mut course) = (half_years(), joined(&half_years(), "2024-01-11"));
    course.stays(&rule, &[], at("2024-07-01")).unwrap();
    let before = course.clone();
    let refused = course.stays(&rule, &[], at("2024-07-02")).unwrap_err().to_string();
    assert_eq!(refused, "this was said before: the next term runs until Sat 11 Jan 2025, 00:00 UTC");
    assert_eq!(course, before, "and changes nothing");
    let early = course.stays(&rule, &[], at("2024-07-11")).unwrap_err();
    assert_eq!(early, NotStaying::TooEarly { opens: at("2024-12-12"), zone: Zone::utc() }, "the next one asks anew");
    let third = course.stays(&rule, &[], at("2024-12-12")).unwrap();
    assert_eq!(ends(third), (day("2025-01-11"), day("2025-07-11")));
    assert_eq!((course.term.starts, course.served), (day("2024-07-11"), 2));
}

#[test]
fn d6_a_second_too_late_is_too_late_and_a_new_application_is_offered() {
    let (rule, mut course) = (half_years(), joined(&half_years(), "2024-01-11"));
    let refused = course.stays(&rule, &[], at("2024-07-11T00:00:01Z")).unwrap_err().to_string();
    assert_eq!(
        refused,
        "this could be said until Thu 11 Jul 2024, 00:00 UTC, and the membership is over; apply again, which is possible \
         at once"
    );
}

#[test]
fn d6_in_the_grace_rights_rest_and_saying_so_renews_from_the_old_end() {
    let (rule, mut course) = (graceful(14), joined(&half_years(), "2024-01-11"));
    let late = at("2024-07-20T10:00:00Z");
    assert_eq!(course.at(&rule, &[], late), Stage::InGrace { until: at("2024-07-25") });
    assert!(!course.is_in_force(late));
    assert_eq!(ends(course.stays(&rule, &[], late).unwrap()), (day("2024-07-11"), day("2025-01-11")));
    assert!(course.is_in_force(late) && !course.is_in_force(at("2024-07-20T09:59:59Z")), "suspended in between");
    assert_eq!(course.at(&rule, &[], at("2024-07-15")), Stage::InGrace { until: at("2024-07-25") }, "as it was then");
    assert_eq!(course.at(&rule, &[], late), Stage::Running { until: at("2025-01-11") });
    let mut other = joined(&half_years(), "2024-01-11");
    assert!(other.clone().stays(&rule, &[], at("2024-07-24T23:59:59Z")).is_ok());
    assert!(matches!(other.stays(&rule, &[], at("2024-07-25")), Err(NotStaying::TooLate { .. })));
}

#[test]
fn d7_sixty_days_before_the_end_is_too_early() {
    let (rule, mut course) = (half_years(), joined(&half_years(), "2024-01-11"));
    let refused = course.stays(&rule, &[], at("2024-05-12")).unwrap_err().to_string();
    assert_eq!(refused, "this can be said from Tue 11 Jun 2024, 00:00 UTC; until then nothing has to be done");
    let wider = TermRule { window: Period::Days(60), ..half_years() };
    assert!(course.stays(&wider, &[], at("2024-05-12")).is_ok(), "another charter opens it earlier");
}

#[test]
fn d8_nobody_says_it_for_somebody_else() {
    let mut member = member(A, &["member"], ADOPTED);
    let (rule, now) = (half_years(), at("2034-01-01"));
    let refused = member.stays(&rule, &[], person(B), now).unwrap_err().to_string();
    assert_eq!(refused, "only the member says that they stay; nobody says it for them");
    assert!(member.stays(&rule, &[], person(A), now).is_ok());
}

#[test]
fn d11_whoever_has_no_term_has_nothing_to_say() {
    let mut liaison = member(common::LIAISON, &["liaison"], ADOPTED);
    let refused = liaison.stays(&half_years(), &[], person(common::LIAISON), at("2024-07-01")).unwrap_err();
    assert_eq!(refused, NotStaying::NoEnd);
    assert!(half_years().first(day(ADOPTED), &["liaison".to_owned()].into()).unwrap().is_none());
    assert!(half_years().first(day(ADOPTED), &["chair".to_owned()].into()).unwrap().is_some());
}

fn winter(set_at: &str) -> Result<Holiday, NoHoliday> {
    Holiday::announced(day("2024-12-20"), day("2025-01-03"), person(A), &Zone::utc(), at(set_at))
}

#[test]
fn d12_a_grace_for_everyone_is_set_ahead_and_applies_alike() {
    let rule = half_years();
    let holiday = [winter("2024-12-01").unwrap()];
    for start in ["2024-06-20", "2024-06-25", "2024-07-02"] {
        let mut course = joined(&rule, start);
        let end = course.ends_at();
        assert_eq!(course.at(&rule, &holiday, end), Stage::InGrace { until: at("2025-01-03") }, "{start}");
        let next = course.stays(&rule, &holiday, at("2025-01-02T23:59:59Z")).unwrap();
        assert_eq!(next.starts_at(), end, "it moves no end");
    }
    let after = joined(&rule, "2024-07-03");
    assert_eq!(after.at(&rule, &holiday, at("2025-01-03")), Stage::Lapsed { since: at("2025-01-03") });
    let strict = TermRule { holidays: Holidays::Nothing, ..half_years() };
    let course = joined(&strict, "2024-06-25");
    assert_eq!(course.at(&strict, &holiday, at("2024-12-25")), Stage::Lapsed { since: at("2024-12-25") });
}

#[test]
fn d12_a_holiday_that_has_begun_is_refused() {
    let refused = winter("2024-12-20").unwrap_err().to_string();
    assert_eq!(refused, "a holiday is set before it begins, and 20 Dec 2024 has begun; choose a later first day");
    assert!(winter("2024-12-19T23:59:59Z").is_ok());
    let backwards = Holiday::announced(day("2024-12-20"), day("2024-12-20"), person(A), &Zone::utc(), at(ADOPTED));
    assert!(matches!(backwards, Err(NoHoliday::NoDay { .. })));
}

#[test]
fn a_holiday_has_at_most_ninety_days_begins_within_a_year_and_overlaps_no_other() {
    let known = [winter("2024-12-01").unwrap()];
    let asked = |from: &str, until: &str| {
        let holiday = Holiday::announced(day(from), day(until), person(A), &Zone::utc(), at("2024-12-01")).unwrap();
        holiday.beside(&known, &Zone::utc())
    };
    assert!(asked("2025-01-03", "2025-04-03").is_ok(), "ninety days, from the end of the other one on");
    assert_eq!(asked("2025-01-03", "2025-04-04"), Err(NoHoliday::TooLong));
    assert!(asked("2025-12-01", "2025-12-02").is_ok());
    assert_eq!(asked("2025-12-02", "2025-12-03"), Err(NoHoliday::TooFarAhead { last: day("2025-12-01") }));
    for (from, until) in [("2024-12-20", "2025-01-03"), ("2024-12-10", "2024-12-21"), ("2025-01-02", "2025-01-10")] {
        let refused = asked(from, until).unwrap_err().to_string();
        assert!(refused.starts_with("the holiday from 20 Dec 2024 to 2 Jan 2025 has days of it already"), "{refused}");
    }
    assert!(known[0].can_be_taken_back(&Zone::utc(), at("2024-12-19T23:59:59Z")).is_ok());
    assert!(known[0].can_be_taken_back(&Zone::utc(), at("2024-12-20")).is_err(), "it has begun");
}

#[test]
fn reminders_are_due_at_thirty_fourteen_three_and_one_days_until_somebody_says_that_they_stay() {
    let (rule, mut course) = (half_years(), joined(&half_years(), "2024-01-11"));
    let due = |course: &Course, since: &str, now: &str| -> Vec<String> {
        let due = course.due_reminders(&rule, &[], at(since), at(now));
        due.into_iter().map(|reminder| format!("{} at {}", reminder.before, &reminder.at.to_string()[..10])).collect()
    };
    let all = ["P30D at 2024-06-11", "P14D at 2024-06-27", "P3D at 2024-07-08", "P1D at 2024-07-10"];
    assert_eq!(due(&course, "2024-01-11", "2024-07-10"), all);
    assert_eq!(due(&course, "2024-06-11", "2024-06-27"), all[1..2], "none twice");
    assert_eq!(due(&course, "2024-06-27", "2024-07-07T23:59:59Z"), [""; 0]);
    assert_eq!(due(&course, "2024-01-11", "2024-07-11"), [""; 0], "after the end it is too late to remind");
    course.stays(&rule, &[], at("2024-07-01")).unwrap();
    assert_eq!(due(&course, "2024-07-01", "2024-07-10"), [""; 0]);
    assert_eq!(due(&course, "2024-07-11", "2024-12-12"), ["P30D at 2024-12-12"], "and of the next term again");
}

#[test]
fn it_wakes_at_every_instant_at_which_something_changes_and_at_no_other() {
    let (rule, mut course) = (graceful(14), joined(&half_years(), "2024-01-11"));
    let wakes = |course: &Course| -> Vec<String> {
        let next = |now: &Moment| course.wakes_at(&rule, &[], *now);
        let all = std::iter::successors(next(&at("2023-01-01")), next);
        all.map(|at| at.to_string()[..10].to_owned()).collect()
    };
    let first = ["2024-01-11", "2024-06-11", "2024-06-27", "2024-07-08", "2024-07-10", "2024-07-11", "2024-07-25"];
    assert_eq!(wakes(&course), first);
    course.stays(&rule, &[], at("2024-06-20")).unwrap();
    let then = ["2024-12-12", "2024-12-28", "2025-01-08", "2025-01-10", "2025-01-11", "2025-01-25"];
    assert_eq!(wakes(&course)[2..], then, "whoever said so is not asked before the next term");
}

#[test]
fn midnight_is_the_charter_zones_also_where_the_clocks_change_meanwhile() {
    let zone = Zone::named("America/New_York").unwrap();
    let rule = TermRule { zone: zone.clone(), ..half_years() };
    let course = joined(&rule, "2026-01-11");
    assert_eq!(course.ends_at(), at("2026-07-11T04:00:00Z"), "summer time began in between");
    let end = |instant: &str| course.at(&rule, &[], at(instant));
    assert!(matches!(end("2026-07-11T03:59:59Z"), Stage::MayStay { .. }));
    assert!(matches!(end("2026-07-11T04:00:00Z"), Stage::Lapsed { .. }));
    let autumn = joined(&rule, "2026-05-15");
    let opens = rule.opens(&autumn.term);
    assert_eq!(opens, at("2026-10-16T04:00:00Z"), "thirty days by the calendar");
    assert_eq!(autumn.ends_at().since(opens), SignedDuration::from_hours(30 * 24 + 1), "which are an hour longer");
}

#[test]
fn under_a_charter_that_elects_or_appoints_the_members_word_changes_nothing() {
    for (renewal, sentence) in [
        (Renewal::Election, "under this charter a term goes on by an election, not by the member's word"),
        (
            Renewal::Appointment,
            "under this charter a term goes on when it is appointed again, not by the member's word",
        ),
    ] {
        let rule = TermRule { renewal, ..graceful(14) };
        let mut course = joined(&rule, "2024-01-11");
        assert_eq!(course.stays(&rule, &[], at("2024-07-01")).unwrap_err().to_string(), sentence);
        assert_eq!(course.at(&rule, &[], at("2024-07-01")), Stage::Running { until: at("2024-07-11") });
        assert_eq!(course.at(&rule, &[], at("2024-07-11")), Stage::Lapsed { since: at("2024-07-11") }, "no grace");
    }
}

#[test]
fn nobody_serves_more_terms_in_a_row_than_the_charter_lets_them() {
    let rule = TermRule { limit: Some(2), ..half_years() };
    let mut course = joined(&rule, "2024-01-11");
    course.stays(&rule, &[], at("2024-07-01")).unwrap();
    let refused = course.stays(&rule, &[], at("2025-01-01")).unwrap_err().to_string();
    assert_eq!(
        refused,
        "nobody serves more than 2 terms in a row under this charter, so this is the last; apply again later"
    );
    assert_eq!(
        course.at(&rule, &[], at("2025-01-01")),
        Stage::Running { until: at("2025-01-11") },
        "and nobody is asked"
    );
}

#[test]
fn a_longer_term_in_a_new_version_holds_from_the_next_term_on() {
    let mut course = joined(&half_years(), "2024-08-31");
    let yearly = TermRule { months: 12, ..half_years() };
    assert_eq!(
        course.at(&yearly, &[], at("2025-02-28")),
        Stage::Lapsed { since: at("2025-02-28") },
        "it keeps its end"
    );
    assert_eq!(ends(course.stays(&yearly, &[], at("2025-02-01")).unwrap()), (day("2025-02-28"), day("2026-02-28")));
}

#[test]
fn f2_a_term_that_did_not_run_is_counted_from_the_day_of_joining_when_it_runs_again() {
    let resumed = Course::resumed(&half_years(), day("2024-01-11"), at("2026-01-01")).unwrap().unwrap();
    assert_eq!((ends(&resumed.term), resumed.served), ((day("2025-07-11"), day("2026-01-11")), 4));
    assert_eq!(resumed.at(&half_years(), &[], at("2026-01-01")), Stage::MayStay { until: at("2026-01-11") });
    assert_eq!(Course::resumed(&rule_of(common::jupyter()), day("2024-01-11"), at("2026-01-01")), Ok(None));
}
