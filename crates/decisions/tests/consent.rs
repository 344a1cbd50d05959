//! Consent, presence, ties and rests, gone through in every small vote there can be.

use basics::{Moment, PersonId};
use charter::{
    presets,
    rules::{CastingVote, DecisionRule, EarlyClose, Method, Period, ShortenIf, Tie},
};
use decisions::{Course, Declared, NotNow, Outcome, Roll, Stage, Tally, count, is_certain, rests_until};
use jiff::SignedDuration;

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn ordinary() -> DecisionRule {
    presets::DJANGO.charter().unwrap().rules().decision["ordinary"].clone()
}

fn consent() -> DecisionRule {
    DecisionRule { method: Method::Consent, ..ordinary() }
}

fn people(count: i64) -> Vec<PersonId> {
    (0..count).map(|n| PersonId::mint(Moment::from_micros(n * 1_000))).collect()
}

fn tallies(most: u32) -> impl Iterator<Item = Tally> {
    let each = move || 0..=most;
    let all = each().flat_map(move |yes| each().flat_map(move |no| each().map(move |abstain| (yes, no, abstain))));
    all.map(|(yes, no, abstain)| Tally { yes, no, abstain, blank: 0 })
}

#[test]
fn one_objection_stands_in_the_way_of_any_number_and_silence_of_nothing() {
    let rule = consent();
    for tally in tallies(5) {
        let expected = if tally.no == 0 { Outcome::Passed } else { Outcome::Rejected };
        assert_eq!(count(&rule, tally, 15, 0).outcome, expected, "{tally:?}");
    }
    let counted = count(&rule, Tally { yes: 3, no: 1, ..Tally::default() }, 6, 0);
    assert_eq!(counted.to_string(), "1 objection, 3 of 6 consent");
}

#[test]
fn nothing_is_certain_while_somebody_objects() {
    for early_close in [EarlyClose::Never, EarlyClose::AllCast, EarlyClose::OutcomeCertain] {
        let rule = DecisionRule { early_close, ..consent() };
        for tally in tallies(3).filter(|tally| tally.no > 0) {
            let roll = Roll::at_opening(rule.electorate, people(i64::from(tally.cast())));
            assert!(!is_certain(&rule, tally, &roll), "{early_close:?} {tally:?}");
        }
    }
}

#[test]
fn a_vote_is_shorter_only_where_the_rule_says_so_and_everybody_is_there_and_has_voted() {
    let rule = DecisionRule { early_close: EarlyClose::Never, shorten_if: Some(ShortenIf::AllPresent), ..ordinary() };
    let people = people(3);
    for there in 0..8_u32 {
        let mut roll = Roll::at_opening(rule.electorate, people.clone());
        for (n, person) in people.iter().enumerate().filter(|(n, _)| there & (1 << n) != 0) {
            roll.is_there(*person).unwrap_or_else(|no| panic!("{n}: {no}"));
        }
        for cast in 0..=3 {
            let tally = Tally { yes: cast, ..Tally::default() };
            assert_eq!(is_certain(&rule, tally, &roll), there == 7 && cast == 3, "{there:b} {cast}");
            assert!(!is_certain(&DecisionRule { shorten_if: None, ..rule.clone() }, tally, &roll));
        }
        roll.begins_anew();
        assert!(!roll.are_all_present(), "for another text they say so again");
    }
}

#[test]
fn nobody_is_present_for_a_roll_of_nobody() {
    let nobody = Roll::at_opening(ordinary().electorate, []);
    assert!(!nobody.are_all_present());
}

#[test]
fn a_tie_waits_for_its_office_and_no_longer_than_the_rule_says() {
    let casting_vote = Some(CastingVote { office: "chair".to_owned(), within: Some(Period::Days(3)) });
    let rule = DecisionRule { tie: Tie::CastingVote, casting_vote, discussion: None, ..ordinary() };
    assert_eq!(count(&rule, Tally { yes: 3, no: 3, ..Tally::default() }, 6, 0).outcome, Outcome::AwaitsCastingVote);
    let (start, chair) = (Moment::from_micros(0), people(1)[0]);
    let mut course = Course::called(&rule, chair, start, start).unwrap();
    let over = start.plus(DAY * 7);
    course.closes(false, over).unwrap();
    course.awaits_casting_vote(&rule, over);
    assert_eq!(course.at(over), Stage::Tied { until: over.plus(DAY * 3) });
    assert_eq!(course.wakes_at(), Some(over.plus(DAY * 3)));
    assert!(matches!(course.withdrawn(chair, over), Err(NotNow::Stands(_))), "nobody takes a tie back");
    assert!(matches!(course.closes(true, over), Err(NotNow::AwaitsCastingVote(_))));
    let mut late = course.clone();
    assert!(late.casting_vote_given(chair, over.plus(DAY * 3)).is_err());
    late.closes(false, over.plus(DAY * 3)).unwrap();
    course.casting_vote_given(chair, over.plus(DAY)).unwrap();
    assert_eq!((course.stage, course.casting_vote), (Stage::Closed, Some(chair)));
    assert!(course.casting_vote_given(chair, over.plus(DAY)).is_err(), "once");
}

#[test]
fn what_fell_rests_and_what_was_never_decided_does_not() {
    let (rule, at) = (DecisionRule { cool_down: Some(Period::Days(30)), ..ordinary() }, Moment::from_micros(0));
    for outcome in [Outcome::Rejected, Outcome::Tied] {
        assert_eq!(rests_until(&rule, outcome, at), Some(at.plus(DAY * 30)));
        assert_eq!(rests_until(&ordinary(), outcome, at), None);
    }
    for outcome in [Outcome::Passed, Outcome::Inquorate, Outcome::AwaitsCastingVote] {
        assert_eq!(rests_until(&rule, outcome, at), None, "{outcome:?}");
    }
}

#[test]
fn whoever_is_named_in_a_consensus_confirms_it_and_nobody_else_does() {
    let people = people(3);
    let mut declared = Declared::among(people[0], [people[1]], "In the thread").unwrap();
    assert!(declared.is_confirmed_by(people[0]) && !declared.is_confirmed_by(people[1]));
    declared.confirms(people[1]).unwrap();
    declared.confirms(people[1]).unwrap();
    assert!(declared.is_confirmed_by(people[1]) && declared.confirms(people[2]).is_err());
}
