//! A thread: every part once, in its order, each as an answer to the one before it, and never taken back by itself.

use super::scene::{HOUR, MINUTE, copies, each, told};
use acts::posts;
use basics::PostId;
use delivery::{PauseReason, State};
use networks::practice::{Calls, Effect, Fault, Host, Published, When};
use publishing::Part;
use store::DeliveryRow;
use stories::World;

const TEXTS: [&str; 3] = ["One of three", "Two of three", "Three of three"];

/// A thread of three parts, on these channels, that is to leave in a minute.
async fn thread(world: &World, on: &[&str]) -> PostId {
    let mut post = world.writes("django", "Member A", TEXTS[0]).on(on).await.serving(&["1"]).due_in(MINUTE);
    post.draft.thread = TEXTS[1..].iter().map(|text| Part { text: (*text).to_owned(), pictures: vec![] }).collect();
    let post = post.kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

fn published(world: &World, host: Host) -> Vec<Published> {
    let mut there = world.practice.published();
    there.retain(|post| post.host == host && TEXTS.contains(&post.text.as_str()) && !post.deleted);
    there.sort_by_key(|post| TEXTS.iter().position(|text| *text == post.text));
    there
}

async fn parts(world: &World, post: PostId, channel: &str) -> Vec<DeliveryRow> {
    let id = world.channel("django", channel).await;
    let mut parts = world.deliveries("django", post).await;
    parts.retain(|row| row.channel == id && !row.deletes());
    parts.sort_by_key(|row| row.part);
    parts
}

fn refuse_the_second_part(world: &World, host: Host) {
    // The first call publishes the first part; the fault is planned once that one is there.
    world.practice.plan(Fault {
        host: Some(host),
        calls: Calls::Publish,
        when: When::Before,
        effect: Effect::Status(422),
    });
}

#[tokio::test]
async fn a_thread_leaves_part_by_part_and_each_part_answers_the_one_before_it() {
    each(async |world: World| {
        let post = thread(&world, &["Bluesky", "Mastodon", "Listed", "Drafting"]).await;
        let waiting = parts(&world, post, "Mastodon").await;
        assert!(waiting[1..].iter().all(|row| row.row.pauses.contains(PauseReason::Thread)));
        world.live_through(MINUTE * 20).await;
        for (channel, host) in [
            ("Bluesky", Host::Bluesky),
            ("Mastodon", Host::Mastodon),
            ("Listed", Host::Listed),
            ("Drafting", Host::Drafting),
        ] {
            let there = published(&world, host);
            let texts: Vec<&str> = there.iter().map(|post| post.text.as_str()).collect();
            assert_eq!(texts, TEXTS, "{channel}");
            assert_eq!(there[0].reply_to, None, "{channel}");
            assert_eq!(there[1].reply_to.as_ref(), Some(&there[0].id), "{channel}");
            assert_eq!(there[2].reply_to.as_ref(), Some(&there[1].id), "{channel}");
            let states: Vec<State> = parts(&world, post, channel).await.iter().map(|row| row.row.state).collect();
            assert_eq!(states, [State::Live; 3], "{channel}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_part_whose_answer_was_lost_is_found_before_the_next_one_leaves() {
    each(async |world: World| {
        let post = thread(&world, &["Bluesky", "Mastodon", "Listed", "Drafting"]).await;
        for host in [Host::Bluesky, Host::Mastodon, Host::Listed, Host::Drafting] {
            let (calls, when, effect) = (Calls::Publish, When::After, Effect::Status(504));
            world.practice.plan(Fault { host: Some(host), calls, when, effect });
        }
        world.live_through(MINUTE).await;
        assert!(parts(&world, post, "Mastodon").await[1].row.pauses.contains(PauseReason::Thread));
        world.live_through(HOUR).await;
        for host in [Host::Bluesky, Host::Mastodon, Host::Listed, Host::Drafting] {
            for text in TEXTS {
                assert_eq!(copies(&world, host, text), 1, "{host:?}, {text}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_thread_that_stops_keeps_what_is_there_tells_it_and_goes_on_when_a_person_says_so() {
    each(async |world: World| {
        let post = thread(&world, &["Mastodon"]).await;
        world.practice.slow_uploads(false);
        let hold = world.practice.holds(Calls::Publish);
        world.pass(MINUTE).await;
        refuse_the_second_part(&world, Host::Mastodon);
        hold.let_go();
        world.live_through(MINUTE).await;
        let now = parts(&world, post, "Mastodon").await;
        let stopped = now.iter().position(|row| row.row.state == State::Rejected);
        let stopped = stopped.expect("one part was refused");
        let there = published(&world, Host::Mastodon);
        assert_eq!(there.len(), stopped, "what was there before it stays, and nothing follows it");
        for row in &now[stopped + 1..] {
            assert!(row.row.pauses.contains(PauseReason::Thread), "part {} waits", row.part + 1);
        }
        assert!(!told(&world, now[stopped].id).await.is_empty(), "people are told of the part that failed");
        assert!(!told(&world, now[stopped + 1].id).await.is_empty(), "and that the next one waits");

        world.live_through(HOUR * 3).await;
        assert_eq!(published(&world, Host::Mastodon).len(), stopped, "nothing is taken back, and nothing goes on by itself");

        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        posts::go_on(&world.here, group, &who, now[stopped].id).await.unwrap();
        assert!(posts::go_on(&world.here, group, &who, now[stopped].id).await.is_err(), "once");
        world.live_through(MINUTE * 20).await;
        // The parts that follow are hours late by then: somebody is asked.
        let late: Vec<DeliveryRow> = parts(&world, post, "Mastodon").await;
        for row in late.iter().filter(|row| row.row.pauses.contains(PauseReason::Late)) {
            super::scene::says(&world, row.id, delivery::PersonSays::SendIt).await.unwrap();
            world.live_through(MINUTE * 20).await;
        }
        for row in parts(&world, post, "Mastodon").await.iter().filter(|row| row.row.pauses.contains(PauseReason::Late)) {
            super::scene::says(&world, row.id, delivery::PersonSays::SendIt).await.unwrap();
            world.live_through(MINUTE * 20).await;
        }
        for text in TEXTS {
            assert_eq!(copies(&world, Host::Mastodon, text), 1, "{text}");
        }
    })
    .await;
}
