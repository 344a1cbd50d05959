//! What is in the queue or out already: held back, moved, taken out, deleted, and nobody else's to find.

use super::scene::{MINUTE, begun};
use basics::PostId;
use channels::Capability::Publish;
use jiff::SignedDuration;
use networks::practice::Host;
use stories::{Site, World, both};

#[tokio::test]
async fn a_revoked_key_holds_the_post_and_its_page_says_where_to_connect_again() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = begun(&world, &browser, "Not yet").await.with("do", "schedule");
        let answer = browser.sends(&form).await;
        let account = world.practice.account(Host::Mastodon, "project", "Mastodon").account;
        world.practice.revoke(&account.id);
        world.pass(MINUTE * 10).await;
        let page = browser.goes_on(answer).await;
        assert!(page.says("Held back") && page.says("Connect the account again"), "{}", page.text());
        assert!(world.practice.published().is_empty());
    })
    .await;
}

#[tokio::test]
async fn another_time_from_the_calendar_moves_what_is_planned_and_the_judge_is_asked_again() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let (mine, other) = (site.browser("django", "Member A").await, site.browser("django", "Member C").await);
        let page = mine.sends_and_goes_on(&begun(&world, &mine, "Moves").await.with("do", "schedule")).await;
        let to = page.form("/cancel").to.replace("/cancel", "/move");
        let form = page.form("/cancel").sent_to(to).with("day", "2026-11-21").with("time", "09:00");
        let refused = other.opens(&form.to.replace("/move", "")).await.form("/cancel");
        let refused = refused.sent_to(form.to.clone()).with("day", "2026-11-21").with("time", "09:00");
        assert_eq!(other.sends(&refused).await.status, 403, "whoever may not publish there moves nothing");
        let moved = mine.sends_and_goes_on(&form).await;
        assert!(moved.says("Moved to Sat 21 Nov 2026, 09:00 UTC."), "{}", moved.text());
        world.pass(MINUTE * 10).await;
        assert!(world.practice.published().is_empty());
        world.pass(SignedDuration::from_hours(21)).await;
        assert_eq!(world.practice.published().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_out_is_deleted_there_and_what_is_planned_is_taken_out() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let page = browser.sends_and_goes_on(&begun(&world, &browser, "Goes").await.with("do", "schedule")).await;
        let gone = browser.sends_and_goes_on(&page.form("/cancel")).await;
        assert!(gone.says("Taken out of the queue"), "{}", gone.text());
        world.pass(MINUTE * 5).await;
        let page = browser.sends_and_goes_on(&begun(&world, &browser, "Stays").await.with("do", "schedule")).await;
        world.pass(MINUTE * 5).await;
        assert_eq!(world.practice.published().len(), 1);
        let page = browser.opens(&page.form("/cancel").to.replace("/cancel", "")).await;
        browser.sends(&page.form("/withdraw")).await;
        world.pass(MINUTE).await;
        assert!(world.practice.published().is_empty(), "{:?}", world.practice.published());
    })
    .await;
}

#[tokio::test]
async fn a_member_of_the_other_group_finds_none_of_these_pages() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let (mine, other) = (site.browser("django", "Member A").await, site.browser("jupyter", "Member B").await);
        let answer = mine.sends(&begun(&world, &mine, "Ours").await.with("do", "schedule")).await;
        let post: PostId = answer.leads_to.unwrap().split(['/', '?']).find_map(|part| part.parse().ok()).unwrap();
        let delivery = world.deliveries("django", post).await[0].id;
        let form = other.opens("/g/jupyter/posts/new").await.form("/posts/new").with("text", "Theirs");
        for group in ["django", "jupyter"] {
            for page in ["", "/edit"] {
                let path = format!("/g/{group}/posts/{post}{page}");
                assert_eq!(other.opens(&path).await.status, 404, "{path}");
            }
            for verb in ["edit", "check", "schedule", "ask", "cancel", "move"] {
                let path = format!("/g/{group}/posts/{post}/{verb}");
                let form = form.clone().sent_to(path.clone()).with("day", "2026-11-30").with("time", "10:00");
                let form = if matches!(verb, "edit" | "check") { form } else { form.plain() };
                assert_eq!(other.sends(&form).await.status, 404, "{path}");
            }
            for verb in ["posted", "settle", "withdraw"] {
                let path = format!("/g/{group}/posts/{post}/deliveries/{delivery}/{verb}");
                assert_eq!(other.sends(&form.clone().plain().sent_to(path.clone())).await.status, 404, "{path}");
            }
        }
        assert_eq!(other.opens("/g/django/posts/new").await.status, 404);
        let visitor = site.visitor().opens(&format!("/g/django/posts/{post}")).await;
        assert_eq!(visitor.status, 303, "whoever is not signed in is asked to sign in");
    })
    .await;
}
