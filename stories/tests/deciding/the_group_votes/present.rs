//! A vote is shorter where everybody who has a ballot said themself that they are present.

use super::scene::{DAY, at, decision, opened, resting, takes, votes_for};
use acts::beside;
use stories::{Site, World, both};

#[tokio::test]
async fn a_vote_is_shorter_once_everybody_recorded_their_own_presence_and_voted() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        opened(&world, &site).await;
        for who in ["Member A", "Member B", "Member C", "Member D"] {
            votes_for(&site.browser("jupyter", who).await, &at("jupyter"), "yes").await;
        }
        world.work().await;
        assert!(decision(&world, "jupyter").await.closed.is_none(), "that all have voted is not enough by this rule");
        for who in ["Member A", "Member B", "Member C"] {
            takes(&site, "jupyter", who, "/present", &[]).await;
        }
        world.work().await;
        let last = site.browser("jupyter", "Member D").await;
        let page = last.opens(&at("jupyter")).await;
        assert!(page.says("3 of 4 are present: Member A, Member B, Member C"), "{}", page.text());
        assert!(decision(&world, "jupyter").await.closed.is_none(), "nobody is left out");
        last.sends_and_goes_on(&page.form("/present")).await;
        world.work().await;
        let row = decision(&world, "jupyter").await;
        assert!(row.closed.is_some(), "it is over at once, six days before its time");
    })
    .await;
}

#[tokio::test]
async fn whoever_was_present_for_a_text_says_so_anew_for_another_and_some_rules_know_no_shorter_vote() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        opened(&world, &site).await;
        takes(&site, "jupyter", "Member B", "/present", &[]).await;
        takes(&site, "jupyter", "Member A", "/text", &[("proposal", "Shall it become it, until May?")]).await;
        let page = site.browser("jupyter", "Member B").await.opens(&at("jupyter")).await;
        assert!(page.says("0 of 4 are present") && page.offers("/present"), "{}", page.text());

        let page = resting(&world, &site).await;
        assert!(!page.offers("/present"), "{}", page.text());
        let (group, id) = (world.group("django"), decision(&world, "django").await.id);
        let refused = beside::is_present(&world.here, group, &world.elevated("django", "Member B"), id).await;
        assert!(refused.unwrap_err().to_string().contains("takes its time, whoever is present"));
        world.pass(DAY * 7).await;
    })
    .await;
}
