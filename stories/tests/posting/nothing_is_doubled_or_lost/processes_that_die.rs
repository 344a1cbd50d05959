//! Processes that die, sleep, or work side by side.

use super::scene::{EVERYWHERE, MINUTE, channels, copies, each, on_channel, planned, says, told, until_sending};
use acts::{Installation, clock};
use basics::PostId;
use channels::Capability::Publish;
use delivery::{PersonSays, State};
use networks::practice::{Effect, Fault, Host, When};
use std::{future::Future, pin::pin, task::Poll, time::Duration};
use stories::{ALL_CLASSES, World};

/// Lets a process live for so many steps; it dies between two of them. True when it had finished before.
async fn dies_after(steps: usize, living: impl Future) -> bool {
    let (mut living, mut left) = (pin!(living), steps);
    std::future::poll_fn(|context| match left.checked_sub(1) {
        None => Poll::Ready(false),
        Some(fewer) => {
            left = fewer;
            living.as_mut().poll(context).map(|_| true)
        }
    })
    .await
}

#[tokio::test]
async fn wherever_a_process_dies_every_post_is_there_once() {
    dies_everywhere_from(1).await;
}

#[tokio::test]
async fn wherever_a_process_dies_at_the_steps_between_every_post_is_there_once() {
    dies_everywhere_from(2).await;
}

/// Two stories share the steps, the odd ones and the even ones, because they take long and a machine has two cores. What
/// happens at a step differs with the timing of every run.
const STRIDE: usize = 2;

async fn dies_everywhere_from(first: usize) {
    each(async |world: World| {
        let (mut deaths, mut steps, mut finished) = (0, first, false);
        while !finished {
            let text = format!("Died after {steps} steps");
            let post = planned(&world, &text, &channels()).await;
            world.here.store.clock().advance(MINUTE);
            let process = world.another_process().await;
            finished = dies_after(steps, clock::tick(&process)).await;
            drop(process);
            clock::take_over(&world.here).await.unwrap();
            is_there_once(&world, post, &text).await;
            steps += STRIDE;
            deaths += 1;
        }
        assert!(deaths > 10, "it died in {deaths} places only");
    })
    .await;
}

async fn is_there_once(world: &World, post: PostId, text: &str) {
    world.live_through(MINUTE * 40).await;
    for (channel, host) in EVERYWHERE {
        let row = on_channel(world, post, channel).await;
        let state = row.row.state;
        match (host, state) {
            (_, State::Live | State::Confirmed) => assert_eq!(copies(world, host, text), 1, "{text} on {channel}"),
            (Host::Blind, State::NeedsHuman) => {
                assert!(copies(world, host, text) <= 1, "{text} on {channel}");
                assert!(told(world, row.id).await.contains(&"decide".to_owned()));
                says(world, row.id, PersonSays::Drop).await.unwrap();
            }
            _ => panic!("{text} on {channel} ended otherwise: {row:?}"),
        }
    }
}

/// A story of SQLite only: one process at a time is at its file. On a server others may be at work, whose turn is waited
/// for.
#[tokio::test]
async fn a_crash_while_sending_is_seen_when_the_next_process_starts() {
    let world = Box::pin(World::impatient(None, &[ALL_CLASSES])).await;
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let post = planned(&world, "Half sent", &["Mastodon"]).await;
    world.here.store.clock().advance(MINUTE);
    world.practice.plan(Fault::next_publish(When::After, Effect::TimeOut));
    let process = world.another_process().await;
    tokio::select! {
        _ = clock::tick(&process) => panic!("the network does not answer"),
        () = until_sending(&world, post) => {}
    }
    drop(process);
    assert_eq!(clock::take_over(&world.here).await.unwrap(), 1);
    let row = on_channel(&world, post, "Mastodon").await;
    assert_eq!((row.row.state, row.row.crashes), (State::Unknown, 1));
    assert_eq!(told(&world, row.id).await, ["unconfirmed"]);
    assert_eq!(clock::take_over(&world.here).await.unwrap(), 0, "it is taken over once");
}

#[tokio::test]
async fn a_worker_that_slept_does_not_replace_what_an_attempt_left_with() {
    each(async |world: World| {
        let post = planned(&world, "Awake too late", &["Listed"]).await;
        let asleep = on_channel(&world, post, "Listed").await;
        world.live_through(MINUTE).await;
        let there = on_channel(&world, post, "Listed").await;
        let kept = world.here.store.bookkeeping().keep_prepared(&asleep, "{}").await.unwrap();
        assert!(!kept && on_channel(&world, post, "Listed").await.prepared == there.prepared);
    })
    .await;
}

#[tokio::test]
async fn dl17_two_clocks_at_once_send_nothing_twice() {
    each(async |world: World| {
        let mut posts = Vec::new();
        for number in 0..8 {
            posts.push(planned(&world, &format!("Number {number}"), &channels()).await);
        }
        let other = world.another_process().await;
        world.here.store.clock().advance(MINUTE);
        let before = world.practice.publishing_calls();
        let (one, two) = tokio::join!(spawned(world.here.clone()), spawned(other));
        assert!(one + two >= 8 * 5, "they did the work between them: {one}, {two}");
        world.live_through(MINUTE * 20).await;
        assert_eq!(world.practice.publishing_calls() - before, 8 * 5, "each was sent by one of them");
        for number in 0..8 {
            for (channel, host) in EVERYWHERE {
                assert_eq!(copies(&world, host, &format!("Number {number}")), 1, "{number} on {channel}");
            }
        }
    })
    .await;
}

/// A clock of its own, on a task of its own, until nothing is due.
#[tokio::test]
async fn what_one_process_plans_the_others_hear_of() {
    each(async |world: World| {
        let store = &world.here.store;
        if store.is_for_one_node() {
            return;
        }
        // What is planned before anybody listens is found by looking, so that it is planned until it is heard of.
        let plans = async {
            for round in 0..600 {
                planned(&world, &format!("Heard of {round}"), &["Mastodon"]).await;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::select! {
            () = store.something_planned() => {}
            () = store.hear_others() => {}
            () = plans => panic!("nobody heard of it"),
        }
    })
    .await;
}

async fn spawned(here: Installation) -> usize {
    let working = tokio::spawn(async move {
        let mut worked = 0;
        loop {
            match clock::tick(&here).await.unwrap() {
                0 => return worked,
                more => worked += more,
            }
        }
    });
    working.await.unwrap()
}
