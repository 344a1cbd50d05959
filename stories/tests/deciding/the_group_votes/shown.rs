//! What can be seen when, and what a yes serves for.

use super::scene::{DAY, MINE, at, called, decision, state_of, votes_for};
use acts::opinions;
use charter::act::RestChannel;
use jiff::SignedDuration;
use stories::{Site, World, both};

#[tokio::test]
async fn what_was_chosen_stands_nowhere_before_the_close_and_then_in_the_log_with_every_ballot() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        called(&world, &member, "django", "Mastodon", "rest_channel").await;
        let form = member.opens(&at("django")).await.form("/ballot").with("reason", "the owl told me");
        member.sends_and_goes_on(&form.clone().with("choice", "abstain")).await;
        member.sends_and_goes_on(&form.with("choice", "no")).await;
        let question = decision(&world, "django").await.question.id;
        let places = ["/decisions", "/decisions/2026-1", "/audit", "/audit.json", "/audit.csv", "", "/calendar"];
        let places = places.map(|place| format!("/g/django{place}")).into_iter();
        let other = site.browser("django", "Member B").await;
        for place in places.chain([format!("/g/django/requests/{question}")]) {
            let page = other.opens(&place).await;
            assert_eq!(page.status, 200, "{place}");
            assert!(!page.html.contains("the owl"), "{place}: {}", page.html);
            let names_a_choice = page.html.contains("\"no\"") || page.html.contains("abstain");
            assert!(!place.contains("audit") || !names_a_choice, "{place}: {}", page.html);
            assert!(!page.html.contains(MINE), "{place} shows nobody’s ballot: {}", page.html);
        }
        let own = member.opens(&at("django")).await;
        assert!(own.html.contains(MINE), "one’s own ballot stands in the form: {}", own.html);
        world.pass(DAY * 7).await;
        let log = site.browser("django", "Member B").await.opens("/g/django/audit.json").await;
        assert!(log.html.contains("abstain") && log.html.contains("\"no\""), "both ballots: {}", log.html);
    })
    .await;
}

#[tokio::test]
async fn what_the_group_votes_on_nobody_records_beside_it_neither_before_nor_after() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        let question = decision(&world, "django").await.question.id;
        let records = async || {
            let chair = site.browser("django", "Chair").await;
            let at = format!("/g/django/requests/{question}");
            let page = chair.opens(&at).await;
            assert!(!page.offers(&format!("/requests/{question}")), "it is not offered: {}", page.text());
            let token = chair.opens("/g/django/requests").await.form("/requests/to/board");
            let form = token.without("email_board").sent_to(&at);
            chair.sends(&form.with("outcome", "yes").with("on", "2026-11-20").with("tally", "6 yes")).await
        };
        let while_open = records().await;
        assert!(while_open.status == 422 && while_open.says("This is voted on in 2026-1"), "{}", while_open.text());
        world.pass(DAY * 7).await;
        let after = records().await;
        assert!(after.status == 422 && after.says("The vote 2026-1 answered this"), "{}", after.text());
        assert_eq!(state_of(&world, "django", "Mastodon").await, "active");
    })
    .await;
}

#[tokio::test]
async fn a_yes_serves_for_the_one_act_that_was_asked_for_and_once() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        called(&world, &site.browser("django", "Member A").await, "django", "Mastodon", "rest_channel").await;
        for who in ["Member A", "Member B", "Member C", "Chair", "Co-Chair", "Board Liaison"] {
            votes_for(&site.browser("django", who).await, &at("django"), "yes").await;
        }
        world.pass(SignedDuration::from_secs(1)).await;
        assert_eq!(state_of(&world, "django", "Mastodon").await, "dormant");
        let channel = world.channel("django", "Mastodon").await;
        let page = site.browser("django", "Member B").await.opens(&format!("/g/django/channels/{channel}")).await;
        assert!(page.says("Ask to post there again"), "nobody decided that: {}", page.text());
        let (group, chair) = (world.group("django"), world.person("django", "Chair"));
        let again = opinions::may(&world.here, group, chair, &RestChannel { channel }).await.unwrap();
        assert!(!again.may(), "what was decided is done: {again:?}");
    })
    .await;
}
