//! Another charter is data: no offices, a yearly cycle, members named by another body in two steps, a closed list of
//! powers with the rest reserved. It loads from text and rules alone.

mod common;

use charter::rules::{MembershipModel, Period, TermBasis};
use charter::{Charter, CharterText, check::check};
use common::{facts, verdict, words};

const TEXT: &str = include_str!("third/community.md");

fn community() -> Charter {
    let digest = CharterText::parse(TEXT.as_bytes()).unwrap().digest().to_string();
    let rules = include_str!("third/community.toml").replace("@SHA256@", &digest);
    Charter::load("community.toml", &rules, TEXT.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn a_third_charter_loads_with_every_clause_bound() {
    let report = check(&community(), None);
    assert!(report.passes(), "{}", report.to_text());
    assert_eq!(report.counts.unbound, 0);
}

#[test]
fn a_closed_list_of_powers_leaves_the_rest_to_the_body() {
    let charter = community();
    assert_eq!(verdict(&charter, "publish_post", facts("publish_post", &["member"])), "may as member (P1)");
    assert_eq!(verdict(&charter, "publish_post", facts("publish_post", &[])), "may not (P1)");
    for act in ["reply", "open_channel", "retire_channel", "admit_member", "amend_charter", "grant_access"] {
        assert_eq!(verdict(&charter, act, facts(act, &["member"])), "ask committee (P6)", "{act}");
        let answered = facts(act, &["member"]).with("answered", words(&[act]));
        assert_eq!(verdict(&charter, act, answered), "may as member (P6)", "{act}");
    }
}

#[test]
fn a_limit_holds_even_when_the_body_has_answered() {
    let charter = community();
    let all = facts("grant_access", &["member"]).with("answered", words(&["grant_access"]));
    let all = all.with("would_administer_all", true);
    assert_eq!(verdict(&charter, "grant_access", all), "may not (P4)");
    let block = facts("block_account", &["member"]).with("ground", "repeated");
    assert_eq!(verdict(&charter, "block_account", block), "may not (P3)");
}

#[test]
fn a_matter_of_its_own_is_carried_out_once_it_is_answered() {
    let charter = community();
    let trial = facts("carry_out", &["member"]).with("matter", "trial_platform");
    assert_eq!(verdict(&charter, "carry_out", trial.clone()), "ask committee (P5)");
    let answered = trial.clone().with("answered", words(&["trial_platform"]));
    assert_eq!(verdict(&charter, "carry_out", answered), "may as member (P5)");
    let other = trial.with("matter", "something_else").with("answered", words(&["trial_platform"]));
    assert_eq!(verdict(&charter, "carry_out", other), "ask committee (P6)");
}

#[test]
fn its_membership_and_terms_are_read_from_the_rules() {
    let charter = community();
    let rules = charter.rules();
    let membership = rules.membership.as_ref().unwrap();
    assert_eq!(membership.model, MembershipModel::Appointed);
    assert_eq!(membership.admission.iter().map(|step| step.by.as_str()).collect::<Vec<_>>(), ["group", "committee"]);
    let term = rules.term.as_ref().unwrap();
    assert_eq!((term.basis, term.length), (TermBasis::FixedCycle, Some(Period::Months(12))));
    assert_eq!(term.cycle.as_ref().map(|cycle| (cycle.month, cycle.day)), Some((3, 1)));
    assert_eq!(charter.offices(), ["member"]);
    assert!(!rules.channels.is_broadcast("ours", true, &[]), "it has no rule about announcing only");
}
