//! Pages say what is so: nothing is guessed about what a form left out, nothing is told as done before it is, and a
//! refusal names what stands in this way.

use basics::PostId;
use channels::Capability::Publish;
use stories::{Browser, Form, Page, Site, World, both};

/// The empty form, filled in with a text for these channels, due ten minutes after noon, when stories begin.
async fn writes(world: &World, browser: &Browser<'_>, group: &str, text: &str, on: &[&str]) -> Form {
    let mut form = browser.opens(&format!("/g/{group}/posts/new")).await.form("/posts/new").with("text", text);
    for name in on {
        form = form.ticking("channel", world.channel(group, name).await.to_string());
    }
    form.with("day", "2026-11-20").with("time", "12:10").with("zone", "UTC")
}

/// The post that a page's address names.
fn post_of(page: &Page) -> PostId {
    let path = page.leads_to.as_deref().unwrap_or_else(|| panic!("{}: {}", page.status, page.text()));
    path.split(['/', '?']).find_map(|part| part.parse().ok()).unwrap()
}

/// A campaign of Member A that was put to the board, which has not answered.
async fn asked_campaign(world: &World, browser: &Browser<'_>) -> PostId {
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let form = writes(world, browser, "django", "Thank you, sponsors", &["Mastodon"]).await;
    post_of(&browser.sends(&form.ticking("goal", "2").with("sponsor", "campaign").with("do", "ask")).await)
}

#[tokio::test]
async fn a_campaign_stays_one_whatever_a_form_leaves_out_or_says_twice() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let post = asked_campaign(&world, &browser).await;
        let edit = format!("/g/django/posts/{post}/edit");
        let form = browser.opens(&edit).await.form("/edit").with("do", "schedule");

        let refused = browser.sends(&form.clone().without("sponsor")).await;
        assert_eq!(refused.status, 403, "what is left out stays as it was: {}", refused.text());
        for wrong in [
            form.clone().with("sponsor", "x"),
            form.clone().with("sponsor", ""),
            form.clone().ticking("sponsor", "none"),
            form.clone().ticking("sponsor", "campaign"),
        ] {
            let page = browser.sends(&wrong).await;
            assert_eq!(page.status, 422, "{}", page.text());
            assert!(page.says("Say once whether it is about a sponsor"), "{}", page.text());
        }
        assert_eq!(browser.opens(&edit).await.form("/edit").value("sponsor"), Some("campaign"));
        assert!(world.deliveries("django", post).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn something_in_return_stays_declared_until_its_tick_is_taken_out() {
    let world = World::on(None).await;
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let site = Site::of(&world).await;
    let browser = site.browser("django", "Member A").await;
    let form = writes(&world, &browser, "django", "For a sponsor", &["Mastodon"]).await.ticking("goal", "2");
    let page = browser.sends_and_goes_on(&form.ticking("consideration", "yes").with("do", "save")).await;
    let form = page.form("/edit").with("do", "schedule");
    let refused = browser.sends(&form.clone().without("consideration")).await;
    assert_eq!(refused.status, 403, "{}", refused.text());
    let wrong = browser.sends(&form.clone().with("consideration", "perhaps")).await;
    assert_eq!(wrong.status, 422, "{}", wrong.text());
    let done = browser.sends(&form.with("consideration", "no")).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

#[tokio::test]
async fn a_channel_or_goal_that_is_not_the_groups_stops_the_post_and_is_not_left_out_in_silence() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = writes(&world, &browser, "django", "A release is out", &["Mastodon"]).await;
        let form = form.ticking("goal", "1").with("do", "schedule");
        let foreign = world.channel("jupyter", "Mastodon").await.to_string();
        for channel in [foreign.as_str(), "0198a000-0000-7000-8000-000000000000", "x"] {
            let page = browser.sends(&form.clone().ticking("channel", channel)).await;
            assert_eq!(page.status, 422, "{}", page.text());
            assert!(page.says("is not in the register of this group"), "{}", page.text());
        }
        let page = browser.sends(&form.clone().ticking("goal", "99")).await;
        assert_eq!(page.status, 422, "{}", page.text());
        assert!(page.says("is not in force in this charter"), "{}", page.text());
        let done = browser.sends(&page.form("/edit").with("do", "schedule")).await;
        assert_eq!(done.status, 303, "the page that refused is mended by sending what it shows: {}", done.text());
    })
    .await;
}

#[tokio::test]
async fn a_campaign_that_is_none_any_more_has_a_line_of_its_own_in_the_record() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let post = asked_campaign(&world, &browser).await;
        let line = "as no part of a campaign, although the board was asked about one";
        assert!(!browser.opens(&format!("/g/django/posts/{post}")).await.says(line));
        let form = browser.opens(&format!("/g/django/posts/{post}/edit")).await.form("/edit");
        let page = browser.sends_and_goes_on(&form.with("sponsor", "none").with("do", "schedule")).await;
        assert!(page.says(line), "{}", page.text());
    })
    .await;
}
