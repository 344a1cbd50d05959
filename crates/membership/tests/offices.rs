//! Who takes an office, who acts while nobody holds it, and who votes.

mod common;

use common::{
    A, ADOPTED, B, C, CHAIR, CO_CHAIR, LIAISON, NEWCOMER, at, django, django_with, gives_up, leaves, member, of,
    person, six, status, takes,
};
use membership::{Hindrance, Roster, hand_over, may_hold};

const NOW: &str = "2025-01-01";

fn in_the_way(roster: &Roster, n: u8, office: &str, by: &str) -> Vec<Hindrance> {
    let found = may_hold(django(), roster, person(n), office, by, at(NOW)).err().unwrap_or_default();
    found.into_iter().map(|obstacle| obstacle.what).collect()
}

#[test]
fn f5_the_group_cannot_fill_the_liaisons_office_nor_put_somebody_there_who_is_not_on_the_board() {
    let (charter, mut roster) = (django(), six());
    leaves(&mut roster, LIAISON, "2024-12-01");
    let refused = may_hold(charter, &roster, person(A), "liaison", "group", at(NOW)).unwrap_err();
    let sentences: Vec<String> = refused.iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "the office Board Liaison is filled by the board; ask there",
            "the office Board Liaison is for an active member of the board, which nobody has recorded of this person",
        ]
    );
    assert!(refused.iter().all(|obstacle| obstacle.clause.as_deref() == Some("M3")));
    roster.statuses.push(status(NEWCOMER, "board", ADOPTED, None));
    assert_eq!(in_the_way(&roster, NEWCOMER, "liaison", "board"), [], "whom the board sends need not be a member");
    assert_eq!(in_the_way(&roster, NEWCOMER, "liaison", "group"), [Hindrance::NotYours]);
}

#[test]
fn an_office_needs_a_member_a_free_seat_and_another_person_than_its_counterpart() {
    let mut roster = six();
    assert_eq!(in_the_way(&roster, A, "chair", "group"), [Hindrance::Full]);
    assert_eq!(in_the_way(&roster, CHAIR, "chair", "group"), [Hindrance::Held]);
    gives_up(&mut roster, CHAIR, "chair", "2024-12-01");
    assert_eq!(in_the_way(&roster, A, "chair", "group"), []);
    assert_eq!(in_the_way(&roster, A, "chair", "board"), [Hindrance::NotYours], "the group elects its chair");
    assert_eq!(in_the_way(&roster, CO_CHAIR, "chair", "group"), [Hindrance::Differs("co_chair".into())]);
    assert_eq!(in_the_way(&roster, NEWCOMER, "chair", "group"), [Hindrance::Needs("member".into())]);
    assert_eq!(in_the_way(&roster, LIAISON, "chair", "group"), [], "the liaison may be chair");
    leaves(&mut roster, A, "2024-12-01");
    assert_eq!(in_the_way(&roster, A, "chair", "group"), [Hindrance::Needs("member".into())]);
    let unknown = may_hold(django(), &roster, person(B), "king", "group", at(NOW)).unwrap_err();
    assert_eq!(unknown[0].to_string(), "this charter has no such office; it has member, chair, co_chair, liaison");
}

#[test]
fn b6_the_chair_hands_the_office_over_and_nobodys_vote_changes() {
    let (charter, mut roster) = (django(), six());
    let before = roster.voters(charter, at(NOW));
    let handed = hand_over(charter, &roster, "chair", (person(CHAIR), person(A)), "group", at(NOW)).unwrap();
    assert_eq!((handed.from, handed.to, handed.held.from), (person(CHAIR), person(A), at(NOW)));
    gives_up(&mut roster, CHAIR, "chair", NOW);
    of(&mut roster, A).offices.push(handed.held);
    assert_eq!(roster.holders(charter, "chair", at(NOW)), [person(A)]);
    assert_eq!(roster.holders(charter, "chair", at("2024-12-31T23:59:59.999999Z")), [person(CHAIR)], "without a gap");
    assert_eq!(roster.voters(charter, at(NOW)), before);
}

#[test]
fn nobody_hands_over_what_they_do_not_hold_nor_to_whom_it_cannot_go() {
    let (charter, roster) = (django(), six());
    let refused = hand_over(charter, &roster, "chair", (person(A), person(B)), "group", at(NOW)).unwrap_err();
    assert_eq!(refused[0].to_string(), "the office Chair can be handed over only by whoever holds it");
    let refused =
        hand_over(charter, &roster, "chair", (person(CHAIR), person(CO_CHAIR)), "group", at(NOW)).unwrap_err();
    assert_eq!(refused[0].what, Hindrance::Differs("co_chair".into()));
}

#[test]
fn the_deputy_acts_only_while_the_office_is_empty() {
    let (charter, mut roster) = (django(), six());
    assert_eq!(roster.acting(charter, "chair", at(NOW)), [person(CHAIR)]);
    gives_up(&mut roster, CHAIR, "chair", "2024-12-01");
    takes(&mut roster, A, "chair", "2025-02-01");
    assert_eq!(roster.acting(charter, "chair", at(NOW)), [person(CO_CHAIR)]);
    assert_eq!(roster.acting(charter, "chair", at("2025-02-01")), [person(A)]);
    leaves(&mut roster, CO_CHAIR, "2024-12-15");
    assert_eq!(roster.acting(charter, "chair", at(NOW)), [], "nobody acts where both are empty");
    assert_eq!(roster.acting(charter, "co_chair", at(NOW)), [], "and an office without a deputy waits");
    assert_eq!(roster.vacancies(charter, at(NOW)), ["chair", "co_chair"]);
}

#[test]
fn b3_whoever_becomes_a_member_later_is_not_among_those_who_could_vote_before() {
    let (charter, mut roster) = (django(), six());
    roster.members.push(member(NEWCOMER, &["member"], "2025-06-04"));
    let opening = roster.voters(charter, at("2025-06-01"));
    assert_eq!(opening.len(), 6);
    assert!(!opening.contains(&person(NEWCOMER)) && roster.voters(charter, at("2025-06-04")).len() == 7);
}

#[test]
fn whoever_lapses_has_no_vote_from_that_instant() {
    let (charter, mut roster) = (django(), six());
    of(&mut roster, A).course = Some(common::joined(&common::half_years(), "2024-12-05"));
    of(&mut roster, A).since = at("2024-12-05");
    assert!(roster.has_vote(charter, person(A), at("2025-06-04T23:59:59Z")));
    assert!(!roster.has_vote(charter, person(A), at("2025-06-05")));
    assert_eq!(roster.voters(charter, at("2025-06-05")).len(), 5);
}

#[test]
fn f6_a_liaison_who_only_observes_has_no_vote_unless_they_were_admitted() {
    let observer = django_with(&[("ends_membership = true", "ends_membership = true\nvotes = false")]);
    let mut roster = six();
    assert_eq!(roster.voters(django(), at(NOW)).len(), 6, "a voting member where the charter says nothing else");
    assert_eq!(roster.voters(&observer, at(NOW)).len(), 5);
    assert!(!roster.has_vote(&observer, person(LIAISON), at(NOW)));
    takes(&mut roster, LIAISON, "member", ADOPTED);
    assert!(roster.has_vote(&observer, person(LIAISON), at(NOW)));
}

#[test]
fn a_person_in_two_offices_votes_once() {
    let mut roster = six();
    takes(&mut roster, LIAISON, "co_chair", ADOPTED);
    leaves(&mut roster, CO_CHAIR, "2024-12-01");
    let voters = roster.voters(django(), at(NOW));
    assert_eq!(voters, [CHAIR, LIAISON, A, B, C].map(person));
}
