//! Home tells what others did since one was last there, and not what one did oneself.

use channels::Capability::Publish;
use jiff::SignedDuration;
use stories::{Site, World, both};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

#[tokio::test]
async fn home_tells_what_others_did_since_the_visit_before_and_leaves_out_ones_own() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let member = site.browser("django", "Member A").await;
        let home = member.opens("/g/django/").await;
        assert!(home.says("adopted the charter of"), "the first time, what there is: {}", home.text());
        world.pass(HOUR).await;
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "My own doing").on(&["Mastodon"]).await.serving(&["1"]);
        let post = post.due_in(HOUR * 40).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();

        for _ in 0..2 {
            let home = member.opens("/g/django/").await;
            let since = home.text().split("Since you were last here").nth(1).unwrap_or_default().to_owned();
            let since = since.split("Going out").next().unwrap_or_default().to_owned();
            assert!(since.contains("gave access to Member A"), "{since}");
            assert!(!since.contains("adopted the charter of"), "that was before: {since}");
            assert!(!since.contains("scheduled"), "one’s own doing is left out: {since}");
        }
        world.pass(HOUR).await;
        let home = member.opens("/g/django/").await;
        assert!(home.says("Nothing was done since then."), "{}", home.text());
    })
    .await;
}
