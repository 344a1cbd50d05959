//! What the tests share: the charters that ship, days, instants, people, and a roster that reads like a story.
#![allow(dead_code, reason = "each test file uses its part")]

use basics::{Moment, PersonId, Zone};
use charter::{
    Charter, presets,
    rules::{Holidays, Period, Renewal},
};
use jiff::civil::Date;
use membership::{Basis, Course, Member, OfficeHeld, OutsideStatus, Roster, Standing, Term, TermRule};
use std::sync::LazyLock;

/// The day the first charter was adopted.
pub const ADOPTED: &str = "2024-01-11";

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// An instant: `2024-07-10T23:59:59Z`, or a day for its first one in UTC.
pub fn at(text: &str) -> Moment {
    if text.contains('T') { text.parse().unwrap() } else { format!("{text}T00:00:00Z").parse().unwrap() }
}

pub fn django() -> &'static Charter {
    static CHARTER: LazyLock<Charter> = LazyLock::new(|| presets::DJANGO.charter().unwrap());
    &CHARTER
}

pub fn jupyter() -> &'static Charter {
    static CHARTER: LazyLock<Charter> = LazyLock::new(|| presets::JUPYTER.charter().unwrap());
    &CHARTER
}

/// The first charter with some of its rules written otherwise.
pub fn django_with(changes: &[(&str, &str)]) -> Charter {
    let mut rules = presets::DJANGO.rules.to_owned();
    for (from, to) in changes {
        assert!(rules.contains(from), "{from:?} is not in the rules");
        rules = rules.replacen(from, to, 1);
    }
    Charter::load("rules.toml", &rules, presets::DJANGO.text.as_bytes()).unwrap()
}

/// What the first charter says about terms, as a test compares with it. Reading a charter takes longer than everything
/// that is done with this.
pub fn half_years() -> TermRule {
    TermRule {
        basis: Basis::Anniversary,
        months: 6,
        zone: Zone::utc(),
        exempt: ["liaison".to_owned()].into(),
        renewal: Renewal::OptIn,
        window: Period::Days(30),
        grace: Period::Days(0),
        reminders: [30, 14, 3, 1].map(Period::Days).to_vec(),
        holidays: Holidays::Grace,
        limit: None,
    }
}

pub fn rule_of(charter: &Charter) -> TermRule {
    TermRule::read(charter.rules(), day(ADOPTED)).unwrap()
}

/// The course of somebody who joined on this day.
pub fn joined(rule: &TermRule, on: &str) -> Course {
    Course::beginning(Term::starting(day(on), rule.months, &rule.zone).unwrap())
}

pub const CHAIR: u8 = 1;
pub const CO_CHAIR: u8 = 2;
pub const LIAISON: u8 = 3;
pub const A: u8 = 4;
pub const B: u8 = 5;
pub const C: u8 = 6;
pub const NEWCOMER: u8 = 7;

pub fn person(n: u8) -> PersonId {
    format!("00000000-0000-7000-8000-00000000000{n}").parse().unwrap()
}

/// Somebody in these offices since then, with a term unless the first charter's liaison.
pub fn member(n: u8, offices: &[&str], since: &str) -> Member {
    let held = |office: &&str| OfficeHeld { office: (*office).to_owned(), from: at(since), until: None };
    let rule = half_years();
    let course = (!offices.contains(&"liaison")).then(|| Course::beginning(ten_years(since, &rule)));
    Member {
        person: person(n),
        name_role: format!("Member {n}"),
        since: at(since),
        offices: offices.iter().map(held).collect(),
        course,
        standing: Standing::Member,
    }
}

/// A term so long that a story about something else does not meet its end.
fn ten_years(since: &str, rule: &TermRule) -> Term {
    Term::starting(day(since), 120, &rule.zone).unwrap()
}

/// The six people of the first charter, the three offices with three of them.
pub fn six() -> Roster {
    Roster {
        members: vec![
            member(CHAIR, &["member", "chair"], ADOPTED),
            member(CO_CHAIR, &["member", "co_chair"], ADOPTED),
            member(LIAISON, &["liaison"], ADOPTED),
            member(A, &["member"], ADOPTED),
            member(B, &["member"], ADOPTED),
            member(C, &["member"], ADOPTED),
        ],
        statuses: vec![status(LIAISON, "board", ADOPTED, None)],
    }
}

pub fn status(n: u8, status: &str, from: &str, until: Option<&str>) -> OutsideStatus {
    OutsideStatus { person: person(n), status: status.to_owned(), from: at(from), until: until.map(at) }
}

pub fn of(roster: &mut Roster, n: u8) -> &mut Member {
    roster.members.iter_mut().find(|member| member.person == person(n)).unwrap()
}

/// From then on this person holds one office more.
pub fn takes(roster: &mut Roster, n: u8, office: &str, from: &str) {
    of(roster, n).offices.push(OfficeHeld { office: office.to_owned(), from: at(from), until: None });
}

/// From then on this person holds an office no more.
pub fn gives_up(roster: &mut Roster, n: u8, office: &str, at_instant: &str) {
    let held = of(roster, n).offices.iter_mut().filter(|held| held.office == office);
    held.for_each(|held| held.until = Some(at(at_instant)));
}

/// From then on this person is alumni.
pub fn leaves(roster: &mut Roster, n: u8, since: &str) {
    of(roster, n).standing = Standing::Alumni { since: at(since), why: "left".to_owned() };
}
