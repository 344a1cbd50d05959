//! Pages name what they are about: a deletion is no request to publish, and what left is called as it was planned.

use acts::drafts;
use basics::PostId;
use channels::Capability::Publish;
use delivery::State;
use jiff::SignedDuration;
use stories::{Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// A post of Member A that is to leave in a minute.
async fn planned(world: &World, text: &str, on: &str) -> PostId {
    world.give("django", "Member A", on, &[Publish]).await;
    let post = world.writes("django", "Member A", text).on(&[on]).await.serving(&["1"]).due_in(MINUTE).kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

#[tokio::test]
async fn whoever_deletes_by_hand_is_told_to_delete_and_says_that_it_is_gone() {
    both(async |world: World| {
        let post = planned(&world, "Release 6.1", "LinkedIn").await;
        world.pass(MINUTE).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let at = format!("/g/django/posts/{post}");
        let form = browser.opens(&at).await.form("/posted");
        let field = form.fields.iter().find(|(name, _)| name.starts_with("address")).unwrap().0.clone();
        browser.sends_and_goes_on(&form.with(&field, "https://linkedin.example/posts/1")).await;
        browser.sends_and_goes_on(&browser.opens(&at).await.form("/withdraw")).await;
        world.pass(MINUTE).await;

        let page = browser.opens(&at).await;
        assert!(page.says("Delete this by hand") && !page.says("Post this by hand"), "{}", page.text());
        assert!(page.html.contains("href=\"https://linkedin.example/posts/1\""));
        let home = browser.opens("/g/django/").await;
        assert!(home.says("Delete by hand on LinkedIn: Release 6.1"), "{}", home.text());
        let deletion = world.deliveries("django", post).await.remove(1).id;
        browser.sends_and_goes_on(&page.form(&format!("{deletion}/posted"))).await;
        assert_eq!(world.states("django", post).await, [State::Withdrawn, State::Confirmed]);
        assert!(!browser.opens("/g/django/").await.says("by hand on LinkedIn"));
    })
    .await;
}

#[tokio::test]
async fn what_left_is_called_as_it_was_planned_and_not_as_its_newest_draft() {
    both(async |world: World| {
        let post = planned(&world, "The planned words", "Mastodon").await;
        let group = world.group("django");
        let row = world.here.store.post(group, post).await.unwrap().unwrap();
        let mut newer = row.draft.clone();
        newer.title = "Words that nobody planned".to_owned();
        newer.everywhere.text.clone_from(&newer.title);
        drafts::save(&world.here, group, world.person("django", "Member A"), post, row.number, &newer).await.unwrap();
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let home = browser.opens("/g/django/").await;
        assert!(home.says("The planned words") && !home.says("Words that nobody planned"), "{}", home.text());
        world.pass(MINUTE).await;
        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert!(page.html.contains("<h1>The planned words</h1>"), "{}", page.text());
    })
    .await;
}
