//! A yes to a campaign, and its limits.

use super::scene::{DAY, REQUESTS, agrees, post_of, says, waiting, writes};
use channels::Capability::Publish;
use delivery::State;
use stories::{Browser, Page, Site, World, both};

/// The campaign “Winter sprint”: one channel, six days, two posts, for the second goal.
async fn campaign(world: &World, browser: &Browser<'_>) -> String {
    let form = browser.opens("/g/django/campaigns").await.form("/campaigns");
    let form = form.with("name", "Winter sprint").with("sponsor", "A sponsor").with("posts", "2");
    let form = form.with("first", "2026-11-22").with("last", "2026-11-27").ticking("goal", "2");
    let page = browser.sends(&form.ticking("channel", world.channel("django", "Mastodon").await.to_string())).await;
    page.leads_to.clone().unwrap_or_else(|| panic!("{}", page.text()))
}

/// A post of the campaign, put in the queue.
async fn planned(world: &World, browser: &Browser<'_>, at: &str, text: &str, day: &str) -> Page {
    let id = at.rsplit('/').next().unwrap();
    let form = writes(world, browser, text, day).await.with("campaign", id);
    browser.sends(&form.with("do", "schedule")).await
}

#[tokio::test]
async fn h4_a_campaign_that_was_agreed_to_lets_its_posts_out_within_its_limits_and_nothing_beyond() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let member = site.browser("django", "Member A").await;
        let at = campaign(&world, &member).await;
        let before = planned(&world, &member, &at, "The first of two", "2026-11-22").await;
        assert!(before.status == 403 && before.says("B3"), "nobody agreed yet: {}", before.text());

        let page = member.opens(&at).await;
        assert!(
            page.says("Nobody was asked yet") && page.says("0 of 2 posts planned or out; 2 left."),
            "{}",
            page.text()
        );
        let page = member.sends_and_goes_on(&page.form("/ask")).await;
        assert!(page.says("Waits for its answer") && !page.offers("/ask"), "{}", page.text());
        let liaison = site.browser("django", "Board Liaison").await;
        let request = liaison.opens(&format!("{REQUESTS}/{}", waiting(&world).await)).await;
        for words in ["May the campaign “Winter sprint” run?", "22 Nov to 27 Nov 2026", "2 at most", "Mastodon"] {
            assert!(request.says(words), "{words}: {}", request.text());
        }
        agrees(&world, &site, "2026-11-20").await;
        let page = member.opens(&at).await;
        assert!(page.says("Agreed to"), "{}", page.text());

        for (text, day) in [("Too early", "2026-11-21"), ("Too late", "2026-11-28")] {
            let beyond = planned(&world, &member, &at, text, day).await;
            assert!(beyond.status == 403 && beyond.says("B3"), "{text}: {}", beyond.text());
        }
        let first = planned(&world, &member, &at, "The first of two", "2026-11-22").await;
        let second = planned(&world, &member, &at, "The second of two", "2026-11-23").await;
        assert_eq!((first.status, second.status), (303, 303), "{} {}", first.text(), second.text());
        let third = planned(&world, &member, &at, "One too many", "2026-11-24").await;
        assert!(third.status == 403 && third.says("B3"), "{}", third.text());
        let page = member.opens(&at).await;
        assert!(page.says("2 of 2 posts planned or out; 0 left.") && page.says("The second of two"), "{}", page.text());

        world.live_through(DAY * 3).await;
        assert_eq!(world.states("django", post_of(&first)).await, [State::Live]);
        assert_eq!(world.practice.published().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn h4_a_post_beyond_its_campaign_says_which_limit_and_can_be_asked_about_by_itself() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let member = site.browser("django", "Member A").await;
        let at = campaign(&world, &member).await;
        member.sends(&member.opens(&at).await.form("/ask")).await;
        agrees(&world, &site, "2026-11-20").await;
        let id = at.rsplit('/').next().unwrap();
        let form = writes(&world, &member, "After the end", "2026-11-28").await.with("campaign", id);
        let page = member.sends(&form.clone().with("do", "check")).await;
        let why = "It goes beyond the campaign “Winter sprint”: it leaves on 28 Nov 2026, and the campaign ends on 27 Nov 2026.";
        assert!(page.says(why) && page.says("ask again") && page.says("B3"), "{}", page.text());
        let asked = member.sends(&form.with("do", "ask")).await;
        let post = post_of(&asked);
        agrees(&world, &site, "2026-11-20").await;
        member.sends(&member.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit").with("do", "schedule")).await;
        world.live_through(DAY * 9).await;
        assert_eq!(world.states("django", post).await, [State::Live]);
    })
    .await;
}

#[tokio::test]
async fn h4_the_last_place_of_a_campaign_is_given_once_and_a_campaign_taken_back_lets_nothing_leave() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        for who in ["Member A", "Member B", "Member C"] {
            world.give("django", who, "Mastodon", &[Publish]).await;
        }
        let member = site.browser("django", "Member A").await;
        let at = campaign(&world, &member).await;
        member.sends(&member.opens(&at).await.form("/ask")).await;
        let question = waiting(&world).await;
        agrees(&world, &site, "2026-11-20").await;
        let (b, c) = (site.browser("django", "Member B").await, site.browser("django", "Member C").await);
        let all = futures::join!(
            planned(&world, &member, &at, "One", "2026-11-22"),
            planned(&world, &b, &at, "Two", "2026-11-23"),
            planned(&world, &c, &at, "Three", "2026-11-24")
        );
        let done = [&all.0, &all.1, &all.2].into_iter().filter(|page| page.status == 303).count();
        assert_eq!(done, 2, "{} {} {}", all.0.text(), all.1.text(), all.2.text());
        let liaison = site.browser("django", "Board Liaison").await;
        let correction = says(&liaison, question, ["no", "2026-11-20", "1 yes, 6 no"]).await;
        assert_eq!(correction.status, 303, "{}", correction.text());
        world.live_through(DAY * 5).await;
        assert!(world.practice.published().is_empty(), "judged again when it leaves");
    })
    .await;
}

#[tokio::test]
async fn what_makes_no_campaign_stands_in_the_form_again_with_what_to_mend() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let form = member.opens("/g/django/campaigns").await.form("/campaigns");
        let form = form.with("name", "Winter").with("sponsor", "A sponsor").with("posts", "many");
        let far = form.clone().with("name", "Ours").with("sponsor", "A sponsor").with("posts", "2");
        let far = far.with("first", "2026-12-01").with("last", "2082-12-01");
        let far = member.sends(&far.ticking("channel", world.channel("django", "Mastodon").await.to_string())).await;
        assert!(far.status == 422 && far.says("1 Dec 2082 lies more than two years ahead"), "{}", far.text());
        let page = member.sends(&form.with("first", "2026-12-02").with("last", "2026-12-01")).await;
        assert!(
            page.status == 422 && page.says("Write how many posts it has at most, as a number."),
            "{}",
            page.text()
        );
        let again = page.form("/campaigns").with("posts", "2");
        assert_eq!(again.value("name"), Some("Winter"));
        let page = member.sends(&again).await;
        assert!(page.status == 422 && page.says("Choose at least one channel."), "{}", page.text());
        let on = world.channel("django", "Mastodon").await.to_string();
        let page = member.sends(&page.form("/campaigns").ticking("channel", on)).await;
        assert!(page.says("It would end on 1 Dec 2026, before it begins on 2 Dec 2026"), "{}", page.text());
        let outsider = site.browser("jupyter", "Member A").await.opens("/g/django/campaigns").await;
        assert_ne!(outsider.status, 200);
        assert!(world.here.store.campaigns(world.group("django")).await.unwrap().is_empty());
    })
    .await;
}
