//! What ends when a term, a membership or a seat on the board does.

mod common;

use basics::Moment;
use charter::Charter;
use common::{
    A, ADOPTED, B, CHAIR, CO_CHAIR, LIAISON, NEWCOMER, at, django, gives_up, leaves, member, of, person, six, status,
    takes,
};
use membership::{Because, Course, Ending, Member, Roster, Standing, Term, what_ends};

const NEW_YEAR: &str = "2025-01-01";

fn ends(charter: &Charter, roster: &Roster, n: u8, because: &Because, now: &str) -> Vec<Ending> {
    what_ends(charter, roster, person(n), because, at(now))
}

fn office(office: &str, at: Moment) -> Ending {
    Ending::Office { office: office.to_owned(), at }
}

fn removed_by(by: &str) -> Because {
    Because::Removed { by: by.to_owned() }
}

fn board_seat_ends() -> Because {
    Because::StatusEnded { status: "board".to_owned() }
}

/// The six, where the board seat of the liaison ended on 1 January.
fn without_board_seat() -> Roster {
    Roster { statuses: vec![status(LIAISON, "board", ADOPTED, Some(NEW_YEAR))], ..six() }
}

#[test]
fn d1_with_a_term_that_is_over_every_office_ends_as_of_its_end() {
    let mut roster = six();
    let term = Term::starting(ADOPTED.parse().unwrap(), 6, &basics::Zone::utc()).unwrap();
    of(&mut roster, CHAIR).course = Some(Course::beginning(term));
    let end = at("2024-07-11");
    let told = [
        office("chair", end),
        office("member", end),
        Ending::Membership { at: end, why: "the term ended without renewal" },
    ];
    assert_eq!(ends(django(), &roster, CHAIR, &Because::Lapsed, "2024-07-11T00:00:00Z"), told);
    assert_eq!(ends(django(), &roster, CHAIR, &Because::Lapsed, "2024-09-01T00:00:00Z"), told, "also found late");
    assert_eq!(ends(django(), &roster, CHAIR, &Because::Lapsed, "2024-07-10T23:59:59Z"), []);
}

#[test]
fn d11_the_liaison_does_not_lapse() {
    assert_eq!(ends(django(), &six(), LIAISON, &Because::Lapsed, "2034-01-01"), []);
}

#[test]
fn whoever_leaves_leaves_at_once_with_everything() {
    let (now, charter) = (at(NEW_YEAR), django());
    let membership = Ending::Membership { at: now, why: "left" };
    assert_eq!(ends(charter, &six(), B, &Because::Left, NEW_YEAR), [office("member", now), membership.clone()]);
    assert_eq!(ends(charter, &six(), LIAISON, &Because::Left, NEW_YEAR), [office("liaison", now), membership]);
    let mut roster = six();
    leaves(&mut roster, B, "2024-12-01");
    assert_eq!(ends(charter, &roster, B, &Because::Left, NEW_YEAR), [], "nobody leaves twice");
    assert_eq!(ends(charter, &roster, NEWCOMER, &Because::Left, NEW_YEAR), [], "nor without having come");
}

#[test]
fn when_the_chair_is_removed_the_office_is_empty_at_once_and_the_co_chair_acts() {
    let (charter, mut roster, now) = (django(), six(), at(NEW_YEAR));
    let told = [office("chair", now), office("member", now), Ending::Membership { at: now, why: "removed" }];
    assert_eq!(ends(charter, &roster, CHAIR, &removed_by("group"), NEW_YEAR), told);
    leaves(&mut roster, CHAIR, NEW_YEAR);
    assert!(roster.is_vacant(charter, "chair", now));
    assert_eq!(roster.acting(charter, "chair", now), [person(CO_CHAIR)]);
    assert_eq!(roster.acting(charter, "chair", at("2024-12-31")), [person(CHAIR)]);
    assert!(!roster.has_vote(charter, person(CHAIR), now));
}

#[test]
fn disqualification_takes_access_at_once_and_the_membership_stays() {
    let (charter, mut roster) = (django(), six());
    roster.statuses.push(status(A, "coc_disqualified", NEW_YEAR, None));
    let because = Because::StatusBegan { status: "coc_disqualified".to_owned() };
    let told = [Ending::Access { at: at(NEW_YEAR), status: "coc_disqualified".to_owned() }];
    assert_eq!(ends(charter, &roster, A, &because, NEW_YEAR), told);
    assert!(roster.is_suspended(charter, person(A), at(NEW_YEAR)));
    assert!(roster.member(person(A)).unwrap().belongs(at(NEW_YEAR)));
    assert!(roster.voters(charter, at("2024-12-31")).contains(&person(A)));
    assert!(!roster.voters(charter, at(NEW_YEAR)).contains(&person(A)));
    let harmless = Because::StatusBegan { status: "individual_member".to_owned() };
    assert_eq!(ends(charter, &roster, A, &harmless, NEW_YEAR), []);
    assert_eq!(ends(charter, &roster, NEWCOMER, &because, NEW_YEAR), [], "an outsider has no access");
}

#[test]
fn f1_the_liaisons_office_ends_with_the_board_seat_at_that_instant() {
    let (charter, roster) = (django(), without_board_seat());
    assert_eq!(roster.holders(charter, "liaison", at("2024-12-31T23:59:59.999999Z")), [person(LIAISON)]);
    assert!(roster.is_vacant(charter, "liaison", at(NEW_YEAR)));
    assert_eq!(roster.belonging(charter, at("2024-12-31")).count(), 6);
    assert_eq!(roster.belonging(charter, at(NEW_YEAR)).count(), 5, "also before anybody recorded it");
    assert_eq!(roster.vacancies(charter, at(NEW_YEAR)), ["liaison"]);
    assert_eq!(ends(charter, &roster, LIAISON, &board_seat_ends(), NEW_YEAR)[0], office("liaison", at(NEW_YEAR)));
}

#[test]
fn f2_whoever_was_only_liaison_is_a_member_no_more_and_whoever_was_admitted_stays() {
    let (charter, mut roster, now) = (django(), without_board_seat(), at(NEW_YEAR));
    let why = "the office ended that the membership came with";
    let told = [office("liaison", now), Ending::Membership { at: now, why }];
    assert_eq!(ends(charter, &roster, LIAISON, &board_seat_ends(), NEW_YEAR), told);
    for also in ["member", "chair"] {
        let mut roster = roster.clone();
        *of(&mut roster, LIAISON) = member(LIAISON, &["liaison", also], ADOPTED);
        let told = [office("liaison", now), Ending::Exemption { at: now }];
        assert_eq!(ends(charter, &roster, LIAISON, &board_seat_ends(), NEW_YEAR), told, "also {also}");
    }
    roster.statuses.push(status(A, "board", ADOPTED, Some(NEW_YEAR)));
    assert_eq!(ends(charter, &roster, A, &board_seat_ends(), NEW_YEAR), [], "a board seat alone is no office");
}

#[test]
fn an_office_that_is_given_up_takes_along_what_came_with_it_and_nothing_else() {
    let (charter, now) = (django(), at(NEW_YEAR));
    let gave_up = |office: &str| Because::OfficeEnded { office: office.to_owned() };
    assert_eq!(ends(charter, &six(), CHAIR, &gave_up("chair"), NEW_YEAR), [office("chair", now)]);
    assert_eq!(ends(charter, &six(), A, &gave_up("chair"), NEW_YEAR), [], "nobody gives up what they do not hold");
    let told = ends(charter, &six(), LIAISON, &gave_up("liaison"), NEW_YEAR);
    assert!(matches!(told[..], [Ending::Office { .. }, Ending::Membership { .. }]), "{told:?}");
    let mut roster = six();
    gives_up(&mut roster, LIAISON, "liaison", NEW_YEAR);
    assert!(roster.offices(charter, person(LIAISON), now).is_empty(), "nor is anybody a member by having been liaison");
    *of(&mut roster, A) = Member { course: None, ..member(A, &[], ADOPTED) };
    takes(&mut roster, A, "liaison", "2024-06-01");
    assert!(roster.offices(charter, person(A), now).contains("member"), "who came otherwise was admitted");
}

#[test]
fn against_whoever_another_body_put_there_a_removal_is_a_request_to_it() {
    let (charter, mut roster, now) = (django(), six(), at(NEW_YEAR));
    let request = Ending::Request { body: "board".to_owned(), office: "liaison".to_owned() };
    assert_eq!(ends(charter, &roster, LIAISON, &removed_by("group"), NEW_YEAR), std::slice::from_ref(&request));
    let gone = [office("liaison", now), Ending::Membership { at: now, why: "removed" }];
    assert_eq!(ends(charter, &roster, LIAISON, &removed_by("board"), NEW_YEAR), gone, "the board removes its own");
    *of(&mut roster, LIAISON) = member(LIAISON, &["member", "chair", "liaison"], ADOPTED);
    let told = [office("chair", now), office("member", now), request];
    assert_eq!(ends(charter, &roster, LIAISON, &removed_by("group"), NEW_YEAR), told, "what the group gave ends");
}

#[test]
fn what_is_asked_of_members_for_good_takes_their_vote_only_after_fourteen_days() {
    let (charter, mut roster) = (django(), six());
    roster.statuses.push(status(A, "individual_member", ADOPTED, Some(NEW_YEAR)));
    let because = Because::StatusEnded { status: "individual_member".to_owned() };
    let told = [Ending::Vote { at: at("2025-01-15"), status: "individual_member".to_owned() }];
    assert_eq!(ends(charter, &roster, A, &because, NEW_YEAR), told);
    assert!(roster.has_vote(charter, person(A), at("2025-01-14T23:59:59Z")));
    assert!(!roster.has_vote(charter, person(A), at("2025-01-15")));
    assert!(roster.member(person(A)).unwrap().belongs(at("2025-01-15")), "and no more than the vote");
    roster.statuses.push(status(A, "individual_member", "2025-01-20", None));
    assert!(roster.has_vote(charter, person(A), at("2025-01-20")), "until they have it again");
}

/// The roster once what ends has been carried out.
fn carried_out(mut roster: Roster, n: u8, endings: &[Ending]) -> Roster {
    for ending in endings {
        match ending {
            Ending::Office { office, at } => {
                let held = of(&mut roster, n).offices.iter_mut().filter(|held| &held.office == office);
                held.for_each(|held| held.until = Some(*at));
            }
            Ending::Membership { at, why } => {
                of(&mut roster, n).standing = Standing::Alumni { since: *at, why: (*why).to_owned() };
            }
            _ => {}
        }
    }
    roster
}

#[test]
fn once_it_is_carried_out_nothing_more_ends_for_the_same_reason_and_nobody_else_is_touched() {
    let (charter, now) = (django(), at(NEW_YEAR));
    let offices = ["member", "chair", "co_chair", "liaison"];
    for held in 0..16_u8 {
        let holds: Vec<&str> =
            offices.into_iter().enumerate().filter(|(n, _)| held >> n & 1 == 1).map(|(_, o)| o).collect();
        let mut roster = Roster { statuses: vec![status(A, "board", ADOPTED, Some(NEW_YEAR))], ..six() };
        *of(&mut roster, A) = member(A, &holds, ADOPTED);
        for because in [Because::Left, removed_by("group"), removed_by("board"), board_seat_ends()] {
            let ended = what_ends(charter, &roster, person(A), &because, now);
            let after = carried_out(roster.clone(), A, &ended);
            let again = what_ends(charter, &after, person(A), &because, now);
            let left: Vec<&Ending> = again.iter().filter(|ending| !matches!(ending, Ending::Request { .. })).collect();
            assert!(left.is_empty(), "{holds:?} {because:?}: {ended:?}, then {again:?}");
            let belongs = |roster: &Roster| roster.member(person(A)).unwrap().belongs(now);
            let is_over = ended.iter().any(|ending| matches!(ending, Ending::Membership { .. }));
            assert_eq!(belongs(&after), !is_over);
            let left = after.offices(charter, person(A), now);
            assert!(belongs(&after) || left.is_empty());
            assert_eq!(
                after.voters(charter, now).len(),
                5 - 1 + usize::from(!left.is_empty()),
                "{holds:?} {because:?}"
            );
        }
    }
}
