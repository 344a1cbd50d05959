//! Every save of a draft is kept: who saved what, two of them side by side, and the way back.

use channels::Capability::Publish;
use stories::{Form, Site, World, both};

/// A save with this text.
fn saying(form: &Form, text: &str) -> Form {
    form.clone().with("text", text).with("do", "save")
}

#[tokio::test]
async fn every_save_of_a_draft_is_kept_compared_and_taken_again() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let (browser, other) = (site.browser("django", "Member A").await, site.browser("django", "Member C").await);
        let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon"]).await.kept().await;
        let (edit, drafts) = (format!("/g/django/posts/{post}/edit"), format!("/g/django/posts/{post}/drafts"));
        let page = other.sends_and_goes_on(&saying(&other.opens(&edit).await.form("/edit"), "A release is near")).await;
        assert!(page.html.contains(&format!("href=\"{drafts}\"")), "the composer leads to its drafts");
        other.sends_and_goes_on(&saying(&page.form("/edit"), "A release is near")).await;

        let page = browser.opens(&drafts).await;
        assert!(
            page.says("Draft 2, as it stands") && page.says("Member C") && !page.says("Draft 3"),
            "{}",
            page.text()
        );
        assert!(page.html.contains("<del>out</del><ins>near</ins>"), "{}", page.html);
        let third = saying(&browser.opens(&edit).await.form("/edit"), "Another text altogether");
        browser.sends_and_goes_on(&third).await;
        let page = browser.opens(&format!("{drafts}?from=1&to=3")).await;
        assert!(page.says("Draft 1 beside draft 3"), "{}", page.text());

        let stale = page.form("/again");
        let page = browser.sends_and_goes_on(&stale).await;
        assert!(page.says("It is the newest draft now"), "{}", page.text());
        let refused = browser.sends(&stale).await;
        assert_eq!(refused.status, 409);
        assert!(refused.says("after you had opened its drafts"), "{}", refused.text());
        let kept = world.here.store.saved_drafts(world.group("django"), post, None, 10).await.unwrap();
        let texts: Vec<&str> = kept.iter().map(|kept| kept.draft.everywhere.text.as_str()).collect();
        let all = ["A release is near", "Another text altogether", "A release is near", "A release is out"];
        assert_eq!(texts, all, "the newest first, and nothing is lost");
    })
    .await;
}

#[tokio::test]
async fn the_drafts_of_a_post_are_a_groups_own_papers() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let post = world.writes("django", "Member A", "Not yet").kept().await;
        let stranger = site.browser("jupyter", "Member A").await;
        assert_eq!(stranger.opens(&format!("/g/jupyter/posts/{post}/drafts")).await.status, 404);
        let browser = site.browser("django", "Member A").await;
        let page = browser.opens(&format!("/g/django/posts/{post}/drafts")).await;
        assert!(page.says("Draft 1, as it stands"), "{}", page.text());
        assert_eq!(browser.opens(&format!("/g/django/posts/{post}/drafts?from=7")).await.status, 404);
    })
    .await;
}
