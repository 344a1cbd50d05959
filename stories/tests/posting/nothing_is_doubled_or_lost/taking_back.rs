//! Deleting what is published and calling off what is not: neither undoes the other.

use super::scene::{
    EVERYWHERE, HOUR, MINUTE, address, copies, each, on_channel, pasted, planned, says, told, until_sending,
};
use acts::{clock, posts};
use delivery::{PersonSays, State};
use networks::practice::{Calls, Effect, Fault, Host, When};
use store::PostStage;
use stories::World;

#[tokio::test]
async fn what_is_withdrawn_is_gone_whatever_the_deletion_is_answered() {
    each(async |world: World| {
        let outcomes = [None, Some(When::Before), Some(When::After)];
        for failing in outcomes {
            let text = format!("Withdrawn, {failing:?}");
            let post = planned(&world, &text, &["Bluesky", "Mastodon", "Listed"]).await;
            world.live_through(MINUTE * 2).await;
            for (channel, host) in &EVERYWHERE[..3] {
                let row = on_channel(&world, post, channel).await;
                if let Some(when) = failing {
                    let effect = Effect::Status(500);
                    world.practice.plan(Fault { host: Some(*host), calls: Calls::Publish, when, effect });
                }
                let who = world.elevated("django", "Member A");
                posts::withdraw(&world.here, world.group("django"), &who, row.id).await.unwrap();
                let twice = posts::withdraw(&world.here, world.group("django"), &who, row.id).await.unwrap_err();
                assert!(twice.to_string().contains("in the queue already"), "{twice}");
            }
            world.live_through(MINUTE * 40).await;
            for (channel, host) in &EVERYWHERE[..3] {
                assert_eq!(copies(&world, *host, &text), 0, "{channel}, {text}");
                let row = on_channel(&world, post, channel).await;
                assert_eq!(row.row.state, State::Withdrawn, "{channel}, {text}");
                assert!(told(&world, row.id).await.is_empty(), "our own deletion is no loss");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_post_that_is_read_back_while_nobody_knows_how_its_deletion_ended_is_no_loss() {
    each(async |world: World| {
        for (channel, host) in &EVERYWHERE[..3] {
            let post = planned(&world, "Gone before it was read back", &[channel]).await;
            world.pass(MINUTE).await;
            let row = on_channel(&world, post, channel).await;
            assert_eq!(row.row.state, State::Confirmed, "{channel}: it was not read back yet");
            let (calls, effect) = (Calls::Publish, Effect::TimeOut);
            world.practice.plan(Fault { host: Some(*host), calls, when: When::After, effect });
            let who = world.elevated("django", "Member A");
            posts::withdraw(&world.here, world.group("django"), &who, row.id).await.unwrap();
            world.live_through(MINUTE * 40).await;
            let row = on_channel(&world, post, channel).await;
            assert_eq!(row.row.state, State::Withdrawn, "{channel}");
            assert!(told(&world, row.id).await.is_empty(), "{channel}: our own deletion is no loss");
        }
    })
    .await;
}

#[tokio::test]
async fn called_off_in_flight_it_is_deleted_once_it_is_known_to_be_there() {
    each(async |world: World| {
        for (channel, host) in EVERYWHERE {
            for when in [When::Before, When::After] {
                let text = format!("Called off in flight, {channel}, {when:?}");
                let post = planned(&world, &text, &[channel]).await;
                world.here.store.clock().advance(MINUTE);
                world.practice.plan(Fault::next_publish(when, Effect::TimeOut));
                let process = world.another_process().await;
                let working = tokio::spawn(async move { clock::tick(&process).await.unwrap() });
                until_sending(&world, post).await;
                posts::cancel(&world.here, world.group("django"), &world.elevated("django", "Member A"), post)
                    .await
                    .unwrap();
                working.await.unwrap();
                world.live_through(MINUTE * 40).await;

                let row = on_channel(&world, post, channel).await;
                if host == Host::Blind {
                    assert_eq!(row.row.state, State::NeedsHuman, "{text}");
                    if when == When::After {
                        let there = pasted(&world, row.id, &address(&world, host, &text)).await.unwrap();
                        says(&world, row.id, PersonSays::ItIsThere(there)).await.unwrap();
                    } else {
                        says(&world, row.id, PersonSays::Drop).await.unwrap();
                    }
                    continue;
                }
                let end = if when == When::After { State::Withdrawn } else { State::Cancelled };
                assert_eq!((row.row.state, copies(&world, host, &text)), (end, 0), "{text}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn cancelling_leaves_alone_what_is_published() {
    each(async |world: World| {
        let post = planned(&world, "Half of it", &["Mastodon", "LinkedIn"]).await;
        world.live_through(MINUTE).await;
        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        posts::cancel(&world.here, group, &who, post).await.unwrap();
        world.live_through(MINUTE * 20).await;
        assert_eq!(on_channel(&world, post, "LinkedIn").await.row.state, State::Cancelled);
        assert_eq!(on_channel(&world, post, "Mastodon").await.row.state, State::Live);
        let (day, next) = (world.now().plus(-HOUR), world.now().plus(HOUR));
        let shown = world.here.store.posts_between(group, day, next).await.unwrap();
        let shown = shown.iter().find(|(id, ..)| *id == post).expect("what is out stays in the calendar");
        assert_eq!(shown.2, PostStage::Planned, "and is not said to be taken out of the queue");

        let gone = planned(&world, "All of it", &["Mastodon"]).await;
        world.live_through(MINUTE).await;
        let refused = posts::cancel(&world.here, group, &who, gone).await.unwrap_err();
        assert!(refused.to_string().contains("withdrawn on the post's page"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn taking_the_rest_out_of_the_queue_does_not_undo_a_deletion() {
    each(async |world: World| {
        let post = planned(&world, "Deleted in one place", &["Mastodon", "LinkedIn"]).await;
        world.live_through(MINUTE).await;
        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        let published = on_channel(&world, post, "Mastodon").await.id;
        posts::withdraw(&world.here, group, &who, published).await.unwrap();
        posts::cancel(&world.here, group, &who, post).await.unwrap();
        world.live_through(MINUTE * 20).await;
        assert_eq!(copies(&world, Host::Mastodon, "Deleted in one place"), 0, "it was to be deleted, and is");
        assert_eq!(on_channel(&world, post, "Mastodon").await.row.state, State::Withdrawn);
        assert_eq!(on_channel(&world, post, "LinkedIn").await.row.state, State::Cancelled);
    })
    .await;
}
