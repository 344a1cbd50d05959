//! Texts and times that cannot leave as they are typed, and two people who type at once.

use super::scene::{begun, refused_with};
use channels::Capability::Publish;
use stories::{Site, World, both};

#[tokio::test]
async fn pc01_a_text_that_nobody_can_see_is_not_sent() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        for nothing in ["", "  \n ", "\u{200b}\u{200d}"] {
            let form = begun(&world, &browser, nothing).await.with("do", "schedule");
            refused_with(&browser.sends(&form).await, "Write something that people can see");
        }
    })
    .await;
}

#[tokio::test]
async fn pc02_a_text_over_the_limit_names_the_channel_and_stays_in_its_field() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let long = "é".repeat(520);
        let page = browser.sends(&begun(&world, &browser, &long).await.with("do", "schedule")).await;
        refused_with(&page, "20 characters too many for Mastodon");
        assert_eq!(page.form("/edit").value("text"), Some(long.as_str()));
        assert!(page.says("20 over") && page.says("520/500"));
    })
    .await;
}

#[tokio::test]
async fn pc12_a_time_that_does_not_exist_offers_both_neighbours_and_one_that_comes_twice_is_asked_about() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = begun(&world, &browser, "Clocks").await.with("zone", "Europe/Copenhagen").with("do", "schedule");
        let gap = browser.sends(&form.clone().with("day", "2027-03-28").with("time", "02:30")).await;
        refused_with(&gap, "choose 2027-03-28 01:59 or 2027-03-28 03:00");
        assert_eq!(gap.form("/edit").value("time"), Some("02:30"), "what was typed stays");

        let twice = gap.form("/edit").with("day", "2027-10-31").with("do", "schedule");
        let twice = browser.sends(&twice).await;
        refused_with(&twice, "say which one is meant");
        assert!(
            twice.says("The first: Sun 31 Oct 2027, 02:30 CEST")
                && twice.says("The second: Sun 31 Oct 2027, 02:30 CET")
        );
        let chosen = twice.form("/edit").with("fold", "second").with("do", "schedule");
        let done = browser.sends_and_goes_on(&chosen).await;
        assert!(done.says("Sun 31 Oct 2027, 01:30 UTC"), "{}", done.text());

        let past = begun(&world, &browser, "Late").await.with("time", "11:00").with("do", "schedule");
        refused_with(&browser.sends(&past).await, "is over; choose a later time");
        let half = begun(&world, &browser, "Half").await.with("time", "").with("do", "save");
        refused_with(&browser.sends(&half).await, "Choose the time as well as the day");
    })
    .await;
}

#[tokio::test]
async fn pc13_a_post_that_would_be_over_before_it_leaves_is_refused_at_its_last_day_and_nothing_typed_is_lost() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = begun(&world, &browser, "Doors open at noon").await.with("do", "schedule");
        let over = browser.sends(&form.clone().with("last_day", "2026-11-20").with("last_time", "12:10")).await;
        refused_with(&over, "choose a later last moment, or an earlier time");
        assert_eq!(over.form("/edit").value("last_time"), Some("12:10"));
        let half = browser.sends(&over.form("/edit").with("last_time", "").with("do", "schedule")).await;
        refused_with(&half, "Choose the time of the last day as well");
        let none = browser.sends(&half.form("/edit").with("late_minutes", "7").with("do", "schedule")).await;
        refused_with(&none, "Choose one of the list");

        let right =
            none.form("/edit").with("late_minutes", "5").with("last_day", "2026-11-20").with("last_time", "12:30");
        let done = browser.sends_and_goes_on(&right.with("do", "schedule")).await;
        assert!(done.says("It is asked about when it is more than 5 minutes late"), "{}", done.text());
        assert!(done.says("It leaves no more after Fri 20 Nov 2026, 12:30 UTC"), "{}", done.text());
    })
    .await;
}

#[tokio::test]
async fn pc16_two_editors_are_shown_both_texts_and_none_is_lost() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let (one, two) = (site.browser("django", "Member A").await, site.browser("django", "Member B").await);
        let first = one.sends_and_goes_on(&begun(&world, &one, "First").await.with("do", "save")).await;
        let mine = first.form("/edit");
        let theirs = two.opens(&mine.to).await.form("/edit");
        assert_eq!(two.sends(&theirs.with("text", "By Member B").with("do", "save")).await.status, 303);

        let behind = one.sends(&mine.clone().with("text", "By Member A").with("do", "save")).await;
        assert_eq!(behind.status, 409, "{}", behind.text());
        assert!(behind.says("By Member B") && behind.says("By Member A") && behind.says("Member B saved this post"));
        assert_eq!(
            two.opens(&mine.to).await.form("/edit").value("text"),
            Some("By Member B"),
            "nothing was overwritten"
        );
        let kept = one.sends_and_goes_on(&behind.form("/edit")).await;
        assert_eq!(kept.form("/edit").value("text"), Some("By Member A"), "on purpose it can be");
    })
    .await;
}

#[tokio::test]
async fn an_invisible_character_is_refused_with_its_place_and_text_is_kept_composed() {
    both(async |world: World| {
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = begun(&world, &browser, "one\ntwo\u{1b}[31m").await.with("do", "save");
        refused_with(&browser.sends(&form).await, "Line 2 holds the invisible character U+001B");
        let form = begun(&world, &browser, "cafe\u{301}\r\nbar").await.with("do", "save");
        let page = browser.sends_and_goes_on(&form).await;
        assert_eq!(page.form("/edit").value("text"), Some("caf\u{e9}\nbar"));
    })
    .await;
}
