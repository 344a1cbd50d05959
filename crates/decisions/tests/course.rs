//! The course of a vote under the rules of both charters, on a moved clock.

use basics::{Moment, PersonId};
use charter::{presets, rules::DecisionRule};
use decisions::{Course, NotNow, ONE_WAY, Stage};
use jiff::SignedDuration;

fn rule(preset: presets::Preset, name: &str) -> DecisionRule {
    preset.charter().unwrap().rules().decision[name].clone()
}

fn guide() -> DecisionRule {
    rule(presets::JUPYTER, "guide")
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

fn member(n: u8) -> PersonId {
    format!("00000000-0000-7000-8000-00000000000{n}").parse().unwrap()
}

/// Called by the first member, with a second from the second one.
fn open(rule: &DecisionRule, now: Moment) -> Course {
    let mut course = Course::called(rule, member(1), now, now).unwrap();
    course.seconded(rule, member(2), now).unwrap();
    course
}

#[test]
fn j1_j3_it_opens_with_another_members_second_and_lapses_after_fourteen_days() {
    let (rule, tuesday) = (guide(), at("2026-03-24T15:00:00Z"));
    let mut course = Course::called(&rule, member(1), tuesday, tuesday).unwrap();
    assert_eq!(course.stage, Stage::AwaitsSecond { until: Some(tuesday.plus(hours(14 * 24))) });
    assert_eq!(course.seconded(&rule, member(1), tuesday), Err(NotNow::OwnMotion));
    assert_eq!(course.at(tuesday.plus(hours(14 * 24) - SignedDuration::from_secs(1))).words(), "waiting for a second");
    let late = tuesday.plus(hours(14 * 24));
    assert_eq!(course.at(late), Stage::Lapsed);
    let refused = course.seconded(&rule, member(2), late).unwrap_err().to_string();
    assert_eq!(refused, "this vote is lapsed, because nobody seconded it in time, so that cannot be done with it now");
}

#[test]
fn j2_a_week_is_168_hours_whatever_the_clocks_do_meanwhile() {
    let opened = at("2026-03-24T15:00:00Z");
    let course = open(&guide(), opened);
    assert_eq!(course.wakes_at(), Some(at("2026-03-31T15:00:00Z")), "summer time began in between");
    assert_eq!(course.at(at("2026-03-31T14:59:59Z")).words(), "open");
    assert_eq!(course.at(at("2026-03-31T15:00:00Z")), Stage::Closed, "also where nobody looked for a month");
}

#[test]
fn j8_the_sponsor_changes_the_text_a_minute_before_the_end_and_the_week_begins_anew() {
    let (rule, opened) = (guide(), at("2026-06-02T15:00:00Z"));
    let mut course = open(&rule, opened);
    let late = opened.plus(hours(7 * 24) - SignedDuration::from_mins(1));
    assert_eq!(course.updated(&rule, member(2), late), Err(NotNow::NotTheSponsor));
    course.updated(&rule, member(1), late).unwrap();
    assert_eq!((course.stage, course.resets), (Stage::Open { from: late, until: late.plus(hours(7 * 24)) }, 1));
    let over = late.plus(hours(7 * 24));
    assert_eq!(course.updated(&rule, member(1), over), Err(NotNow::Stands("closed")));
    let admission = rule_of_admission();
    let mut fixed = Course::called(&admission, member(1), opened, opened.plus(hours(72))).unwrap();
    assert_eq!(fixed.updated(&admission, member(1), opened.plus(hours(73))), Err(NotNow::CannotChange));
}

fn rule_of_admission() -> DecisionRule {
    rule(presets::DJANGO, "admission")
}

#[test]
fn j10_it_runs_longer_for_a_reason_and_only_where_the_charter_lets_it() {
    let (rule, opened) = (guide(), at("2026-06-02T15:00:00Z"));
    let (mut course, longer) = (open(&rule, opened), opened.plus(hours(21 * 24)));
    assert_eq!(course.extended(&rule, member(1), longer, " ", opened), Err(NotNow::NoReason));
    let shorter = opened.plus(hours(24));
    assert!(matches!(course.extended(&rule, member(1), shorter, "Haste", opened), Err(NotNow::NotLater(_))));
    course.extended(&rule, member(1), longer, "A conference lies in between", opened).unwrap();
    assert_eq!(course.stage, Stage::Open { from: opened, until: longer });
    let admission = rule_of_admission();
    let mut course = Course::called(&admission, member(1), opened, longer).unwrap();
    let later = longer.plus(hours(21 * 24));
    assert_eq!(course.extended(&admission, member(1), later, "Why not", longer), Err(NotNow::CannotBeLonger));
}

#[test]
fn a16_an_admission_is_talked_about_for_72_hours_before_a_vote_opens() {
    let (rule, arrived) = (rule_of_admission(), at("2026-06-02T15:00:00Z"));
    let soon = Course::called(&rule, member(1), arrived, arrived.plus(SignedDuration::from_mins(5)));
    assert_eq!(soon, Err(NotNow::StillDiscussed(at("2026-06-05T15:00:00Z"))));
    let course = Course::called(&rule, member(1), arrived, at("2026-06-05T15:00:00Z")).unwrap();
    assert_eq!(course.stage.words(), "open", "this charter asks for no second");
}

#[test]
fn e8_what_is_about_nothing_any_more_is_not_counted_and_what_is_over_stays_so() {
    let opened = at("2026-06-02T15:00:00Z");
    let mut course = open(&guide(), opened);
    course.moot(opened.plus(hours(1)));
    assert_eq!(course.at(opened.plus(hours(1_000))), Stage::Moot);
    let mut over = open(&guide(), opened);
    over.moot(opened.plus(hours(7 * 24)));
    assert_eq!(over.at(opened.plus(hours(7 * 24))), Stage::Closed);
}

#[test]
fn e8_nobody_decides_a_tie_that_is_about_nothing_any_more() {
    let closed = at("2026-06-09T15:00:00Z");
    let mut tied = open(&guide(), closed.plus(hours(-7 * 24)));
    tied.closes(false, closed).unwrap();
    tied.awaits_casting_vote(&guide(), closed);
    tied.moot(closed.plus(hours(1)));
    assert_eq!(tied.stage, Stage::Moot);
    assert!(tied.casting_vote_given(member(1), closed.plus(hours(2))).is_err());
}

#[test]
fn what_its_sponsor_took_back_another_member_takes_over_from_the_start() {
    let (rule, opened) = (guide(), at("2026-06-02T15:00:00Z"));
    let mut course = open(&rule, opened);
    assert_eq!(course.withdrawn(member(2), opened), Err(NotNow::NotTheSponsor));
    assert_eq!(course.taken_over(&rule, member(3), opened), Err(NotNow::Stands("open")));
    course.withdrawn(member(1), opened).unwrap();
    let taken = course.taken_over(&rule, member(3), opened.plus(hours(1))).unwrap();
    assert_eq!((taken.sponsor, taken.seconder, taken.stage.words()), (member(3), None, "waiting for a second"));
}

#[test]
fn j19_a_one_way_door_takes_fourteen_days_however_it_began_and_closes_with_no_early_certainty() {
    let (rule, now) = (guide(), at("2026-03-24T15:00:00Z"));
    let open_until = |course: &Course| match course.stage {
        Stage::Open { until, .. } => until,
        other => panic!("{other:?}"),
    };
    let plain = open(&rule, now);
    assert_eq!((open_until(&plain), plain.reminds_at()), (now.plus(hours(7 * 24)), None), "it is off by itself");
    let mut marked = Course::called(&rule, member(1), now, now).unwrap().marked_one_way(&rule, now).unwrap();
    marked.seconded(&rule, member(2), now).unwrap();
    assert_eq!(open_until(&marked), now.plus(ONE_WAY));
    assert_eq!(marked.reminds_at(), Some(now.plus(hours(7 * 24))));
    assert!(marked.closes(true, now.plus(hours(13 * 24))).is_err(), "not because everybody has voted");
    let later = now.plus(hours(24));
    let mut changed = marked.clone();
    changed.updated(&rule, member(1), later).unwrap();
    assert_eq!(open_until(&changed), later.plus(ONE_WAY), "a new text takes as long again");
    changed.withdrawn(member(1), later).unwrap();
    let mut taken_over = changed.taken_over(&rule, member(2), later).unwrap();
    taken_over.seconded(&rule, member(1), later).unwrap();
    assert_eq!(open_until(&taken_over), later.plus(ONE_WAY), "whoever takes it over takes the door with it");
    let admission = rule_of_admission();
    let opened = Course::called(&admission, member(1), now, now.plus(hours(72))).unwrap();
    assert_eq!(opened.marked_one_way(&admission, now), Err(NotNow::CannotBeLonger), "where the charter fixes the time");
    let by_charter = DecisionRule { one_way_door: true, ..admission };
    let opened = Course::called(&by_charter, member(1), now, now.plus(hours(72))).unwrap();
    assert_eq!(open_until(&opened), now.plus(hours(72)).plus(ONE_WAY), "where the charter itself says so");
}
