//! A yes to exactly one text.

use super::scene::{DAY, REQUESTS, agrees, post_of, says, waiting, writes};
use channels::Capability::Publish;
use delivery::State;
use stories::{Site, World, both};

#[tokio::test]
async fn h2_a_yes_lets_exactly_the_text_out_that_was_asked_about_on_exactly_its_channels() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        for channel in ["Mastodon", "Bluesky"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        let member = site.browser("django", "Member A").await;
        let form = writes(&world, &member, "Our sponsor pays for the sprint", "2026-11-22").await;
        let asked = member.sends(&form.with("sponsor", "campaign").with("do", "ask")).await;
        let post = post_of(&asked);
        let question = waiting(&world).await;
        let request = site.browser("django", "Board Liaison").await.opens(&format!("{REQUESTS}/{question}")).await;
        assert!(request.says("Our sponsor pays for the sprint"), "{}", request.text());
        agrees(&world, &site, "2026-11-20").await;
        let at = format!("/g/django/posts/{post}/edit");
        let composer = member.opens(&at).await;
        assert!(composer.says("A member may"), "exactly this text: {}", composer.text());
        let agreed = "The board agreed to exactly this on 20 Nov 2026, which serves until 20 May 2027.";
        assert!(composer.says(agreed), "{}", composer.text());
        let bluesky = world.channel("django", "Bluesky").await.to_string();
        for other in [
            composer.form("/edit").with("text", "Our sponsor pays for the sprint."),
            composer.form("/edit").ticking("channel", bluesky),
            composer.form("/edit").ticking("goal", "1"),
        ] {
            let checked = member.sends(&other.with("do", "check")).await;
            assert!(checked.says("The board decides") && checked.says("B3"), "{}", checked.text());
            assert!(checked.says("was for another text, or for other declarations about it"), "{}", checked.text());
        }
        let planned = member.sends(&composer.form("/edit").with("do", "schedule")).await;
        assert_eq!(planned.status, 303, "{}", planned.text());
        // What the board took back is judged again when it leaves.
        let liaison = site.browser("django", "Board Liaison").await;
        let correction = says(&liaison, question, ["no", "2026-11-20", "1 yes, 6 no"]).await;
        assert_eq!(correction.status, 303, "{}", correction.text());
        world.live_through(DAY * 2).await;
        assert_ne!(world.states("django", post).await, [State::Live], "judged again when it leaves");
        assert!(world.practice.published().is_empty());
    })
    .await;
}
