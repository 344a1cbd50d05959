//! The standing statements, about the charters that ship and about some that are broken on purpose.

mod common;

use charter::presets::{self, DJANGO, JUPYTER};
use common::{edited, solver};
use proofs::{Proved, prove};

fn refuted(proved: &Proved) -> Vec<(&'static str, String)> {
    let each =
        proved.statements.iter().flat_map(|stated| stated.refuted.iter().map(|one| (stated.says, one.about.clone())));
    each.collect()
}

#[tokio::test]
async fn every_standing_statement_holds_of_both_charters_that_ship() {
    let Some(solver) = solver() else { return };
    for preset in presets::ALL {
        let proved = prove(edited(preset, &[]), &solver).await.unwrap_or_else(|why| panic!("{why}"));
        println!("{}", proved.to_text());
        assert!(proved.holds(), "{}", proved.to_text());
        assert!(proved.statements.iter().all(|stated| stated.asked > 0 || stated.says.starts_with("An office")));
    }
}

#[tokio::test]
async fn a_seat_on_a_body_that_may_call_votes_of_the_group_is_refuted() {
    let Some(solver) = solver() else { return };
    let vote = "may = [\"cast_seat_ballot\"]";
    let charter = edited(JUPYTER, &[(vote, "may = [\"cast_seat_ballot\", \"call_vote\"]")]);
    let proved = prove(charter, &solver).await.unwrap_or_else(|why| panic!("{why}"));
    let refuted = refuted(&proved);
    assert!(
        refuted.iter().any(|(says, about)| says.starts_with("A seat on a body") && about.contains("call a vote")),
        "{refuted:?}"
    );
}

#[tokio::test]
async fn a_power_that_a_limit_shuts_for_good_is_refuted_with_its_line() {
    let Some(solver) = solver() else { return };
    let limit = "[[limit]]\nacts = [\"settle_flag\"]\nonly_when = { oneself = false }";
    let charter = edited(DJANGO, &[(limit, "[[limit]]\nacts = [\"settle_flag\"]\nnever = true")]);
    let line = DJANGO.rules.lines().position(|line| line == "may = [\"settle_flag\"]").unwrap() - 1; // of `[[power]]`, from 1
    let proved = prove(charter, &solver).await.unwrap_or_else(|why| panic!("{why}"));
    let told = refuted(&proved);
    let says = "Every power can be used in some case.";
    let about = |office: &str| (says, format!("line {line} of the rules (D2), for {office}"));
    assert_eq!(told, [about("Chair"), about("Co-Chair")], "{}", proved.to_text());
    assert!(proved.to_text().contains("refuted  Every power can be used in some case."), "{}", proved.to_text());
}
