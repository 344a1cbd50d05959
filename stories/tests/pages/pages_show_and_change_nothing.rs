//! What a page computes for whoever reads it: buttons with their verdicts, their own zone, previews, and what the
//! operator allowed. Looking at it leaves no trace.

use channels::Capability::Publish;
use jiff::SignedDuration;
use std::io::Cursor;
use store::{LogFilter, LogReader};
use stories::{Browser, Form, Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// A post of Member A, begun in the composer, due ten minutes after noon in the group's zone.
async fn begun(world: &World, browser: &Browser<'_>, text: &str, on: &[&str]) -> Form {
    let mut form = browser.opens("/g/django/posts/new").await.form("/posts/new").with("text", text);
    for name in on {
        form = form.ticking("channel", world.channel("django", name).await.to_string());
    }
    form.ticking("goal", "1").with("day", "2026-11-20").with("time", "12:10").with("zone", "UTC")
}

#[tokio::test]
async fn an_opinion_is_not_logged() {
    both(async |world: World| {
        let out = world.lives_a_little().await;
        let draft = world.writes("django", "Member A", "For a sponsor").on(&["Mastodon"]).await.for_a_sponsor();
        let draft = draft.due_in(MINUTE * 60).kept().await;
        let channel = world.channel("django", "Mastodon").await;
        let length = async || {
            let group = world.group("django");
            let all = world.here.store.log_length(group, LogReader::Program, &LogFilter::default()).await.unwrap();
            (all, world.log(group).await.len())
        };
        let before = length().await;
        let site = Site::of(&world).await;
        for who in ["Member A", "Member C", "Chair", "Board Liaison"] {
            let browser = site.browser("django", who).await;
            for page in [
                format!("/g/django/posts/{out}"),
                format!("/g/django/posts/{draft}"),
                format!("/g/django/channels/{channel}"),
                "/g/django/channels/new".to_owned(),
                "/g/django/members".to_owned(),
                "/g/django/requests".to_owned(),
                "/g/django".to_owned(),
            ] {
                let page = browser.opens(&page).await;
                assert!(page.status == 200 && page.html.contains("<button"), "{}", page.text());
            }
            let form = browser.opens(&format!("/g/django/posts/{draft}/edit")).await.form("/edit");
            let checked = browser.sends(&form.with("do", "check")).await;
            assert!(checked.says("The board decides"), "the judge was asked: {}", checked.text());
        }
        assert_eq!(length().await, before, "what a page asks for its buttons is no act");
    })
    .await;
}

#[tokio::test]
async fn the_status_page_names_every_server_that_the_operator_allowed_and_why() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let status = site.browser("django", "Member A").await.opens("/status").await;
        let allowed = world.practice.allowed().unwrap();
        assert!(allowed.len() >= 5, "{allowed:?}");
        for entry in allowed {
            let address = format!("{}://{}:{}", entry.scheme, entry.host, entry.port);
            let row = format!("<tr><th scope=\"row\">{address}</th><td>{}</td></tr>", entry.reason);
            assert!(!entry.reason.is_empty() && status.html.contains(&row), "{row} is not in {}", status.html);
        }
    })
    .await;
}

#[tokio::test]
async fn the_readers_own_zone_stands_beside_the_groups() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = begun(&world, &browser, "A release is out", &["Mastodon"]).await;
        let alone = browser.sends(&form.clone().with("do", "check")).await;
        assert!(alone.says("12:10 UTC") && !alone.says("for you"), "nobody knows it yet: {}", alone.text());

        browser.lives_in("Asia/Kolkata");
        let beside = browser.sends(&form.clone().with("do", "check")).await;
        assert!(beside.says("12:10 UTC, in 9 minutes; 17:40 for you"), "{}", beside.text());
        assert!(beside.says("UTC, the group’s") && beside.says("Asia/Kolkata, yours"), "{}", beside.text());
        let page = browser.sends_and_goes_on(&form.with("do", "schedule")).await;
        assert!(page.says("12:10 UTC") && page.says("17:40 for you"), "{}", page.text());
        let own = browser.opens("/g/django/posts/new").await.form("/posts/new");
        let own = own.with("zone", "Asia/Kolkata").with("day", "2026-11-20").with("time", "18:00");
        let own = browser.sends(&own.with("do", "check")).await;
        assert!(own.says("12:30 UTC, in 29 minutes; 18:00 for you"), "typed on the reader's wall: {}", own.text());
    })
    .await;
}

/// The preview of a channel.
fn preview<'a>(page: &'a Page, name: &str) -> &'a str {
    let found = page.html.split("<article class=\"card post preview\"").skip(1);
    let mut found = found.filter_map(|rest| rest.split("</article>").next());
    let label = format!("aria-label=\"{name}\"");
    found.find(|one| one.contains(&label)).unwrap_or_else(|| panic!("no preview of {name}: {}", page.text()))
}

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::new(40, 30).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_preview_shows_what_fits_what_is_over_the_warning_and_the_pictures() {
    both(async |world: World| {
        for channel in ["Mastodon", "Bluesky"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = begun(&world, &browser, &"é".repeat(320), &["Mastodon", "Bluesky"]).await;
        let form = form.with("warning", "Release news").attaching("picture", picture(), "image/png");
        let page = browser.sends_and_goes_on(&form.with("do", "save")).await;
        let (mastodon, bluesky) = (preview(&page, "Mastodon"), preview(&page, "Bluesky"));
        assert!(mastodon.contains(&format!(">{}</p>", "é".repeat(320))), "all of it fits: {mastodon}");
        assert!(!mastodon.contains("post__over"), "{mastodon}");
        let over = bluesky.split("<span class=\"post__over\">").nth(1).unwrap().split("</span>").next().unwrap();
        let fits = bluesky.split("dir=\"auto\">").nth(1).unwrap().split("<span").next().unwrap();
        // The network has no line for a warning: it opens the text, and counts.
        let opening = "[Release news]\n\n";
        assert!(fits.starts_with(opening) && fits.chars().count() == 300, "cut at its limit: {fits}");
        assert_eq!(over, "é".repeat(20 + opening.len()));
        assert!(page.says("336/300") && page.says("36 over"), "{}", page.text());
        for (name, one) in [("Mastodon", mastodon), ("Bluesky", bluesky)] {
            assert!(one.contains("Release news"), "{name}: {one}");
            assert!(one.contains("class=\"shot__img\" src=\"/") && one.contains("no ALT"), "{name}: {one}");
        }
        let form = page.form("/edit");
        let field = form.fields.iter().find(|(name, _)| name.starts_with("description-")).unwrap().0.clone();
        let described = browser.sends_and_goes_on(&form.with(&field, "A black square").with("do", "save")).await;
        assert!(!preview(&described, "Mastodon").contains("no ALT"), "{}", described.text());
    })
    .await;
}

#[tokio::test]
async fn what_a_person_is_to_post_by_hand_opens_with_its_warning() {
    both(async |world: World| {
        world.give("django", "Member A", "LinkedIn", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = begun(&world, &browser, "A release is out", &["LinkedIn"]).await;
        let form = form.with("warning", "Release news").with("do", "schedule");
        let at = browser.sends(&form).await.leads_to.unwrap();
        world.live_through(MINUTE * 10).await;
        let page = browser.opens(&at).await;
        assert!(page.html.contains("[Release news]\n\nA release is out"), "the text to copy: {}", page.html);
        assert!(page.html.contains("%5BRelease+news%5D"), "and the one that is handed over: {}", page.html);
    })
    .await;
}
