//! Votes that another member seconds, under the second charter.

use super::scene::{DAY, HOUR, at, called, decision, votes_for};
use acts::votes;
use stories::{Site, World, both};

#[tokio::test]
async fn j3_whoever_calls_a_vote_does_not_second_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let page = called(&world, &sponsor, "jupyter", "Bluesky", "prefer_channel").await;
        assert!(
            page.says("Waits for a second") && !page.offers("/second") && !page.offers("/ballot"),
            "{}",
            page.text()
        );
        let (group, id) = (world.group("jupyter"), decision(&world, "jupyter").await.id);
        let who = world.elevated("jupyter", "Member A");
        let refused = votes::second(&world.here, group, &who, id).await.unwrap_err();
        assert!(refused.to_string().contains("another member has to second this"), "{refused}");
        let ballot = votes::Filled {
            text: decision(&world, "jupyter").await.text(),
            choice: "yes".into(),
            reason: String::new(),
        };
        let refused = votes::cast(&world.here, group, &who, id, &ballot).await.unwrap_err();
        assert!(refused.to_string().contains("waiting for a second"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn j2_j4_one_yes_and_one_blank_carry_it_a_week_after_the_second_and_the_mark_moves() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("jupyter", "Member A").await, "jupyter", "Bluesky", "prefer_channel").await;
        world.pass(DAY * 2).await;
        let second = site.browser("jupyter", "Member B").await;
        let page = second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        assert!(page.says("Seconded: the vote is open."), "{}", page.text());
        votes_for(&second, &at("jupyter"), "yes").await;
        votes_for(&site.browser("jupyter", "Member C").await, &at("jupyter"), "blank").await;
        world.pass(DAY * 7 - HOUR).await;
        assert_eq!(decision(&world, "jupyter").await.closed, None);
        world.pass(HOUR).await;
        let second = site.browser("jupyter", "Member B").await;
        let page = second.opens(&at("jupyter")).await;
        assert!(page.says("1 of 1 non-blank, quorum 2 of 4") && page.says("Passed"), "{}", page.text());
        let bluesky = second.opens(&format!("/g/jupyter/channels/{}", world.channel("jupyter", "Bluesky").await)).await;
        assert!(bluesky.says("Preferred: talk to us here"), "{}", bluesky.text());
    })
    .await;
}

#[tokio::test]
async fn j1_a_vote_that_nobody_seconds_lapses_after_fourteen_days() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        called(&world, &sponsor, "jupyter", "Bluesky", "prefer_channel").await;
        world.pass(DAY * 14).await;
        let page = site.browser("jupyter", "Member A").await.opens(&at("jupyter")).await;
        assert!(page.says("Lapsed: nobody seconded it"), "{}", page.text());
        let (group, id) = (world.group("jupyter"), decision(&world, "jupyter").await.id);
        let late = votes::second(&world.here, group, &world.elevated("jupyter", "Member B"), id).await;
        assert!(late.unwrap_err().to_string().contains("lapsed"));
    })
    .await;
}

#[tokio::test]
async fn j6_too_few_took_part_so_nothing_is_decided_and_it_may_be_run_again_at_once() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        called(&world, &sponsor, "jupyter", "Bluesky", "prefer_channel").await;
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        votes_for(&second, &at("jupyter"), "yes").await;
        world.pass(DAY * 7).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        let page = sponsor.opens(&at("jupyter")).await;
        assert!(page.says("Too few took part") && page.says("quorum 1 of 4, needs 2"), "{}", page.text());
        let request = decision(&world, "jupyter").await.question.id;
        let again = sponsor.opens(&format!("/g/jupyter/requests/{request}")).await;
        let page = sponsor.sends_and_goes_on(&again.form("/vote")).await;
        assert!(page.says("2026-2"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn j10_a_vote_runs_longer_for_a_reason_and_not_without() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let sponsor = site.browser("jupyter", "Member A").await;
        called(&world, &sponsor, "jupyter", "Bluesky", "prefer_channel").await;
        let second = site.browser("jupyter", "Member B").await;
        second.sends_and_goes_on(&second.opens(&at("jupyter")).await.form("/second")).await;
        let form = sponsor.opens(&at("jupyter")).await.form("/extend").with("until", "2026-12-11");
        let endless = sponsor.sends(&form.clone().with("until", "9999-12-31").with("why", "It goes on")).await;
        assert!(endless.says("A vote runs at most 90 days from now"), "{}", endless.text());
        let refused = sponsor.sends(&form.clone().with("why", "")).await;
        assert!(refused.status == 422 && refused.says("Say why this vote is to run longer."), "{}", refused.text());
        let page = sponsor.sends_and_goes_on(&form.with("why", "Two of us travel")).await;
        assert!(page.says("The vote runs longer.") && page.says("12 Dec 2026"), "{}", page.text());
        let of_another = second.opens(&at("jupyter")).await;
        assert!(!of_another.offers("/extend"), "only its sponsor does: {}", of_another.text());
    })
    .await;
}
