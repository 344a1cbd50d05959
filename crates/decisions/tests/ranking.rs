//! Ranked ballots: the worked examples that textbooks count by hand, ties, and what must hold of every vote.

use decisions::{Ended, NotAPaper, NotARanking, Paper, Ranking, Runoff, in_decimals, runoff};
use num_rational::BigRational;
use proptest::prelude::*;

fn paper(options: &[&str], winners: usize) -> Paper {
    Paper::offering(options.iter().copied(), winners).unwrap()
}

/// So many ballots that rank these options, by their names, in this order.
fn ballots(paper: &Paper, piles: &[(usize, &[&str])]) -> Vec<Ranking> {
    let place = |name: &str| paper.options().iter().position(|option| option == name).unwrap();
    let one = |order: &[&str]| {
        let mut ranks = vec![0; paper.options().len()];
        (1..).zip(order).for_each(|(rank, name)| ranks[place(name)] = rank);
        Ranking::on(paper, &ranks).unwrap()
    };
    piles.iter().flat_map(|(count, order)| std::iter::repeat_n(one(order), *count)).collect()
}

fn chosen<'a>(paper: &'a Paper, counted: &Runoff) -> Vec<&'a str> {
    match &counted.ended {
        Ended::Chosen(chosen) => chosen.iter().map(|option| paper.options()[*option].as_str()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn j11_the_capital_of_tennessee_is_found_by_instant_runoff() {
    let paper = paper(&["Memphis", "Nashville", "Chattanooga", "Knoxville"], 1);
    let ballots = ballots(
        &paper,
        &[
            (42, &["Memphis", "Nashville", "Chattanooga", "Knoxville"]),
            (26, &["Nashville", "Chattanooga", "Knoxville", "Memphis"]),
            (15, &["Chattanooga", "Knoxville", "Nashville", "Memphis"]),
            (17, &["Knoxville", "Chattanooga", "Nashville", "Memphis"]),
        ],
    );
    let counted = runoff(&paper, &ballots);
    assert_eq!(chosen(&paper, &counted), ["Knoxville"]);
    assert_eq!(counted.rounds.iter().map(|round| round.out.clone()).collect::<Vec<_>>(), [vec![2], vec![1], vec![]]);
    assert_eq!(counted.rounds[2].votes, [Some("42".into()), None, None, Some("58".into())]);
}

#[test]
fn j11_the_party_food_is_found_by_single_transferable_vote() {
    let paper = paper(&["Orange", "Pear", "Chocolate", "Strawberry", "Sweets"], 3);
    let ballots = ballots(
        &paper,
        &[
            (4, &["Orange"]),
            (2, &["Pear", "Orange"]),
            (8, &["Chocolate", "Strawberry"]),
            (4, &["Chocolate", "Sweets"]),
            (1, &["Strawberry"]),
            (1, &["Sweets"]),
        ],
    );
    let counted = runoff(&paper, &ballots);
    assert_eq!(chosen(&paper, &counted), ["Chocolate", "Orange", "Strawberry"]);
    assert_eq!(counted.rounds[0].quota, "6");
    let second: Vec<&str> = counted.rounds[1].votes.iter().flatten().map(String::as_str).collect();
    assert_eq!(second, ["4", "2", "5", "3"], "half of what Chocolate held goes on");
}

#[test]
fn a_surplus_goes_on_in_exact_parts() {
    let paper = paper(&["A", "B", "C", "D"], 2);
    let ballots = ballots(&paper, &[(5, &["A", "B"]), (3, &["A", "C"]), (1, &["D"]), (2, &["C"])]);
    let counted = runoff(&paper, &ballots);
    assert_eq!(counted.rounds[0].quota, "4");
    assert_eq!(counted.rounds[1].votes, [None, Some("5/2".into()), Some("7/2".into()), Some("1".into())]);
    assert_eq!((in_decimals("5/2"), in_decimals("8/3"), in_decimals("4")), ("2.5".into(), "2.67".into(), "4".into()));
}

#[test]
fn two_that_were_always_as_strong_as_each_other_are_a_tie_and_nothing_is_drawn() {
    let paper = paper(&["A", "B", "C"], 1);
    let counted = runoff(&paper, &ballots(&paper, &[(2, &["A"]), (2, &["B"])]));
    assert_eq!(counted.ended, Ended::Tied(vec![0, 1]));
    assert_eq!(counted.rounds[0].out, [2], "nobody named it, and it goes first");
}

#[test]
fn of_two_that_are_last_the_one_goes_that_had_fewer_before() {
    let paper = paper(&["A", "B", "C", "D"], 1);
    let piles: [(usize, &[&str]); 4] = [(5, &["A"]), (3, &["B"]), (2, &["C"]), (1, &["D", "C"])];
    let counted = runoff(&paper, &ballots(&paper, &piles));
    assert_eq!(counted.rounds[1].votes[1..3], [Some("3".into()), Some("3".into())]);
    assert_eq!(counted.rounds[1].out, [2]);
}

#[test]
fn weak_options_go_out_together_where_it_makes_no_difference() {
    let paper = paper(&["A", "B", "C", "D"], 1);
    let counted = runoff(&paper, &ballots(&paper, &[(4, &["A"]), (4, &["B"]), (1, &["C", "A"]), (1, &["D", "A"])]));
    assert_eq!(counted.rounds[0].out, [2, 3]);
    assert_eq!(chosen(&paper, &counted), ["A"]);
}

#[test]
fn blank_ballots_take_part_and_choose_nothing() {
    let paper = paper(&["A", "B", "C"], 1);
    let counted = runoff(&paper, &ballots(&paper, &[(3, &[]), (1, &["B"])]));
    assert_eq!((counted.ranked, counted.blank), (1, 3));
    assert_eq!(chosen(&paper, &counted), ["B"]);
    assert_eq!(runoff(&paper, &ballots(&paper, &[(3, &[])])).ended, Ended::AllBlank);
    assert_eq!(runoff(&paper, &[]).ended, Ended::AllBlank);
}

#[test]
fn what_is_no_paper_and_no_ballot_is_refused_in_a_sentence() {
    assert_eq!(Paper::offering(["A", "B", " "], 1), Err(NotAPaper::TooFew));
    assert_eq!(Paper::offering(["A", "B", "a"], 1), Err(NotAPaper::Twice("a".into())));
    assert!(matches!(Paper::offering(["A", "B", "C"], 3), Err(NotAPaper::Winners { .. })));
    assert!(matches!(Paper::offering(["A", "B", "C"], 0), Err(NotAPaper::Winners { .. })));
    let paper = paper(&["A", "B", "C"], 1);
    assert_eq!(Ranking::on(&paper, &[1, 1, 0]), Err(NotARanking::Twice(1)));
    assert_eq!(Ranking::on(&paper, &[1, 3, 0]), Err(NotARanking::Gap(2)));
    assert_eq!(Ranking::on(&paper, &[1]), Err(NotARanking::NotOnTheBallot));
    assert_eq!(Ranking::read(&paper, "2 0 1").unwrap().order(), [2, 0]);
    assert!(Ranking::read(&paper, "first").is_err());
}

/// A vote: how many options, how many of them are chosen, and ballots as orders of some options.
fn votes() -> impl Strategy<Value = (usize, usize, Vec<Vec<usize>>)> {
    (3_usize..7).prop_flat_map(|options| {
        let all: Vec<usize> = (0..options).collect();
        let ballot = (Just(all).prop_shuffle(), 0..=options).prop_map(|(order, named)| order[..named].to_vec());
        (Just(options), 1..options, prop::collection::vec(ballot, 0..9))
    })
}

fn counted((options, winners, orders): (usize, usize, &[Vec<usize>])) -> Runoff {
    let names: Vec<String> = (0..options).map(|n| format!("Option {n}")).collect();
    let paper = Paper::offering(names.iter().map(String::as_str), winners).unwrap();
    let ranking = |order: &Vec<usize>| {
        let mut ranks = vec![0; options];
        (1..).zip(order).for_each(|(rank, option)| ranks[*option] = rank);
        Ranking::on(&paper, &ranks).unwrap()
    };
    runoff(&paper, &orders.iter().map(ranking).collect::<Vec<_>>())
}

fn read(fraction: &str) -> BigRational {
    fraction.parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(25_000))]

    #[test]
    fn as_many_are_chosen_as_were_to_be_and_no_ballot_gets_lost((options, winners, orders) in votes()) {
        let counted = counted((options, winners, &orders));
        if let Ended::Chosen(chosen) = &counted.ended {
            let mut once = chosen.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!((chosen.len(), once.len()), (winners, winners));
        }
        prop_assert!(counted.rounds.len() <= options, "each round sends somebody out or in");
        let ranked = BigRational::from_integer(counted.ranked.into());
        for round in &counted.rounds {
            let there: BigRational = round.votes.iter().flatten().map(|votes| read(votes)).sum();
            prop_assert!(there + read(&round.exhausted) <= ranked, "a ballot counts for more than one");
        }
    }

    #[test]
    fn neither_the_order_of_the_ballots_nor_that_of_the_options_changes_who_is_chosen(
        (options, winners, orders) in votes(), turn in 0_usize..7
    ) {
        let plain = counted((options, winners, &orders));
        let other = |option: usize| (options - 1 - option + turn) % options;
        let mut turned: Vec<Vec<usize>> =
            orders.iter().map(|order| order.iter().map(|option| other(*option)).collect()).collect();
        turned.reverse();
        let again = counted((options, winners, &turned));
        let sorted = |ended: &Ended, place: &dyn Fn(usize) -> usize| {
            let (what, mut who) = match ended {
                Ended::Chosen(who) => ("chosen", who.clone()),
                Ended::Tied(who) => ("tied", who.clone()),
                Ended::AllBlank => ("blank", Vec::new()),
            };
            for option in &mut who {
                *option = place(*option);
            }
            who.sort_unstable();
            (what, who)
        };
        prop_assert_eq!(sorted(&plain.ended, &other), sorted(&again.ended, &|option| option));
    }

    #[test]
    fn whoever_is_the_first_choice_of_more_than_half_is_chosen((options, _, orders) in votes()) {
        let firsts = |option: usize| orders.iter().filter(|order| order.first() == Some(&option)).count();
        let ranked = orders.iter().filter(|order| !order.is_empty()).count();
        let clear = (0..options).find(|option| firsts(*option) * 2 > ranked);
        if let Some(clear) = clear {
            prop_assert_eq!(counted((options, 1, &orders)).ended, Ended::Chosen(vec![clear]));
        }
    }

    #[test]
    fn a_group_of_voters_larger_than_the_quota_is_not_left_out((options, winners, orders) in votes(), mine in 0_usize..3) {
        let mut orders = orders;
        // As many again as there are, and one: they all want the same first.
        let own: Vec<Vec<usize>> = std::iter::repeat_n(vec![mine], orders.len() + 1).collect();
        orders.extend(own);
        match counted((options, winners, &orders)).ended {
            Ended::Chosen(chosen) => prop_assert!(chosen.contains(&mine)),
            Ended::Tied(tied) => prop_assert!(!tied.contains(&mine)),
            Ended::AllBlank => prop_assert!(false, "somebody ranked something"),
        }
    }
}
