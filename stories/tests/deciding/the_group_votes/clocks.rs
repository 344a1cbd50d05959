//! A machine whose clock is set back opens no vote again, closes none early, and carries nothing out twice.

use super::scene::{DAY, HOUR, at, decision, resting, state_of, takes, votes_for};
use stories::{Site, World, both};

/// Enough members say yes to resting a channel.
async fn agreed(world: &World, site: &Site<'_>) {
    resting(world, site).await;
    for who in ["Member A", "Chair", "Co-Chair", "Member B"] {
        votes_for(&site.browser("django", who).await, &at("django"), "yes").await;
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_opens_no_vote_again_and_nothing_is_done_twice() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        agreed(&world, &site).await;
        let ballot = site.browser("django", "Member C").await.opens(&at("django")).await.form("/ballot");
        world.pass(DAY * 7).await;
        let closed = decision(&world, "django").await.closed;
        assert!(closed.is_some());
        world.here.store.clock().machine_is_set(-DAY * 6);
        world.work().await;
        assert_eq!(decision(&world, "django").await.closed, closed);

        let late = site.browser("django", "Member C").await;
        let token = late.opens("/you").await.form("/you/calendars").value("token").unwrap().to_owned();
        let refused = late.sends(&ballot.with("token", token).with("choice", "no")).await;
        assert!(refused.status == 422 && refused.says("This vote is closed"), "{} {}", refused.status, refused.text());
        let page = late.opens(&at("django")).await;
        assert!(
            page.says("Passed") && page.says("The clock of the machine is 5 days behind what it was"),
            "{}",
            page.text()
        );
        assert!(late.opens("/status").await.says("The clock of the machine is 5 days behind"));

        world.here.store.clock().machine_is_set(DAY * 6);
        world.here.store.clock().advance(HOUR);
        world.work().await;
        assert_eq!(decision(&world, "django").await.closed, closed);
        assert_eq!(state_of(&world, "django", "Mastodon").await, "dormant");
        let page = late.opens("/g/django/audit?act=rest_channel").await;
        assert_eq!(page.text().matches("stopped posting on").count(), 1, "{}", page.text());
        assert!(!page.says("behind what it was"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_vote_closes_once_and_not_early_where_the_clock_is_set_back_over_its_end() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        agreed(&world, &site).await;
        world.pass(DAY * 7 - HOUR).await;
        world.here.store.clock().machine_is_set(-DAY * 30);
        world.work().await;
        let page = takes(&site, "django", "Member C", "/ballot", &[("choice", "no")]).await;
        assert!(page.says("5 of 6 have voted") && page.says("days behind what it was"), "it is open: {}", page.text());
        assert!(decision(&world, "django").await.closed.is_none());

        world.here.store.clock().machine_is_set(DAY * 30);
        world.here.store.clock().advance(HOUR);
        world.work().await;
        world.pass(DAY).await;
        assert!(decision(&world, "django").await.closed.is_some());
        assert_eq!(state_of(&world, "django", "Mastodon").await, "dormant");
        let log = world.log(world.group("django")).await;
        assert_eq!(log.iter().filter(|kept| kept.entry.event == "close_vote").count(), 1);
    })
    .await;
}
