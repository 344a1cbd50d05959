//! Terms by the million: what the calendar must never do, whatever the day, the length, the zone and the moment.

mod common;

use basics::{Moment, Zone};
use charter::rules::{Holidays, Period};
use jiff::{SignedDuration, civil::Date};
use membership::{Basis, Course, Holiday, Stage, Term, TermRule};

/// The length of a month, told once more: what is tested must not tell it to itself.
fn days_of(year: i16, month: i8) -> i8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// So many months after a day, counted one by one.
fn counted(year: i16, month: i8, anchor: i8, months: u32) -> (i16, i8, i8) {
    let (year, month) =
        (0..months).fold((year, month), |(year, month), _| if month == 12 { (year + 1, 1) } else { (year, month + 1) });
    (year, month, anchor.min(days_of(year, month)))
}

#[test]
fn d2_d4_in_a_million_terms_the_end_is_the_day_that_one_counts_on_the_fingers() {
    let (utc, mut terms) = (Zone::utc(), 0_u32);
    for year in 1999..2029 {
        for month in 1..=12 {
            for day in 1..=days_of(year, month) {
                let starts = Date::new(year, month, day).unwrap();
                for months in 1..=48 {
                    let term = Term::starting(starts, months, &utc).unwrap();
                    let ends = (term.ends.year(), term.ends.month(), term.ends.day());
                    assert_eq!(ends, counted(year, month, day, months), "{months} months from {starts}");
                    let next = term.next().unwrap();
                    let twice = (next.ends.year(), next.ends.month(), next.ends.day());
                    assert_eq!(twice, counted(year, month, day, 2 * months), "twice {months} months from {starts}");
                    terms += 2;
                }
            }
        }
    }
    assert!(terms > 1_000_000, "{terms}");
}

/// A small generator that gives the same numbers every time.
struct Dice(u64);

impl Dice {
    /// A number from nothing up to, and without, this one.
    fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(most)).unwrap()
    }
    fn day(&mut self) -> Date {
        let (year, month) = (i16::try_from(1990 + self.below(80)).unwrap(), i8::try_from(1 + self.below(12)).unwrap());
        let day = i8::try_from(self.below(31)).unwrap() + 1;
        Date::new(year, month, day.min(days_of(year, month))).unwrap()
    }
    fn rule(&mut self, zones: &[Zone]) -> TermRule {
        let fixed = self.below(3) == 0;
        TermRule {
            basis: if fixed { Basis::FixedCycle { from: self.day() } } else { Basis::Anniversary },
            months: 1 + self.below(24),
            zone: zones[self.below(u32::try_from(zones.len()).unwrap()) as usize].clone(),
            window: Period::Days(self.below(90)),
            grace: Period::Days(self.below(3) * 10),
            holidays: if self.below(4) == 0 { Holidays::Nothing } else { Holidays::Grace },
            limit: (self.below(4) == 0).then_some(2),
            ..common::half_years()
        }
    }
}

/// Zones that change their clocks at midnight, by half an hour, or left out a day.
fn zones() -> Vec<Zone> {
    let names = ["UTC", "America/New_York", "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia"];
    names.map(|name| Zone::named(name).unwrap()).to_vec()
}

/// Where a course stands, in the order in which the stages follow each other.
fn place(stage: Stage) -> u8 {
    match stage {
        Stage::Ahead { .. } => 0,
        Stage::Running { .. } => 1,
        Stage::MayStay { .. } => 2,
        Stage::Stays { .. } => 3,
        Stage::InGrace { .. } => 4,
        Stage::Lapsed { .. } => 5,
    }
}

fn a_little(earlier: Moment) -> Moment {
    earlier.plus(SignedDuration::from_micros(-1))
}

#[test]
fn between_two_wakings_nothing_changes_and_the_stages_follow_in_their_order() {
    let (zones, mut dice) = (zones(), Dice(20_240_111));
    for _ in 0..1_500 {
        let (rule, joined) = (dice.rule(&zones), dice.day());
        let course = Course::beginning(rule.first(joined, &[].into()).unwrap().unwrap());
        let holiday = holiday_near(&mut dice, &course.term);
        let mut now = a_little(course.term.starts_at());
        while let Some(wake) = course.wakes_at(&rule, &holiday, now) {
            assert!(now < wake);
            let (stage, before) = (course.at(&rule, &holiday, now), course.at(&rule, &holiday, a_little(wake)));
            assert_eq!(stage, before, "{rule:?} {course:?} {now}");
            assert_eq!(course.due_reminders(&rule, &holiday, now, a_little(wake)), []);
            assert!(place(stage) <= place(course.at(&rule, &holiday, wake)), "{rule:?} {course:?} {wake}");
            assert_eq!(course.is_in_force(now), now < course.term.ends_at());
            now = wake;
        }
        assert!(matches!(course.at(&rule, &holiday, now), Stage::Lapsed { .. }), "{rule:?} {course:?} {now}");
    }
}

/// Some days around the end of a term.
fn holiday_near(dice: &mut Dice, term: &Term) -> Vec<Holiday> {
    let away = |days: u32| jiff::Span::new().days(i64::from(days));
    let from = term.ends.saturating_sub(away(dice.below(20)));
    let until = from.saturating_add(away(1 + dice.below(30)));
    let set_at = Moment::from_micros(0);
    vec![Holiday::announced(from, until, common::person(1), &term.zone, set_at).unwrap()]
}

#[test]
fn whoever_says_so_in_time_goes_on_from_the_old_end_and_only_once_and_whoever_does_not_is_refused() {
    let (zones, mut dice) = (zones(), Dice(5));
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..4_000 {
        let (rule, joined) = (dice.rule(&zones), dice.day());
        let mut course = Course::beginning(rule.first(joined, &[].into()).unwrap().unwrap());
        for _ in 0..4 {
            let around = SignedDuration::from_hours(i64::from(dice.below(2_400)) - 1_800);
            let (now, old) = (course.ends_at().plus(around), course.clone());
            let stage = course.at(&rule, &[], now);
            let went_back = old.following.as_ref().is_some_and(|next| now < next.said_at);
            let asked = matches!(stage, Stage::MayStay { .. } | Stage::InGrace { .. }) && !went_back;
            let said = course.stays(&rule, &[], now).cloned();
            assert_eq!(said.is_ok(), asked, "{rule:?} {old:?} {now} {stage:?}");
            let Ok(next) = said else {
                assert_eq!(course, old, "a refusal changes nothing");
                refused += 1;
                continue;
            };
            assert_eq!(next.starts_at(), old.ends_at(), "without a gap: {rule:?} {old:?} {now}");
            assert!(next.ends_at() > now && course.is_in_force(now));
            assert!(course.stays(&rule, &[], now).is_err() || matches!(stage, Stage::InGrace { .. }));
            taken += 1;
        }
    }
    assert!(taken > 1_000 && refused > 1_000, "{taken} {refused}");
}

#[test]
fn what_a_database_keeps_of_a_term_reads_back_as_the_same_instants_and_the_same_next_term() {
    let (zones, mut dice) = (zones(), Dice(7));
    for _ in 0..3_000 {
        let (rule, joined) = (dice.rule(&zones), dice.day());
        let rule = TermRule { basis: Basis::Anniversary, ..rule };
        let first = rule.first(joined, &[].into()).unwrap().unwrap();
        let term = rule.next(&first).unwrap();
        let kept = Term::kept(first.starts_at(), term.starts_at(), term.ends_at(), term.months, &term.zone);
        let instants = |term: &Term| (term.starts_at(), term.ends_at());
        assert_eq!(instants(&kept), instants(&term));
        // Where a day was left out, its term is told as that of the next day.
        if kept == term {
            assert_eq!(rule.next(&kept), rule.next(&term));
        } else {
            assert_eq!(term.zone.name(), "Pacific/Apia");
        }
    }
}
