//! Counting under the rules of both charters, and every small vote there can be.

use basics::{Moment, PersonId};
use charter::{
    presets,
    rules::{DecisionRule, Electorate, Subject},
};
use decisions::{Choice, Closed, Outcome, Roll, Tally, count, falls_short, is_certain};

fn rule(preset: presets::Preset, name: &str) -> DecisionRule {
    preset.charter().unwrap().rules().decision[name].clone()
}

fn admission() -> DecisionRule {
    rule(presets::DJANGO, "admission")
}

fn guide() -> DecisionRule {
    rule(presets::JUPYTER, "guide")
}

fn tally(yes: u32, no: u32, abstain: u32, blank: u32) -> Tally {
    Tally { yes, no, abstain, blank }
}

fn people(count: i64) -> Vec<PersonId> {
    (0..count).map(|n| PersonId::mint(Moment::from_micros(n * 1_000))).collect()
}

#[test]
fn a1_a2_a4_a5_an_admission_needs_more_than_half_of_those_entitled() {
    let admission = admission();
    for (entitled, ballots, outcome, line) in [
        (6, tally(3, 0, 0, 0), Outcome::Rejected, "3 of 6, needs 4"),
        (6, tally(4, 2, 0, 0), Outcome::Passed, "4 of 6"),
        (5, tally(3, 2, 0, 0), Outcome::Passed, "3 of 5"),
        (7, tally(4, 0, 0, 0), Outcome::Passed, "4 of 7"),
        (7, tally(3, 0, 4, 0), Outcome::Rejected, "3 of 7, needs 4"),
        (6, tally(3, 1, 2, 0), Outcome::Rejected, "3 of 6, needs 4"),
    ] {
        let counted = count(&admission, ballots, entitled, 0);
        assert_eq!((counted.outcome, counted.to_string().as_str()), (outcome, line), "{ballots:?} of {entitled}");
    }
}

#[test]
fn a6_j7_a_tie_is_said_to_be_one_and_changes_nothing() {
    let counted = count(&admission(), tally(3, 3, 0, 0), 6, 0);
    assert_eq!((counted.outcome, counted.to_string().as_str()), (Outcome::Tied, "3 of 6, tie"));
    let counted = count(&guide(), tally(2, 2, 0, 0), 7, 0);
    assert_eq!(
        (counted.outcome, counted.to_string().as_str()),
        (Outcome::Tied, "2 of 4 non-blank, tie, quorum 4 of 7")
    );
}

#[test]
fn j4_one_yes_and_one_blank_carry_a_motion_among_four() {
    let counted = count(&guide(), tally(1, 0, 0, 1), 4, 0);
    assert_eq!((counted.outcome, counted.to_string().as_str()), (Outcome::Passed, "1 of 1 non-blank, quorum 2 of 4"));
}

#[test]
fn j6_too_few_is_inquorate_and_not_rejected() {
    let counted = count(&guide(), tally(2, 0, 0, 0), 5, 0);
    let line = "2 of 2 non-blank, quorum 2 of 5, needs 3";
    assert_eq!((counted.outcome, counted.to_string().as_str()), (Outcome::Inquorate, line));
}

#[test]
fn the_thresholds_are_those_of_the_table() {
    let (admission, guide) = (admission(), guide());
    for (entitled, more_than_half, quorum) in [(4, 3, 2), (5, 3, 3), (6, 4, 3), (7, 4, 4), (8, 5, 4), (10, 6, 5)] {
        let counted = count(&admission, Tally::default(), entitled, 0);
        assert_eq!(counted.needed, more_than_half, "of {entitled}");
        assert_eq!(count(&guide, Tally::default(), entitled, 0).quorum.unwrap().needed, quorum, "of {entitled}");
    }
    let shutdown = rule(presets::DJANGO, "dissolution");
    assert_eq!(count(&shutdown, tally(5, 0, 0, 0), 6, 0).outcome, Outcome::Rejected, "everybody, not a majority");
    assert_eq!(count(&shutdown, tally(6, 0, 0, 0), 6, 0).outcome, Outcome::Passed);
}

#[test]
fn nobody_passes_anything_without_a_yes_whatever_the_rule() {
    for rule in [admission(), guide()] {
        for entitled in 0..6 {
            for ballots in [tally(0, 0, 0, 0), tally(0, 0, 0, 4), tally(0, 0, 4, 0), tally(0, 2, 0, 2)] {
                assert_ne!(count(&rule, ballots, entitled, 0).outcome, Outcome::Passed, "{ballots:?} of {entitled}");
            }
        }
    }
}

/// Every vote of up to so many people: who said what, the others silent.
fn every_vote(most: u32, mut see: impl FnMut(u32, Tally)) {
    for entitled in 1..=most {
        for yes in 0..=entitled {
            for no in 0..=entitled - yes {
                for undecided in 0..=entitled - yes - no {
                    see(entitled, tally(yes, no, 0, undecided));
                    see(entitled, tally(yes, no, undecided, 0));
                }
            }
        }
    }
}

#[test]
fn in_a_million_votes_the_count_is_what_the_words_of_the_charter_say() {
    let (admission, guide) = (admission(), guide());
    let mut votes = 0_u32;
    every_vote(48, |entitled, ballots| {
        let Tally { yes, no, .. } = ballots;
        let passes = 2 * yes > entitled;
        assert_eq!(
            count(&admission, ballots, entitled, 0).outcome == Outcome::Passed,
            passes,
            "{ballots:?} of {entitled}"
        );
        let took_part = yes + no + ballots.blank;
        let outcome = count(&guide, ballots, entitled, 0).outcome;
        assert_eq!(outcome == Outcome::Inquorate, 2 * took_part < entitled, "{ballots:?} of {entitled}");
        assert_eq!(outcome == Outcome::Passed, 2 * took_part >= entitled && yes > no, "{ballots:?} of {entitled}");
        votes += 2;
    });
    assert!(votes > 1_000_000, "{votes}");
}

#[test]
fn one_yes_more_never_loses_a_vote_and_one_no_more_never_wins_one() {
    for rule in [admission(), guide()] {
        every_vote(16, |entitled, ballots| {
            let passed = |ballots: Tally| count(&rule, ballots, entitled, 0).outcome == Outcome::Passed;
            if ballots.cast() < entitled {
                assert!(!passed(ballots) || passed(ballots.with(Choice::Yes)), "{ballots:?} of {entitled}");
            }
            let against =
                Tally { yes: ballots.yes.saturating_sub(1), no: ballots.no + u32::from(ballots.yes > 0), ..ballots };
            assert!(passed(ballots) || !passed(against), "{ballots:?} of {entitled}");
        });
    }
}

#[test]
fn b1_b2_b3_the_roll_only_shrinks_and_a_ballot_that_is_in_stands() {
    let six = people(6);
    let mut roll = Roll::at_opening(Electorate::ShrinkOnly, six.clone());
    roll.votes(six[0]).unwrap();
    roll.leaves(six[0]);
    assert_eq!(roll.entitled(), 6, "who had voted before they left is counted");
    assert_eq!(roll.admits(six[0]), Err(Closed::HasLeft), "and changes nothing any more");
    roll.leaves(six[1]);
    assert_eq!(roll.entitled(), 5, "who had not is struck");
    assert_eq!(count(&admission(), tally(2, 0, 0, 0), roll.entitled(), 0).needed, 3);
    let newcomer = people(7)[6];
    assert_eq!(roll.votes(newcomer), Err(Closed::NotOnTheRoll));
    roll.leaves(newcomer);
    assert_eq!(roll.entitled(), 5);

    let mut fixed = Roll::at_opening(Electorate::Fixed, six.clone());
    fixed.leaves(six[1]);
    assert_eq!(fixed.entitled(), 6, "a roll that is fixed does not even shrink");
}

#[test]
fn a_person_in_two_offices_stands_on_the_roll_once_and_the_recused_have_no_ballot() {
    let six = people(6);
    let mut roll = Roll::at_opening(Electorate::ShrinkOnly, six.iter().chain(&six[..2]).copied());
    assert_eq!(roll.entitled(), 6);
    roll.votes(six[2]).unwrap();
    roll.recuses(six[2]);
    assert_eq!((roll.admits(six[2]), roll.recused()), (Err(Closed::Recused), 1));
    assert!(roll.voters().all(|(_, voter)| !voter.has_voted));
}

#[test]
fn e2_whoever_is_to_be_removed_neither_votes_nor_counts() {
    let (six, mut removal) = (people(6), rule(presets::DJANGO, "removal"));
    let roll = Roll::about(&removal, six.clone(), six[5]);
    assert_eq!((roll.entitled(), roll.admits(six[5])), (5, Err(Closed::NotOnTheRoll)));
    let counted = count(&removal, tally(3, 2, 0, 0), roll.entitled(), roll.recused());
    assert_eq!((counted.outcome, counted.to_string().as_str()), (Outcome::Passed, "3 of 5"));
    removal.subject = Some(Subject::ExcludedButCounted);
    let roll = Roll::about(&removal, six.clone(), six[5]);
    assert_eq!((roll.entitled(), roll.admits(six[5])), (6, Err(Closed::Recused)));
    removal.subject = None;
    assert_eq!(Roll::about(&removal, six.clone(), six[5]).admits(six[5]), Ok(()), "where the rule says nothing of it");
}

#[test]
fn j14_six_of_nine_votes_are_two_thirds_and_five_are_not() {
    let charter = presets::JUPYTER.charter().unwrap();
    let duty = charter.rules().participation.as_ref().unwrap();
    assert!(!falls_short(duty, 6, 9) && falls_short(duty, 5, 9));
    assert!(!falls_short(duty, 0, 0), "a year without votes makes nobody fall short");
    assert!(!falls_short(duty, 0, 2), "and neither do too few to judge by");
}

#[test]
fn only_what_the_rule_offers_can_be_chosen() {
    assert_eq!(Choice::of("abstain", &admission()), Ok(Choice::Abstain));
    let refused = Choice::of("blank", &admission()).unwrap_err().to_string();
    assert_eq!(refused, "\"blank\" cannot be chosen in this vote; choose one of yes, no, abstain");
    assert_eq!(Choice::of("blank", &guide()), Ok(Choice::Blank));
}

#[test]
fn a_vote_closes_early_when_everybody_voted_and_never_where_the_charter_says_so() {
    let roll = Roll::at_opening(Electorate::ShrinkOnly, people(6));
    assert!(!is_certain(&admission(), tally(4, 1, 0, 0), &roll), "ballots can still be changed");
    assert!(is_certain(&admission(), tally(4, 2, 0, 0), &roll));
    assert!(!is_certain(&guide(), tally(4, 2, 0, 0), &roll), "the guide's week is a week");
}

#[test]
fn an_outcome_is_certain_only_where_no_way_of_voting_on_changes_it() {
    use charter::rules::{BallotChange, EarlyClose};
    for mut rule in [admission(), guide()] {
        (rule.early_close, rule.ballot_change) = (EarlyClose::OutcomeCertain, BallotChange::Final);
        every_vote(9, |entitled, ballots| {
            let roll = Roll::at_opening(Electorate::ShrinkOnly, people(i64::from(entitled)));
            if !is_certain(&rule, ballots, &roll) {
                return;
            }
            let passes = |ballots: Tally| count(&rule, ballots, entitled, 0).outcome == Outcome::Passed;
            let silent = entitled - ballots.cast();
            for yes in 0..=silent {
                for no in 0..=silent - yes {
                    for undecided in 0..=silent - yes - no {
                        let on = Tally { yes: ballots.yes + yes, no: ballots.no + no, ..ballots };
                        let on = if ballots.abstain > 0 {
                            Tally { abstain: on.abstain + undecided, ..on }
                        } else {
                            Tally { blank: on.blank + undecided, ..on }
                        };
                        assert_eq!(passes(on), passes(ballots), "{ballots:?} and then {on:?} of {entitled}");
                    }
                }
            }
        });
    }
}
