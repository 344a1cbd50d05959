//! Freezing a group or a channel, and letting it go on: one stops, two let go on, and nothing leaves in between.

use acts::holds;
use basics::HoldId;
use channels::Capability::Publish;
use delivery::{PauseReason, State};
use jiff::SignedDuration;
use store::{Declined, Thawing};
use stories::{DJANGO, World, on_each};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

async fn each(story: impl AsyncFn(World)) {
    on_each(async |database| {
        let world = Box::pin(World::impatient(database, &[DJANGO])).await;
        for channel in ["Mastodon", "Bluesky"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        story(world).await;
    })
    .await;
}

async fn planned(world: &World) -> basics::PostId {
    let post = world.writes("django", "Member A", "A release is out").on(&["Mastodon", "Bluesky"]).await;
    let post = post.serving(&["1"]).due_in(MINUTE).kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

async fn freezes(world: &World, who: &'static str, channel: Option<&str>) -> Result<(), Declined> {
    let group = world.group("django");
    let channel = match channel {
        Some(name) => Some(world.channel("django", name).await),
        None => None,
    };
    holds::freeze(&world.here, group, &world.signed_in("django", who), channel, "Something looks wrong").await
}

async fn held(world: &World) -> HoldId {
    world.here.store.holds(world.group("django")).await.unwrap().first().expect("something is held").id
}

async fn thaws(world: &World, who: &'static str, hold: HoldId) -> Result<Thawing, Declined> {
    holds::thaw(&world.here, world.group("django"), &world.elevated("django", who), hold).await
}

#[tokio::test]
async fn any_member_stops_everything_at_once_and_two_let_it_go_on() {
    each(async |world: World| {
        let post = planned(&world).await;
        freezes(&world, "Member B", None).await.unwrap();
        assert!(freezes(&world, "Member A", None).await.is_err(), "it is frozen already");
        world.live_through(MINUTE * 30).await;
        assert!(world.practice.published().is_empty(), "nothing left");
        for row in world.deliveries("django", post).await {
            assert!(row.row.pauses.contains(PauseReason::Freeze), "{:?}", row.row);
        }
        let hold = held(&world).await;
        assert_eq!(thaws(&world, "Member B", hold).await.unwrap(), Thawing::Waits, "one is not enough");
        assert!(thaws(&world, "Member B", hold).await.is_err(), "and says it once");
        world.live_through(MINUTE).await;
        assert!(world.practice.published().is_empty());
        assert_eq!(thaws(&world, "Member A", hold).await.unwrap(), Thawing::Lifted);
        world.live_through(MINUTE * 20).await;
        assert_eq!(world.practice.published().len(), 2);
        assert_eq!(world.states("django", post).await, [State::Live; 2]);
        assert!(thaws(&world, "Member C", hold).await.is_err(), "it is over");
    })
    .await;
}

#[tokio::test]
async fn one_channel_alone_is_frozen_while_the_others_go_on() {
    each(async |world: World| {
        planned(&world).await;
        freezes(&world, "Member C", Some("Mastodon")).await.unwrap();
        world.live_through(MINUTE * 20).await;
        let there = world.practice.published();
        assert_eq!(there.len(), 1, "{there:?}");
        let hold = held(&world).await;
        thaws(&world, "Member A", hold).await.unwrap();
        thaws(&world, "Chair", hold).await.unwrap();
        world.live_through(MINUTE * 20).await;
        assert_eq!(world.practice.published().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_frozen_twice_goes_on_when_both_are_lifted() {
    each(async |world: World| {
        planned(&world).await;
        freezes(&world, "Member C", Some("Mastodon")).await.unwrap();
        freezes(&world, "Member B", None).await.unwrap();
        world.live_through(MINUTE * 5).await;
        let holds = world.here.store.holds(world.group("django")).await.unwrap();
        let group = holds.iter().find(|held| held.channel.is_none()).unwrap().id;
        for who in ["Member A", "Chair"] {
            thaws(&world, who, group).await.unwrap();
        }
        world.live_through(MINUTE * 5).await;
        assert_eq!(world.practice.published().len(), 1, "the other channel is frozen still");
    })
    .await;
}

#[tokio::test]
async fn the_operator_stops_this_machine_without_the_database() {
    each(async |world: World| {
        planned(&world).await;
        let brake = world.here.store.brake();
        brake.pull().unwrap();
        world.pass(MINUTE * 5).await;
        assert!(world.practice.published().is_empty());
        assert!(brake.release().unwrap());
        world.live_through(MINUTE * 30).await;
        assert_eq!(world.practice.published().len(), 2, "it goes on by itself");
    })
    .await;
}
