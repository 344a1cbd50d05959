//! The preview of a channel is what its network renders: what is seen there is what leaves.

use channels::Capability::Publish;
use jiff::SignedDuration;
use publishing::{Alt, Part, Poll};
use stories::{Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// The preview of a channel.
fn preview(page: &Page, name: &str) -> String {
    let all = page.html.split("<article class=\"card post preview\"").skip(1);
    let mut all = all.filter_map(|rest| rest.split("</article>").next());
    let label = format!("aria-label=\"{name}\"");
    all.find(|one| one.contains(&label)).unwrap_or_else(|| panic!("no preview of {name}: {}", page.text())).to_owned()
}

/// The texts of a preview, part by part.
fn texts(preview: &str) -> Vec<String> {
    let texts = preview.split("<p class=\"post__text\" dir=\"auto\">").skip(1);
    texts.filter_map(|rest| rest.split("</p>").next()).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_part_of_a_thread_is_shown_as_it_leaves() {
    both(async |world: World| {
        for channel in ["Mastodon", "Bluesky"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let mut post = world
            .writes("django", "Member A", "A release is out: https://blog.example/release")
            .on(&["Mastodon", "Bluesky"])
            .await;
        post.draft.everywhere.warning = Some("Release news".to_owned());
        post.draft.thread =
            vec![Part { text: "It took three months.".to_owned(), pictures: Vec::new(), after_minutes: 0 }];
        let post = post.serving(&["1"]).due_in(MINUTE * 10).kept().await;
        let page = browser.opens(&format!("/g/django/posts/{post}/edit")).await;
        let (mastodon, bluesky) = (preview(&page, "Mastodon"), preview(&page, "Bluesky"));
        assert!(mastodon.contains("A card of the page at https://blog.example/release"), "{mastodon}");
        assert!(mastodon.contains("Counts ") && !mastodon.contains("something stands in the way"), "{mastodon}");
        let mut shown: Vec<String> = [texts(&mastodon), texts(&bluesky)].concat();
        assert_eq!(browser.sends(&page.form("/edit").with("do", "schedule")).await.status, 303);
        world.pass(MINUTE * 15).await;
        let mut sent: Vec<String> = world.practice.published().into_iter().map(|post| post.text).collect();
        shown.sort();
        sent.sort();
        assert_eq!(sent.len(), 4, "two parts on two channels: {sent:?}");
        assert_eq!(shown, sent, "with the warning before the text where the network has no line for it");
    })
    .await;
}

#[tokio::test]
async fn a_preview_shows_the_poll_and_the_pictures_that_the_network_takes_and_says_where_it_takes_them_not() {
    both(async |world: World| {
        for channel in ["Mastodon", "Bluesky"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let mut asks = world.writes("django", "Member A", "Which one?").on(&["Mastodon", "Bluesky"]).await;
        let answers = vec!["The blue one".to_owned(), "The grey one".to_owned()];
        asks.draft.everywhere.poll =
            Some(Poll { answers, open_for_minutes: 1440, several: false, counts_hidden: false });
        let asks = asks.serving(&["1"]).kept().await;
        let page = browser.opens(&format!("/g/django/posts/{asks}/edit")).await;
        let (mastodon, bluesky) = (preview(&page, "Mastodon"), preview(&page, "Bluesky"));
        assert!(mastodon.contains("The grey one</li>") && mastodon.contains("Poll, open for 1 day"), "{mastodon}");
        assert!(!mastodon.contains("something stands in the way"), "{mastodon}");
        assert!(bluesky.contains("something stands in the way"), "this network has no polls: {bluesky}");

        let shows = world.writes("django", "Member A", "With a link https://blog.example").on(&["Mastodon"]).await;
        let mut shows = shows.showing_a_picture().await;
        let first = shows.draft.everywhere.pictures[0].clone();
        shows.draft.everywhere.pictures[0].alt = Alt::Decorative;
        let shows = shows.serving(&["1"]).kept().await;
        let mastodon = preview(&browser.opens(&format!("/g/django/posts/{shows}/edit")).await, "Mastodon");
        assert!(mastodon.contains(&first.media.to_string()) && mastodon.contains(">decorative<"), "{mastodon}");
        assert!(!mastodon.contains("A card of the page"), "a picture takes the place of the card: {mastodon}");
    })
    .await;
}
