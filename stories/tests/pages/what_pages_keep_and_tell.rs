//! Forms that are too long lose nothing; and pages that tell no more than they should, and no less.

use stories::{Site, World, both, founder_comes_in};

/// Words that need no escape in a page, so many bytes of them.
fn words(bytes: usize) -> String {
    "Every member speaks for the project. ".chars().cycle().take(bytes - 1).chain(['.']).collect()
}

#[tokio::test]
async fn a_charter_as_long_as_the_page_says_is_read_and_a_longer_one_stays_in_the_form() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (browser, _) = founder_comes_in(&world, &site).await;
        let named = browser.opens("/setup").await.form("/setup").with("name", "Lantern Voices").with("zone", "UTC");
        let page = browser.sends_and_goes_on(&named).await;
        let form = page.form("/setup/charter").with("start", "paste");
        let longest = words(acts::setup::LONGEST);
        let read = browser.sends(&form.clone().with("text", &longest)).await;
        assert!(read.status != 413 && !read.says("This is longer than"), "{} {}", read.status, read.text().len());
        let longer = format!("{longest} And one.");
        let refused = browser.sends(&form.clone().with("text", &longer)).await;
        assert!(refused.status == 422 && refused.says("This is longer than 400000 bytes"), "{}", refused.status);
        assert_eq!(refused.form("/setup/charter").value("text"), Some(longer.as_str()), "it stays in the form");
        let far_longer = words(2_000_000);
        let refused = browser.sends(&form.with("text", &far_longer)).await;
        assert!(refused.status == 413 && refused.says("more than this page takes"), "{}", refused.status);
        assert!(refused.html.contains(&far_longer), "and what no form takes comes back on the page that says so");
    })
    .await;
}

#[tokio::test]
async fn addresses_of_those_who_cannot_sign_in_are_for_whom_the_charter_lets_invite() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let ours = "django.example";
        let chair = site.browser("django", "Chair").await.opens("/g/django/invitations").await;
        let member = site.browser("django", "Member A").await.opens("/g/django/invitations").await;
        let missing: Vec<&str> = ["Member B", "Member C"].into_iter().filter(|name| chair.says(name)).collect();
        assert!(!missing.is_empty() && chair.html.contains(ours), "{}", chair.text());
        assert!(chair.offers("/invitations"), "{}", chair.text());
        for name in missing {
            assert!(member.says(name), "the name is no secret: {}", member.text());
        }
        assert!(!member.html.contains(ours) && !member.offers("/invitations"), "{}", member.text());
        assert!(member.says("Whoever the charter lets invite them"), "{}", member.text());
    })
    .await;
}

#[tokio::test]
async fn o3_the_page_of_the_end_says_with_numbers_what_would_become_of_everything() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        world.give("django", "Member A", "Mastodon", &[channels::Capability::Publish]).await;
        let post = world.writes("django", "Member A", "To leave later").on(&["Mastodon"]).await.serving(&["1"]);
        let post = post.due_in(jiff::SignedDuration::from_hours(480)).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        let member = site.browser("django", "Member A").await;
        let form = member.opens("/g/django/meetings/new").await.form("/meetings/new").with("what", "series");
        let form = form.with("title", "Team meeting").with("day", "2026-12-01").with("time", "18:00");
        member.sends_and_goes_on(&form.with("minutes", "60")).await;
        let page = member.opens("/g/django/ending").await;
        for words in [
            "1 post that waits is called off.",
            "26 planned meetings are called off, and whoever was invited is told.",
            "loses access to the channels.",
            "The last report becomes an errand",
            "none of it can be taken back",
        ] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
    })
    .await;
}
