//! Decisions that are decided anew, and those that the parent body sets aside.

use super::scene::{DAY, at, called, decision, opened, state_of, votes_for};
use acts::{agreeing, answers};
use store::Declined;
use stories::{Site, World, both};

/// The second group agreed that Bluesky becomes the preferred channel.
async fn agreed(world: &World, site: &Site<'_>) {
    opened(world, site).await;
    for who in ["Member A", "Member B", "Member C"] {
        votes_for(&site.browser("jupyter", who).await, &at("jupyter"), "yes").await;
    }
    world.pass(DAY * 7).await;
}

fn said(yes: bool) -> answers::Filled {
    let source = "https://minutes.example/council".to_owned();
    answers::Filled { yes, decided_on: "2026-11-28".to_owned(), source, tally: String::new() }
}

#[tokio::test]
async fn j17_what_the_parent_body_sets_aside_stops_and_stays_to_be_read() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        agreed(&world, &site).await;
        world.pass(DAY).await;
        let (group, id) = (world.group("jupyter"), decision(&world, "jupyter").await.id);
        let too_early =
            agreeing::set_aside(&world.here, group, &world.elevated("jupyter", "Member D"), id, "We think so").await;
        assert!(matches!(too_early, Err(Declined::ByCharter(_))), "{too_early:?}");

        let member = site.browser("jupyter", "Member D").await;
        let page = member.opens(&at("jupyter")).await;
        assert!(page.says("Take it to the executive council"), "{}", page.text());
        let none = member.sends(&page.form("/parent")).await;
        assert!(none.status == 422 && none.says("Say why"), "{}", none.text());
        let request = page.form("/parent").with("reason_aside", "It goes against the mission");
        let request = member.sends_and_goes_on(&request).await;
        assert!(request.says("It goes against the mission") && request.says("Decision 2026-1"), "{}", request.text());
        let question = world.here.store.questions(group).await.unwrap()[0].id;
        answers::record(&world.here, group, &world.elevated("jupyter", "Member B"), question, said(true))
            .await
            .unwrap();

        let page = member.opens(&at("jupyter")).await;
        let form = page.form("/set-aside").with("reason_aside", "The council: it goes against the mission");
        let page = member.sends_and_goes_on(&form).await;
        assert!(page.says("The decision is set aside.") && page.says("Set aside on"), "{}", page.text());
        assert!(page.says("The council: it goes against the mission"), "the reason is shown: {}", page.text());
        assert!(page.says("3 of 3 non-blank, quorum 3 of 4"), "what was decided stays to be read: {}", page.text());
        let row = decision(&world, "jupyter").await;
        let unlocked = world.here.store.questions(group).await.unwrap();
        let unlocked = unlocked
            .iter()
            .any(|question| question.question.about == row.question.question.about && question.unlocks(world.now()));
        assert!(!unlocked, "it unlocks nothing any more");
        let again = agreeing::set_aside(&world.here, group, &world.elevated("jupyter", "Member D"), id, "Twice").await;
        assert!(again.is_err(), "once");
    })
    .await;
}

#[tokio::test]
async fn j17_what_was_not_done_yet_when_a_decision_was_set_aside_is_not_done_any_more() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("jupyter", "Member A").await, "jupyter", "Bluesky", "rest_channel").await;
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        for who in ["Member A", "Member B"] {
            votes_for(&site.browser("jupyter", who).await, &at("jupyter"), "yes").await;
        }
        let (group, id) = (world.group("jupyter"), decision(&world, "jupyter").await.id);
        let nothing =
            agreeing::take_to_parent(&world.here, group, &world.elevated("jupyter", "Member C"), id, "Early").await;
        let question = nothing.unwrap();
        let (recorder, who) = (world.elevated("jupyter", "Member B"), world.elevated("jupyter", "Member C"));
        let early = answers::Filled { decided_on: "2026-11-20".to_owned(), ..said(true) };
        answers::record(&world.here, group, &recorder, question, early).await.unwrap();
        let open = agreeing::set_aside(&world.here, group, &who, id, "While it is open").await;
        assert!(open.unwrap_err().to_string().contains("nothing is decided here"));
        // The clock closes a vote before it carries it out; the council is faster than both.
        world.here.store.clock().advance(DAY * 7);
        world.here.store.bookkeeping().vote_is_held(id, "somebody has to look at it").await.unwrap();
        world.work().await;
        agreeing::set_aside(&world.here, group, &world.elevated("jupyter", "Member C"), id, "The council said so")
            .await
            .unwrap();
        world.pass(DAY).await;
        assert_eq!(state_of(&world, "jupyter", "Bluesky").await, "active");
    })
    .await;
}

#[tokio::test]
async fn j18_what_is_decided_anew_leads_to_what_it_takes_the_place_of_and_counts_how_often() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let ask =
            member.opens("/g/django/decisions").await.form("/decisions").with("question", "Do we meet on Mondays?");
        let request = member.sends_and_goes_on(&ask).await;
        member.sends_and_goes_on(&request.form("/vote")).await;
        let everybody = ["Member A", "Member B", "Member C", "Chair", "Co-Chair", "Board Liaison"];
        for who in everybody {
            votes_for(&site.browser("django", who).await, &at("django"), "yes").await;
        }
        world.pass(DAY).await;
        let member = site.browser("django", "Member A").await;
        let first = member.opens(&at("django")).await;
        assert!(first.says("Passed") && !first.says("Takes the place"), "{}", first.text());
        let request = member.sends_and_goes_on(&first.form("/anew")).await;
        let page = member.sends_and_goes_on(&request.form("/vote")).await;
        assert!(page.says("Takes the place of 2026-1; decided 1 time before"), "{}", page.text());
        assert!(page.html.contains("/g/django/decisions/2026-1\""), "{}", page.html);
    })
    .await;
}
