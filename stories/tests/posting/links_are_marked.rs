//! What the links of a post carry by choice: what the preview shows is what leaves.

use channels::Capability::Publish;
use jiff::SignedDuration;
use stories::{Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const TAGGED: &str = "https://docs.example/new?utm_source=fediverse&utm_medium=social&utm_campaign=release+6.2";

#[tokio::test]
async fn the_links_of_a_post_leave_as_the_preview_shows_them() {
    both(async |world: World| {
        for channel in ["Mastodon", "Bluesky"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        let post =
            world.writes("django", "Member A", "Read https://docs.example/new").on(&["Mastodon", "Bluesky"]).await;
        let mut post = post.serving(&["1"]).due_in(MINUTE * 10);
        post.draft.thread = vec![publishing::Part::of("More: https://docs.example/more#here")];
        let post = post.kept().await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let edit = format!("/g/django/posts/{post}/edit");
        let form = browser.opens(&edit).await.form("/edit");
        let form = form.ticking("mark_links", "yes").with("utm_source", "fediverse").with("utm_medium", "social");

        let refused = browser.sends(&form.clone().with("do", "save")).await;
        assert!(refused.says("Write from 1 to 100 characters"), "{}", refused.text());
        assert_eq!(refused.form("/edit").value("utm_source"), Some("fediverse"), "nothing typed is lost");

        let form = refused.form("/edit").with("utm_campaign", "release 6.2").with("do", "save");
        let page = browser.sends_and_goes_on(&form).await;
        assert!(page.says(TAGGED), "the preview: {}", page.text());
        assert_eq!(page.form("/edit").value("text").map(str::trim), Some("Read https://docs.example/new"));
        let shown = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert!(shown.says(TAGGED) && shown.says("Its links carry: fediverse / social / release 6.2"));

        world.schedules("django", "Member A", post).await.unwrap();
        world.live_through(MINUTE * 20).await;
        let texts: Vec<String> = world.practice.published().into_iter().map(|one| one.text).collect();
        assert_eq!(texts.iter().filter(|text| **text == format!("Read {TAGGED}")).count(), 2, "{texts:?}");
        let more =
            "More: https://docs.example/more?utm_source=fediverse&utm_medium=social&utm_campaign=release+6.2#here";
        assert_eq!(texts.iter().filter(|text| *text == more).count(), 2, "{texts:?}");
        assert!(world.told("django").await.is_empty(), "read back as planned: {:?}", world.told("django").await);
    })
    .await;
}
