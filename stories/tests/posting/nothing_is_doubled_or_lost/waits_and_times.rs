//! What a network tells to wait for, the order in which posts leave, and what is too late to leave by itself.

use super::scene::{HOUR, MINUTE, copies, copies_of, each, on_channel, planned, says, told};
use acts::clock;
use delivery::{Happened, PauseReason, PersonSays, State};
use networks::practice::{Calls, Effect, Fault, Host, When};
use stories::{Site, World};

#[tokio::test]
async fn dl07_whatever_a_throttle_says_the_wait_is_bounded_and_nothing_spins() {
    let waits = ["0", "-5", "3", "1000000000000", "Wed, 21 Oct 2015 07:28:00 GMT", "soon"];
    each(async |world: World| {
        for wait in waits {
            let before = world.practice.publishing_calls();
            let text = format!("Throttled: {wait}");
            let post = planned(&world, &text, &["Mastodon"]).await;
            let effect = Effect::TooMany("retry-after".to_owned(), wait.to_owned());
            world.practice.plan(Fault::next_publish(When::Before, effect));
            world.live_through(MINUTE).await;
            world.live_through(MINUTE * 3).await;
            assert_eq!(copies(&world, Host::Mastodon, &text), 1, "{wait}");
            assert_eq!(world.practice.publishing_calls() - before, 2, "{wait}: refused once, sent once");
            assert_eq!(on_channel(&world, post, "Mastodon").await.row.attempts, 1, "a throttle is no attempt");
        }
    })
    .await;
}

#[tokio::test]
async fn dl07_what_the_network_told_one_post_holds_for_the_channel_and_nothing_overtakes() {
    each(async |world: World| {
        let (start, mut texts) = (world.now(), Vec::new());
        for minute in [1, 2, 4, 3] {
            let text = format!("Minute {minute}");
            let post = world.writes("django", "Member A", &text).on(&["Mastodon", "Listed"]).await.serving(&["1"]);
            let post = post.due_at(start.plus(MINUTE * minute)).kept().await;
            world.schedules("django", "Member A", post).await.unwrap();
            texts.push((minute, text, post));
        }
        texts.sort();
        let before = world.practice.publishing_calls();
        let throttled = |wait: &str| {
            let effect = Effect::TooMany("retry-after".to_owned(), wait.to_owned());
            Fault { host: Some(Host::Mastodon), calls: Calls::Publish, when: When::Before, effect }
        };
        world.practice.plan(throttled("600"));
        world.practice.plan(throttled("300"));
        world.live_through(MINUTE * 9).await;
        assert_eq!(copies_of(&world, Host::Mastodon, "Minute"), 0);
        assert_eq!(copies_of(&world, Host::Listed, "Minute"), 4, "another channel is not concerned");
        assert_eq!(world.practice.publishing_calls() - before, 4 + 1, "the network was asked once, and not again");
        for (_, text, post) in &texts {
            let row = on_channel(&world, *post, "Mastodon").await.row;
            assert_eq!((row.state, row.attempts), (State::Scheduled, 0), "{text}");
            assert!(row.pauses.contains(PauseReason::Rate), "{text}: the page says why it waits");
        }

        world.live_through(MINUTE * 4).await;
        assert_eq!(copies_of(&world, Host::Mastodon, "Minute"), 0);
        assert_eq!(world.practice.publishing_calls() - before, 4 + 2, "told to wait again, by one post for all");
        world.live_through(MINUTE * 6).await;
        let left = world.practice.published().into_iter().filter(|post| post.host == Host::Mastodon);
        let left: Vec<String> = left.map(|post| post.text).filter(|text| text.starts_with("Minute")).collect();
        assert_eq!(left, texts.into_iter().map(|(_, text, _)| text).collect::<Vec<_>>(), "in the order of their times");
        assert_eq!(world.practice.publishing_calls() - before, 4 + 2 + 4);
    })
    .await;
}

#[tokio::test]
async fn dl07_a_day_of_waiting_is_told_and_then_a_person_is_asked() {
    each(async |world: World| {
        let post = planned(&world, "Throttled for a day", &["Mastodon"]).await;
        let effect = Effect::TooMany("retry-after".to_owned(), "86400".to_owned());
        world.practice.plan(Fault::next_publish(When::Before, effect));
        world.live_through(MINUTE).await;
        let id = on_channel(&world, post, "Mastodon").await.id;
        assert_eq!(told(&world, id).await, ["long_wait"]);
        world.live_through(HOUR * 25).await;
        assert_eq!(copies(&world, Host::Mastodon, "Throttled for a day"), 0, "a day late is not sent unasked");
        assert!(on_channel(&world, post, "Mastodon").await.row.pauses.contains(PauseReason::Late));
        says(&world, id, PersonSays::SendIt).await.unwrap();
        world.work().await;
        assert_eq!(copies(&world, Host::Mastodon, "Throttled for a day"), 1);
    })
    .await;
}

#[tokio::test]
async fn the_posts_of_a_channel_leave_in_their_order() {
    each(async |world: World| {
        let (mut expected, start) = (Vec::new(), world.now());
        for (number, minutes) in [3, 1, 2, 1, 3].into_iter().enumerate() {
            let text = format!("Minute {minutes}, planned as number {number}");
            let post = world.writes("django", "Member A", &text).on(&["Mastodon"]).await.serving(&["1"]);
            let post = post.due_at(start.plus(MINUTE * minutes)).kept().await;
            world.schedules("django", "Member A", post).await.unwrap();
            expected.push((minutes, number, text));
        }
        expected.sort();
        world.here.store.clock().advance(MINUTE * 4);
        world.live_through(MINUTE * 5).await;
        let left =
            world.practice.published().into_iter().map(|post| post.text).filter(|text| text.starts_with("Minute"));
        assert_eq!(left.collect::<Vec<_>>(), expected.into_iter().map(|(.., text)| text).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn later_than_an_hour_waits_for_a_person_and_earlier_does_not() {
    each(async |world: World| {
        let posts =
            [planned(&world, "Sent late", &["Mastodon"]).await, planned(&world, "Dropped", &["Mastodon"]).await];
        world.here.store.clock().advance(MINUTE * 60);
        let soon = planned(&world, "Just in time", &["Bluesky"]).await;
        world.here.store.clock().advance(MINUTE * 58);
        world.work().await;
        assert_eq!(on_channel(&world, soon, "Bluesky").await.row.state, State::Confirmed);
        assert_eq!(world.practice.published().len(), 6, "no burst after an outage");
        let [sent, dropped] =
            [on_channel(&world, posts[0], "Mastodon").await, on_channel(&world, posts[1], "Mastodon").await];
        for row in [&sent, &dropped] {
            assert!(row.row.pauses.contains(PauseReason::Late) && told(&world, row.id).await == ["paused"]);
        }
        says(&world, sent.id, PersonSays::SendIt).await.unwrap();
        says(&world, dropped.id, PersonSays::Drop).await.unwrap();
        world.work().await;
        assert_eq!((copies(&world, Host::Mastodon, "Sent late"), copies(&world, Host::Mastodon, "Dropped")), (1, 0));
        assert_eq!(on_channel(&world, posts[1], "Mastodon").await.row.state, State::Cancelled);
    })
    .await;
}

#[tokio::test]
async fn what_a_post_says_about_being_late_holds_for_it_alone_and_after_its_last_moment_it_is_missed_aloud() {
    each(async |world: World| {
        let start = world.now();
        let (mut asked, mut over) = (Vec::new(), Vec::new());
        for (text, minutes, last, kept) in [
            ("Asked after five minutes", 5, MINUTE * 90, &mut asked),
            ("Over in twenty minutes", 1440, MINUTE * 20, &mut over),
        ] {
            let post = world.writes("django", "Member A", text).on(&["Mastodon"]).await.serving(&["1"]);
            let post = post.due_at(start.plus(MINUTE * 2)).late(minutes, start.plus(last)).kept().await;
            world.schedules("django", "Member A", post).await.unwrap();
            kept.push(post);
        }
        world.here.store.clock().advance(MINUTE * 30);
        world.work().await;
        let asked = on_channel(&world, asked[0], "Mastodon").await;
        assert!(asked.row.pauses.contains(PauseReason::Late), "{:?}", asked.row);
        let over = on_channel(&world, over[0], "Mastodon").await;
        assert_eq!((over.row.state, told(&world, over.id).await), (State::Expired, vec!["expired".to_owned()]));
        assert!(says(&world, over.id, PersonSays::SendIt).await.is_err(), "nobody sends what is over");

        world.here.store.clock().advance(MINUTE * 70);
        world.work().await;
        assert!(says(&world, asked.id, PersonSays::SendIt).await.is_err(), "and what waited is over by now as well");
        let texts = ["Asked after five minutes", "Over in twenty minutes"];
        assert_eq!(texts.map(|text| copies(&world, Host::Mastodon, text)), [0, 0]);
    })
    .await;
}

#[tokio::test]
#[cfg(target_os = "linux")]
async fn dl26_a_clock_that_is_set_a_day_ahead_lets_nothing_leave_early_and_says_so() {
    each(async |world: World| {
        let post = planned(&world, "Not before its time", &["Mastodon"]).await;
        world.here.store.clock().machine_is_set(HOUR * 24);
        world.work().await;
        assert_eq!(on_channel(&world, post, "Mastodon").await.row.state, State::Scheduled);
        assert_eq!(copies(&world, Host::Mastodon, "Not before its time"), 0);
        let status = Site::of(&world).await.browser("django", "Member A").await.opens("/status").await;
        assert!(status.says("jumped ahead by"), "{}", status.text());

        world.here.store.clock().machine_is_set(-HOUR * 24);
        world.live_through(MINUTE * 2).await;
        assert_eq!(copies(&world, Host::Mastodon, "Not before its time"), 1);
    })
    .await;
}

#[tokio::test]
#[cfg(target_os = "linux")]
async fn dl27_a_clock_that_is_set_back_an_hour_during_a_lease_neither_ends_the_lease_nor_gives_it_twice() {
    each(async |world: World| {
        let post = planned(&world, "Leased", &["Mastodon"]).await;
        world.here.store.clock().advance(MINUTE);
        let row = on_channel(&world, post, "Mastodon").await;
        world.here.store.bookkeeping().tell(&row, Happened::Claim, "a worker takes it").await.unwrap().unwrap();
        let (lease, before) = (on_channel(&world, post, "Mastodon").await.row.lease_until.unwrap(), world.now());
        world.here.store.clock().machine_is_set(-HOUR);
        assert!(world.now() >= before, "no moment comes twice, so the lease becomes no longer");
        assert_eq!(clock::tick(&world.another_process().await).await.unwrap(), 0, "and nobody takes it meanwhile");
        let held = on_channel(&world, post, "Mastodon").await.row;
        assert_eq!((held.state, held.lease_until), (State::Claimed, Some(lease)));

        world.here.store.clock().machine_is_set(HOUR);
        world.live_through(MINUTE * 4).await;
        assert_eq!(copies(&world, Host::Mastodon, "Leased"), 1, "its lease lapsed, and it left once");
    })
    .await;
}
