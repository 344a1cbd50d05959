//! What a draft changes is worked out before anybody decides: by a solver where one is installed, else by the powers tables,
//! and the page says which. What a draft says beside its own words is named, and places that moved are filled in.

use super::scene::{edited, proposes};
use proofs::Solver;
use stories::{Site, World, both};

/// A channel at rest can be connected no more: no row of a powers table asks about exactly that.
fn not_at_rest() -> (String, String) {
    let states = "[\"reserved\", \"active\", \"dormant\", \"suspended\", \"retired\"]";
    edited(&[], &[(states, "[\"reserved\", \"active\", \"suspended\", \"retired\"]")])
}

#[tokio::test]
async fn without_a_solver_the_page_of_a_draft_says_what_was_not_compared() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let answer = proposes(&member, not_at_rest(), false).await;
        let draft = member.goes_on(answer).await;
        assert!(draft.says("Nobody is answered otherwise than before."), "{}", draft.text());
        assert!(draft.says("Found by the powers tables: whatever no row of them puts together was not compared"));
    })
    .await;
}

#[tokio::test]
async fn a_solver_finds_the_case_that_no_row_of_the_tables_shows_with_a_request_for_it() {
    both(async |mut world: World| {
        if std::process::Command::new("cvc5").arg("--version").output().is_err() {
            eprintln!("cvc5 is not installed, so nothing was compared by it.");
            return;
        }
        world.here = world.here.clone().asking(Solver::named(None));
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let answer = proposes(&member, not_at_rest(), false).await;
        let draft = member.goes_on(answer).await;
        assert!(draft.says("Found by symbolic comparison of both sets of policies, with cvc5"), "{}", draft.text());
        assert!(draft.says("Chair asks to connect an account while this is so: channel state: dormant"));
        assert!(draft.says("Chair, Co-Chair and Board Liaison"), "{}", draft.text());
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_says_another_number_than_its_words_is_warned_about_beside_the_clause() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let term = edited(&[("a term of 6 months", "a term of 12 months")], &[]);
        let answer = proposes(&member, term, false).await;
        let draft = member.goes_on(answer).await;
        let warning = "The words of M13 say “12 months”, and the rule beside them says 6 months (term.length, line";
        assert_eq!(draft.text().matches(warning).count(), 2, "in the list and beside the clause: {}", draft.text());
    })
    .await;
}

#[tokio::test]
async fn places_that_moved_with_the_text_are_filled_in_for_whoever_asks_and_what_is_lost_is_named() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let last = "- Help the board to bring official news and updates of the foundation to people.\n";
        let kind = format!("- Be kind.\n{last}");
        let again = proposes(&member, edited(&[(last, &kind)], &[]), false).await;
        assert!(again.status == 422 && again.says("the text changed under its rules"), "{}", again.text());
        assert!(again.says("of the rules, “shape = [”"), "the line is shown: {}", again.text());
        let form = again.form("/charter/drafts").ticking("follow", "yes");
        let filled = member.sends(&form).await;
        assert!(filled.status == 200 && filled.says("G4: from 2.3.4 to 2.3.5"), "{}", filled.text());
        assert!(filled.form("/charter/drafts").value("rules").unwrap().contains("G4 = \"2.3.5\""));
        let none = world.here.store.charter_drafts(world.group("django")).await.unwrap();
        assert!(none.is_empty(), "nothing is kept by it");
        member.sends_and_goes_on(&filled.form("/charter/drafts")).await;
        let kept = world.here.store.charter_drafts(world.group("django")).await.unwrap();
        assert_eq!(kept.len(), 1);

        let again = proposes(&member, edited(&[(last, "")], &[]), false).await;
        let gone = member.sends(&again.form("/charter/drafts").ticking("follow", "yes")).await;
        assert!(gone.says("G4: “Help the board to bring official news"), "{}", gone.text());
    })
    .await;
}
