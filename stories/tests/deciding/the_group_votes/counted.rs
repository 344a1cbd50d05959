//! What the ballots come to, and what follows.

use super::scene::{DAY, HOUR, at, called, decision, state_of, votes_for};
use jiff::SignedDuration;
use stories::{Site, World, both};

#[tokio::test]
async fn a2_four_of_six_let_a_channel_rest_and_it_rests_by_itself_when_the_week_is_over() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let page = called(&world, &member, "django", "Mastodon", "rest_channel").await;
        assert!(page.says("2026-1") && page.says("The vote is called."), "{}", page.text());
        assert!(page.says("more than 1/2 of everybody entitled") && page.says("0 of 6 have voted"), "{}", page.text());
        let home = site.browser("django", "Chair").await.opens("/g/django").await;
        assert!(home.says("Vote 2026-1: Shall Mastodon rest for a while?"), "{}", home.text());

        for (who, choice) in [("Member A", "yes"), ("Chair", "yes"), ("Co-Chair", "yes"), ("Member B", "no")] {
            votes_for(&site.browser("django", who).await, &at("django"), choice).await;
        }
        let page = votes_for(&site.browser("django", "Board Liaison").await, &at("django"), "yes").await;
        assert!(
            page.says("5 of 6 have voted") && !page.says("Yes 4"),
            "nothing shows before the close: {}",
            page.text()
        );
        world.pass(DAY * 7 - HOUR).await;
        assert_eq!(state_of(&world, "django", "Mastodon").await, "active");
        world.pass(HOUR).await;
        assert_eq!(state_of(&world, "django", "Mastodon").await, "dormant");
        let member = site.browser("django", "Member A").await;
        let page = member.opens(&at("django")).await;
        assert!(
            page.says("Passed") && page.says("4 of 6") && page.says("What follows was done by itself"),
            "{}",
            page.text()
        );
        assert!(page.says("Chair Yes") && page.says("Member B No"), "{}", page.text());
        let log = member.opens("/g/django/audit").await;
        assert!(log.says("The charter") && log.says("stopped posting on"), "{}", log.text());
        world.pass(DAY).await;
        assert_eq!(decision(&world, "django").await.held_because, None, "it is done once");
    })
    .await;
}

#[tokio::test]
async fn a1_three_of_six_are_too_few_and_the_record_says_what_was_needed() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        for who in ["Member A", "Chair", "Co-Chair"] {
            votes_for(&site.browser("django", who).await, &at("django"), "yes").await;
        }
        world.pass(DAY * 7).await;
        let page = site.browser("django", "Member B").await.opens(&at("django")).await;
        assert!(page.says("3 of 6, needs 4") && page.says("Not carried"), "{}", page.text());
        assert_eq!(state_of(&world, "django", "Mastodon").await, "active");
    })
    .await;
}

#[tokio::test]
async fn a9_a_ballot_that_is_changed_counts_once_and_the_log_has_both() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        called(&world, &member, "django", "Mastodon", "rest_channel").await;
        votes_for(&member, &at("django"), "yes").await;
        let page = votes_for(&member, &at("django"), "no").await;
        assert!(page.says("1 of 6 have voted"), "{}", page.text());
        let ballots = world.here.store.ballots(&decision(&world, "django").await).await.unwrap();
        assert_eq!(ballots.iter().map(|ballot| ballot.choice.as_deref()).collect::<Vec<_>>(), [Some("no")]);
        let log = member.opens("/g/django/audit?act=cast_ballot").await;
        assert_eq!(log.text().matches("cast a ballot in").count(), 2, "{}", log.text());
    })
    .await;
}

#[tokio::test]
async fn everybody_has_voted_so_it_is_closed_at_once_where_the_charter_lets_it() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        for who in ["Member A", "Member B", "Member C", "Chair", "Co-Chair", "Board Liaison"] {
            votes_for(&site.browser("django", who).await, &at("django"), "yes").await;
        }
        world.pass(SignedDuration::from_secs(1)).await;
        assert_eq!(state_of(&world, "django", "Mastodon").await, "dormant");
    })
    .await;
}
