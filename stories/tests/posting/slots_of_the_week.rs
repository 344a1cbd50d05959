//! The times of the week at which a group likes to publish, and the button that takes the next free one.

use channels::Capability::Publish;
use stories::{Browser, Page, Site, World, both};

const SLOTS: &str = "/g/django/calendar/slots";

async fn puts(browser: &Browser<'_>, weekday: &str, time: &str, channel: &str) -> Page {
    let form = browser.opens(SLOTS).await.form("/slots");
    browser.sends_and_goes_on(&form.with("weekday", weekday).with("time", time).with("channel", channel)).await
}

/// Begins a post to Mastodon by the button; its day and time as they stand in the fields then.
async fn taken(browser: &Browser<'_>, text: &str, channel: &str) -> (String, String) {
    let form = browser.opens("/g/django/posts/new").await.form("/posts/new");
    let form = form.with("text", text).ticking("channel", channel).with("do", "slot");
    let form = browser.sends_and_goes_on(&form).await.form("/edit");
    assert_eq!(form.value("text").map(str::trim), Some(text), "nothing typed is lost");
    (form.value("day").unwrap_or_default().to_owned(), form.value("time").unwrap_or_default().to_owned())
}

#[tokio::test]
async fn the_next_free_slot_is_taken_by_a_button_and_by_one_post_only() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let mastodon = world.channel("django", "Mastodon").await.to_string();
        let bluesky = world.channel("django", "Bluesky").await.to_string();
        let page = puts(&browser, "Tuesday", "15:00", "").await;
        assert!(page.says("The slot is there.") && page.says("Tuesday 15:00"), "{}", page.text());
        puts(&browser, "Friday", "11:00", "").await;
        puts(&browser, "Monday", "09:30", &bluesky).await;
        puts(&browser, "Tuesday", "15:00", "").await;
        assert_eq!(world.here.store.slots(world.group("django")).await.unwrap().len(), 3, "the same one is one");

        // It is Friday, noon.
        assert_eq!(taken(&browser, "First", &mastodon).await, ("2026-11-24".into(), "15:00".into()));
        assert_eq!(taken(&browser, "Second", &mastodon).await, ("2026-11-27".into(), "11:00".into()));
        assert_eq!(taken(&browser, "Third", &bluesky).await, ("2026-11-23".into(), "09:30".into()));
        let page = browser.opens(SLOTS).await;
        let out = browser.sends_and_goes_on(&page.form("/take-out")).await;
        assert!(out.says("What is planned at it stays planned."), "{}", out.text());
        assert_eq!(world.here.store.slots(world.group("django")).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn without_a_free_slot_the_composer_says_so_and_keeps_the_draft() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = browser.opens("/g/django/posts/new").await.form("/posts/new");
        let answer = browser.sends(&form.with("text", "No time for it").with("do", "slot")).await;
        assert!(answer.says("This group has no slots yet"), "{}", answer.text());
        assert_eq!(answer.form("/edit").value("text").map(str::trim), Some("No time for it"));
        for (weekday, time, words) in
            [("Someday", "15:00", "Choose a day of the week."), ("Monday", "soon", "Write the time")]
        {
            let form = browser.opens(SLOTS).await.form("/slots");
            let answer = browser.sends(&form.with("weekday", weekday).with("time", time)).await;
            assert!(answer.says(words), "{}", answer.text());
        }
    })
    .await;
}

#[tokio::test]
async fn slots_of_one_group_are_out_of_reach_of_another() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        puts(&site.browser("django", "Member A").await, "Tuesday", "15:00", "").await;
        let slot = world.here.store.slots(world.group("django")).await.unwrap()[0].id;
        let (other, who) = (world.group("jupyter"), world.person("jupyter", "Member A"));
        acts::slots::take_out(&world.here, other, who, slot).await.unwrap();
        assert_eq!(world.here.store.slots(world.group("django")).await.unwrap().len(), 1);
        assert!(acts::slots::take_out(&world.here, world.group("django"), who, slot).await.is_err());
        let django = world.channel("django", "Mastodon").await;
        let theirs = publishing::slots::Slot {
            channel: Some(django),
            weekday: jiff::civil::Weekday::Monday,
            time: jiff::civil::time(9, 0, 0, 0),
        };
        assert!(acts::slots::put(&world.here, other, who, theirs).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_planned_post_keeps_its_slot() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        puts(&browser, "Friday", "13:00", "").await;
        let post = world.writes("django", "Member A", "At one").on(&["Mastodon"]).await.serving(&["1"]);
        let post = post.due_at("2026-11-20T13:00:00Z".parse().unwrap()).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        let mastodon = world.channel("django", "Mastodon").await.to_string();
        assert_eq!(taken(&browser, "Another", &mastodon).await, ("2026-11-27".into(), "13:00".into()));
    })
    .await;
}
