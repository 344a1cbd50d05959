//! Consensus without a vote, where the charter knows it.

use super::scene::{HOUR, at, decision, state_of};
use charter::rules::Period;
use stories::{Browser, Page, Site, World, both};

const THREAD: &str = "https://forum.example/t/bluesky";

/// Somebody asks for a move of a channel; gives the page of the question.
async fn asked(world: &World, browser: &Browser<'_>, group: &str) -> Page {
    let channel = format!("/g/{group}/channels/{}", world.channel(group, "Bluesky").await);
    browser.sends_and_goes_on(&browser.opens(&channel).await.form("/ask").with("act", "rest_channel")).await
}

async fn declared(world: &World, browser: &Browser<'_>) -> Page {
    let page = asked(world, browser, "jupyter").await;
    let with = world.person("jupyter", "Member B").to_string();
    browser.sends_and_goes_on(&page.form("/consensus").with("participants", with).with("note", THREAD)).await
}

#[tokio::test]
async fn j12_consensus_takes_effect_by_itself_after_three_days_in_which_nobody_called_a_vote() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let page = declared(&world, &site.browser("jupyter", "Member A").await).await;
        assert!(page.says("Consensus is declared.") && page.says("Consensus declared"), "{}", page.text());
        assert!(page.says("Member A, Member B") && page.html.contains(THREAD), "{}", page.text());
        assert!(page.says("Any member can call a vote instead until"), "{}", page.text());
        let rules = world.here.store.charter(world.group("jupyter")).await.unwrap();
        assert_eq!(rules.rules().consensus.as_ref().unwrap().objection_window, Some(Period::Hours(72)));
        world.pass(HOUR * 71).await;
        assert_eq!(state_of(&world, "jupyter", "Bluesky").await, "active");
        world.pass(HOUR).await;
        assert_eq!(state_of(&world, "jupyter", "Bluesky").await, "dormant");
        let page = site.browser("jupyter", "Member C").await.opens(&at("jupyter")).await;
        assert!(page.says("The group agreed without a vote.") && page.says("done by itself"), "{}", page.text());
        let record = site.visitor().opens("/g/jupyter/record/2026-1").await;
        assert!(record.html.contains("Declared without a vote by</dt><dd>Member</dd>"), "{}", record.text());
        assert!(page.says("Member B (not confirmed yet)"), "members see who has not: {}", page.text());
        let question = decision(&world, "jupyter").await.question;
        assert!(question.answer.unwrap().0.tally.contains("nobody called a vote in time"));
    })
    .await;
}

#[tokio::test]
async fn j12_an_objection_makes_a_vote_of_a_consensus_and_it_is_not_declared_again() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        declared(&world, &site.browser("jupyter", "Member A").await).await;
        let question = decision(&world, "jupyter").await.question.id;
        let at_question = format!("/g/jupyter/requests/{question}");
        world.pass(HOUR * 71).await;
        let other = site.browser("jupyter", "Member C").await;
        let page = other.sends_and_goes_on(&other.opens(&at_question).await.form("/vote")).await;
        assert!(page.says("2026-2") && page.says("Waits for a second"), "{}", page.text());
        let first = other.opens(&at("jupyter")).await;
        assert!(first.says("Put to a vote instead"), "{}", first.text());
        world.pass(HOUR * 24).await;
        assert_eq!(state_of(&world, "jupyter", "Bluesky").await, "active", "what was declared has no effect");
        world.pass(HOUR * 24 * 14).await;
        let member = site.browser("jupyter", "Member A").await;
        let again = member.opens(&at_question).await;
        assert!(!again.offers("/consensus") && again.offers("/vote"), "{}", again.text());
        let (group, who) = (world.group("jupyter"), world.elevated("jupyter", "Member A"));
        let others = [world.person("jupyter", "Member B")];
        let refused =
            acts::agreeing::declare(&world.here, group, &who, question, "We rest it", (&others, THREAD)).await;
        assert!(refused.unwrap_err().to_string().contains("so a vote decides it"));
    })
    .await;
}

#[tokio::test]
async fn consensus_needs_somebody_else_a_place_to_read_it_and_a_charter_that_knows_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("jupyter", "Member A").await;
        let page = asked(&world, &member, "jupyter").await;
        let alone = member.sends(&page.form("/consensus").with("note", THREAD)).await;
        assert!(alone.status == 422 && alone.says("Name whoever else took part"), "{}", alone.text());
        assert_eq!(alone.form("/consensus").value("note"), Some(THREAD), "nothing typed is lost");
        let with = world.person("jupyter", "Member B").to_string();
        let nowhere = member.sends(&page.form("/consensus").with("participants", with.clone())).await;
        assert!(nowhere.says("Say where it can be read"), "{}", nowhere.text());
        let stranger = world.person("django", "Chair").to_string();
        let outside = page.form("/consensus").with("participants", stranger).with("note", THREAD);
        let outside = member.sends(&outside).await;
        assert!(outside.says("Only members of the group"), "{}", outside.text());

        let django = site.browser("django", "Member A").await;
        let page = asked(&world, &django, "django").await;
        assert!(page.offers("/vote") && !page.offers("/consensus"), "{}", page.text());
    })
    .await;
}
