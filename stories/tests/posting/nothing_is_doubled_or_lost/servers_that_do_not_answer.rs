//! A server that does not answer several channels is left alone for a while, and then asked one question before anything
//! else; and what an outage made late does not leave in one burst.

use super::scene::{HOUR, MINUTE, copies_of, each, on_channel, planned};
use basics::PostId;
use channels::Capability::Publish;
use delivery::{PauseReason, State};
use networks::practice::{Effect, Fault, Host, When};
use stories::{DJANGO, Sample, Site, World, on_each};

/// Two accounts on one server, and one elsewhere.
const NEIGHBOURS: Sample = Sample {
    accounts: &[
        ("Mastodon", Host::Mastodon, "project"),
        ("News", Host::Mastodon, "news"),
        ("Bluesky", Host::Bluesky, "project.example"),
    ],
    ..DJANGO
};

async fn neighbours(story: impl AsyncFn(World)) {
    on_each(async |database| {
        let world = Box::pin(World::impatient(database, &[NEIGHBOURS])).await;
        for channel in ["Mastodon", "News", "Bluesky"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        planned(&world, "An earlier post", &["Mastodon", "News", "Bluesky"]).await;
        world.live_through(MINUTE * 20).await;
        Box::pin(story(world)).await;
    })
    .await;
}

/// The next posts for that server fail on both channels: it does not say whether it took them.
async fn both_fail(world: &World) -> [PostId; 2] {
    for _ in 0..2 {
        let fault = Fault::next_publish(When::Before, Effect::Status(503));
        world.practice.plan(Fault { host: Some(Host::Mastodon), ..fault });
    }
    let failing = [planned(world, "One", &["Mastodon"]).await, planned(world, "Two", &["News"]).await];
    world.live_through(MINUTE).await;
    failing
}

async fn left_alone(world: &World) -> usize {
    world.here.store.servers_left_alone().await.unwrap().len()
}

#[tokio::test]
async fn a_server_that_fails_for_two_channels_is_left_alone_and_people_are_told_while_others_go_on() {
    neighbours(async |world: World| {
        both_fail(&world).await;
        assert_eq!(left_alone(&world).await, 1);
        let calls = world.practice.publishing_calls();
        let post = world.writes("django", "Member A", "Three").on(&["Mastodon", "Bluesky"]).await.serving(&["1"]);
        let post = post.due_in(MINUTE / 2).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        world.live_through(MINUTE / 2).await;
        assert_eq!(copies_of(&world, Host::Bluesky, "Three"), 1, "elsewhere it leaves at its minute");
        assert_eq!(world.practice.publishing_calls() - calls, 1, "the server is not asked meanwhile");
        let waits = on_channel(&world, post, "Mastodon").await.row;
        assert!(waits.state == State::Scheduled && waits.pauses.contains(PauseReason::Rate), "{waits:?}");
        {
            let site = Site::of(&world).await;
            let chair = site.browser("django", "Chair").await;
            let home = chair.opens("/g/django/").await;
            assert!(home.says("does not answer: what is due on Mastodon and News waits"), "{}", home.text());
            let channel = world.channel("django", "News").await;
            let page = chair.opens(&format!("/g/django/channels/{channel}")).await;
            assert!(page.says("Does not answer") && page.says("it is asked again at"), "{}", page.text());
            let status = chair.opens("/status").await;
            assert!(status.says("1 do not answer"), "{}", status.text());
        }
        world.live_through(MINUTE * 2).await;
        assert_eq!((left_alone(&world).await, copies_of(&world, Host::Mastodon, "Three")), (0, 1), "it answers again");
        world.live_through(HOUR).await;
        for text in ["One", "Two", "Three"] {
            assert_eq!(copies_of(&world, Host::Mastodon, text), 1, "{text}: neither doubled nor lost");
        }
    })
    .await;
}

#[tokio::test]
async fn a_channel_that_fails_alone_is_its_own_trouble() {
    neighbours(async |world: World| {
        let fault = Fault::next_publish(When::Before, Effect::Status(503));
        world.practice.plan(Fault { host: Some(Host::Mastodon), ..fault });
        planned(&world, "Alone", &["Mastodon"]).await;
        world.live_through(MINUTE).await;
        assert_eq!(left_alone(&world).await, 0);
        planned(&world, "Beside it", &["News"]).await;
        world.live_through(MINUTE).await;
        assert_eq!(copies_of(&world, Host::Mastodon, "Beside it"), 1);
    })
    .await;
}

#[tokio::test]
async fn what_an_outage_made_late_leaves_at_a_distance_and_in_its_order() {
    each(async |world: World| {
        for number in 1..=4 {
            planned(&world, &format!("Late {number}"), &["Mastodon", "Listed"]).await;
        }
        world.here.store.clock().advance(MINUTE * 10);
        let burst = |host| copies_of(&world, host, "Late");
        world.work().await;
        assert_eq!([burst(Host::Mastodon), burst(Host::Listed)], [1, 1], "one on each channel");
        world.live_through(MINUTE / 2).await;
        assert_eq!([burst(Host::Mastodon), burst(Host::Listed)], [2, 2]);
        world.live_through(MINUTE).await;
        let left = world.practice.published().into_iter().filter(|post| post.host == Host::Mastodon);
        let left: Vec<String> = left.map(|post| post.text).filter(|text| text.starts_with("Late")).collect();
        assert_eq!(left, ["Late 1", "Late 2", "Late 3", "Late 4"]);
    })
    .await;
}
