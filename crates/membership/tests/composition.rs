//! Whether a group is composed as its charter asks, on a moved clock.

mod common;

use charter::Status;
use common::{
    A, ADOPTED, B, C, CHAIR, CO_CHAIR, LIAISON, NEWCOMER, at, django, gives_up, jupyter, leaves, member, person, six,
    status, takes,
};
use membership::{
    Roster,
    composition::{Flaw, Warning, warnings},
};

fn amiss(roster: &Roster, now: &str) -> Vec<Warning> {
    warnings(django(), roster, at(ADOPTED), at(now))
}

fn flaws(roster: &Roster, now: &str) -> Vec<Flaw> {
    amiss(roster, now).into_iter().map(|warning| warning.flaw).collect()
}

#[test]
fn o1_one_person_in_both_chairs_is_told_with_a_day_count_and_sixty_days_to_mend_it() {
    let mut roster = six();
    gives_up(&mut roster, CO_CHAIR, "co_chair", "2025-03-01");
    takes(&mut roster, CHAIR, "co_chair", "2025-03-01");
    assert_eq!(flaws(&roster, "2025-02-28"), []);
    let both = Flaw::SamePerson { office: "chair".into(), other: "co_chair".into(), person: person(CHAIR) };
    let told = amiss(&roster, "2025-03-10");
    assert_eq!(told.len(), 1, "it is one flaw, though both offices say so");
    assert_eq!((&told[0].flaw, told[0].clause.as_deref()), (&both, Some("M1")));
    assert_eq!((told[0].since, told[0].day), (at("2025-03-01"), 10));
    assert_eq!((told[0].cure_by, told[0].is_overdue), (Some(at("2025-04-30")), false));
    assert_eq!(told[0].flaw.says(django()), "One person is Chair and Co-Chair; these are two people's offices.");
    assert!(!amiss(&roster, "2025-04-29T23:59:59Z")[0].is_overdue && amiss(&roster, "2025-04-30")[0].is_overdue);
    assert_eq!(roster.voters(django(), at("2025-04-30")).len(), 6, "votes go on");
}

#[test]
fn an_empty_required_office_counts_from_the_instant_at_which_it_became_empty() {
    let roster = Roster { statuses: vec![status(LIAISON, "board", ADOPTED, Some("2025-01-01"))], ..six() };
    let told = amiss(&roster, "2025-01-02T12:00:00Z");
    assert_eq!(told.len(), 1);
    assert_eq!((&told[0].flaw, told[0].clause.as_deref()), (&Flaw::Empty { office: "liaison".into() }, Some("M3")));
    assert_eq!((told[0].since, told[0].day, told[0].cure_by), (at("2025-01-01"), 2, Some(at("2025-03-02"))));
    assert_eq!(told[0].flaw.says(django()), "Nobody is Board Liaison, and the group is incomplete without.");
}

#[test]
fn what_was_mended_in_between_counts_anew() {
    let mut roster = six();
    gives_up(&mut roster, CHAIR, "chair", "2025-01-01");
    takes(&mut roster, A, "chair", "2025-02-01");
    gives_up(&mut roster, A, "chair", "2025-05-01");
    leaves(&mut roster, B, "2025-05-20");
    assert_eq!(amiss(&roster, "2025-01-31")[0].since, at("2025-01-01"));
    assert_eq!(flaws(&roster, "2025-03-01"), []);
    let again = &amiss(&roster, "2025-06-01")[0];
    assert_eq!((again.since, again.day), (at("2025-05-01"), 32), "what else changed meanwhile moves nothing");
}

#[test]
fn what_was_amiss_before_the_charter_came_into_force_counts_from_then() {
    let mut roster = six();
    gives_up(&mut roster, CHAIR, "chair", "2024-02-01");
    let told = warnings(django(), &roster, at("2025-01-01"), at("2025-01-05"));
    assert_eq!((told[0].since, told[0].day), (at("2025-01-01"), 5));
}

#[test]
fn two_people_are_the_fewest_and_the_board_member_may_be_one_of_them() {
    let mut roster = Roster {
        members: vec![
            member(CHAIR, &["chair", "liaison"], ADOPTED),
            member(CO_CHAIR, &["member", "co_chair"], ADOPTED),
        ],
        statuses: vec![status(CHAIR, "board", ADOPTED, None)],
    };
    let told = amiss(&roster, "2025-01-01");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((&told[0].flaw, told[0].cure_by), (&Flaw::Small { least: 3 }, None), "advice has no time");
    assert!(!told[0].flaw.is_error());
    leaves(&mut roster, CO_CHAIR, "2025-01-02");
    let told = amiss(&roster, "2025-01-02");
    let found: Vec<&Flaw> = told.iter().map(|warning| &warning.flaw).collect();
    assert_eq!(found, [&Flaw::Empty { office: "co_chair".into() }, &Flaw::TooFew { least: 2 }]);
    assert_eq!((told[1].clause.as_deref(), told[1].status), (Some("README-7"), Status::Incorporated));
}

#[test]
fn a_group_of_none_is_told_everything_that_it_lacks() {
    let told = flaws(&Roster::default(), "2025-01-01");
    let empty = |office: &str| Flaw::Empty { office: office.into() };
    assert_eq!(told, [empty("chair"), empty("co_chair"), empty("liaison"), Flaw::TooFew { least: 2 }]);
}

#[test]
fn more_than_seven_are_more_than_the_charter_calls_good_and_two_chairs_more_than_one_seat() {
    let mut roster = six();
    roster.members.extend([NEWCOMER, 8].map(|n| member(n, &["member"], "2025-01-01")));
    assert_eq!(flaws(&roster, "2025-01-01"), [Flaw::Large { most: 7 }]);
    takes(&mut roster, C, "chair", "2025-01-01");
    assert_eq!(flaws(&roster, "2025-01-01")[0], Flaw::Crowded { office: "chair".into(), seats: 1 });
}

#[test]
fn a_charter_that_asks_for_nothing_is_never_amiss() {
    assert_eq!(warnings(jupyter(), &Roster::default(), at(ADOPTED), at("2025-01-01")), []);
}
