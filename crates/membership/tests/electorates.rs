//! Who has a ballot in a vote of another body, and that nobody has two.

mod common;

use basics::{Moment, PersonId};
use charter::Charter;
use common::{A, B, C, CHAIR, LIAISON, NEWCOMER, at, django_with, person, six};
use membership::{BodySeat, Roster, electorate};
use std::{collections::BTreeSet, sync::LazyLock};

/// Bodies of every kind beside the group: two with a record, one of an office, and what is made of them.
const BODIES: &str = r#"
[bodies.council]
name = "Council"
kind = "council"

[bodies.officers]
name = "Officers"
kind = "team"
with_office = "chair"

[bodies.everybody]
name = "Everybody"
kind = "derived_group"
union_of = ["board", "council", "officers", "group"]

[bodies.both]
name = "On both"
kind = "derived_group"
intersection_of = ["board", "council"]

[statuses]
"#;

fn charter() -> &'static Charter {
    static CHARTER: LazyLock<Charter> = LazyLock::new(|| django_with(&[("\n[statuses]\n", BODIES)]));
    &CHARTER
}

fn seat(body: &str, n: u8, from: &str, until: Option<&str>) -> BodySeat {
    BodySeat { body: body.to_owned(), person: person(n), from: at(from), until: until.map(at) }
}

fn of(roster: &Roster, seats: &[BodySeat], body: &str, now: &str) -> BTreeSet<PersonId> {
    electorate(charter(), roster, seats, body, at(now))
}

fn people<const N: usize>(who: [u8; N]) -> BTreeSet<PersonId> {
    who.map(person).into()
}

const NOW: &str = "2024-03-01";

#[test]
fn a_seat_is_held_from_its_first_instant_to_its_end_and_a_second_later_it_is_not() {
    let seats = [seat("council", NEWCOMER, "2024-02-01", Some("2024-03-01"))];
    for (now, holds) in [
        ("2024-01-31T23:59:59Z", false),
        ("2024-02-01T00:00:00Z", true),
        ("2024-02-29T23:59:59Z", true),
        ("2024-03-01T00:00:00Z", false),
    ] {
        assert_eq!(of(&six(), &seats, "council", now), if holds { people([NEWCOMER]) } else { people([]) }, "{now}");
    }
}

#[test]
fn an_active_board_member_has_a_seat_on_the_board_without_a_record() {
    let seats = [seat("board", NEWCOMER, "2024-02-01", None)];
    assert_eq!(of(&six(), &seats, "board", NOW), people([LIAISON, NEWCOMER]));
    let seats = [seat("board", LIAISON, "2024-02-01", None)];
    assert_eq!(of(&six(), &seats, "board", NOW), people([LIAISON]), "by a record and by a status, once");
    assert_eq!(of(&six(), &[], "officers", NOW), people([CHAIR]));
    assert_eq!(of(&six(), &[], "council", NOW), people([]), "nobody");
    assert_eq!(of(&six(), &[], "nowhere", NOW), people([]), "a body that nobody knows");
}

#[test]
fn whoever_sits_on_several_bodies_has_one_ballot_in_their_union() {
    let seats = [
        seat("board", NEWCOMER, "2024-02-01", None),
        seat("council", NEWCOMER, "2024-02-01", None),
        seat("council", A, "2024-02-01", None),
    ];
    assert_eq!(of(&six(), &seats, "everybody", NOW), people([CHAIR, 2, LIAISON, A, B, C, NEWCOMER]));
    assert_eq!(of(&six(), &seats, "both", NOW), people([NEWCOMER]));
}

/// A small generator that gives the same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn instant(tenths: u64) -> Moment {
    Moment::from_micros(at("2024-02-01").micros() + i64::try_from(tenths).unwrap() * 100_000)
}

#[test]
fn in_twenty_thousand_records_the_union_is_whoever_sits_anywhere_each_once() {
    let (roster, bodies, mut dice) = (six(), ["board", "council"], Dice(7));
    for _ in 0..20_000 {
        let seats: Vec<BodySeat> = (0..dice.below(8))
            .map(|_| {
                let (from, length) = (dice.below(20), dice.below(20));
                let body = bodies[usize::try_from(dice.below(2)).unwrap()].to_owned();
                let person = person(u8::try_from(1 + dice.below(9)).unwrap());
                BodySeat { body, person, from: instant(from), until: (length > 2).then(|| instant(from + length)) }
            })
            .collect();
        let now = instant(dice.below(40));
        let of = |body| electorate(charter(), &roster, &seats, body, now);
        let sits = |body: &str, who: PersonId| {
            let held = |seat: &BodySeat| seat.from <= now && seat.until.is_none_or(|until| now < until);
            let by_status = body == "board" && who == person(LIAISON);
            by_status || seats.iter().any(|seat| seat.body == body && seat.person == who && held(seat))
        };
        let (board, council, everybody, both) = (of("board"), of("council"), of("everybody"), of("both"));
        for n in 1..=9 {
            let who = person(n);
            assert_eq!(board.contains(&who), sits("board", who));
            assert_eq!(council.contains(&who), sits("council", who));
            assert_eq!(both.contains(&who), board.contains(&who) && council.contains(&who));
            assert_eq!(everybody.contains(&who), n <= 6 || board.contains(&who) || council.contains(&who));
        }
        let mut twice = seats.clone();
        twice.extend(seats.iter().cloned());
        twice.reverse();
        assert_eq!(
            electorate(charter(), &roster, &twice, "everybody", now),
            everybody,
            "a second seat is no second ballot"
        );
    }
}
