//! What the group did not agree to rests, where its charter says so.

use super::scene::{DAY, at, resting, under_the_rule, votes_for};
use stories::{Site, World};

#[tokio::test]
async fn what_fell_is_not_called_to_a_vote_before_its_day_and_the_clause_says_so() {
    under_the_rule("cool_down = \"P30D\"", async |world: World| {
        let site = Site::of(&world).await;
        resting(&world, &site).await;
        for who in ["Chair", "Co-Chair", "Board Liaison", "Member A", "Member B", "Member C"] {
            votes_for(&site.browser("django", who).await, &at("django"), "no").await;
        }
        world.work().await;
        let again = async |site: &Site<'_>| {
            let member = site.browser("django", "Member B").await;
            let channel = format!("/g/django/channels/{}", world.channel("django", "Mastodon").await);
            let page = member.opens(&channel).await;
            let question = member.sends_and_goes_on(&page.form("/ask").with("act", "rest_channel")).await;
            member.sends(&question.form("/vote")).await
        };
        let early = again(&site).await;
        assert_eq!(early.status, 422, "{}", early.text());
        assert!(early.says("did not agree to this in 2026-1, and by M12 it rests until"), "{}", early.text());
        assert!(early.says("20 Dec 2026"), "the day: {}", early.text());
        world.pass(DAY * 30).await;
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member B").await;
        let question = world.here.store.questions(world.group("django")).await.unwrap()[0].id;
        let page = member.opens(&format!("/g/django/requests/{question}")).await;
        let page = member.sends_and_goes_on(&page.form("/vote")).await;
        assert!(page.says("2026-2"), "{}", page.text());
    })
    .await;
}
