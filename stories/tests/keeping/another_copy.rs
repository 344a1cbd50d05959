//! A database that was restored from a backup, or copied with its folder, sends nothing until two people of each group say
//! that it is the live one; and then nothing that the other one may have sent is sent again.

use acts::holds;
use channels::Capability::Publish;
use delivery::{PauseReason, State};
use jiff::SignedDuration;
use networks::practice::Host;
use store::{Thawing, WhyHeld};
use stories::{DJANGO, Site, World, on_each};

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

async fn planned(world: &World, text: &str) -> basics::PostId {
    let post = world.writes("django", "Member A", text).on(&["Mastodon", "Bluesky"]).await;
    let post = post.serving(&["1"]).due_in(MINUTE).kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

async fn two_say_that_it_is_the_live_one(world: &World) {
    let group = world.group("django");
    let held = world.here.store.holds(group).await.unwrap();
    let hold = held.iter().find(|held| held.why == WhyHeld::Doubtful).expect("it is in doubt").id;
    let first = holds::thaw(&world.here, group, &world.elevated("django", "Chair"), hold).await.unwrap();
    assert_eq!(first, Thawing::Waits);
    let second = holds::thaw(&world.here, group, &world.elevated("django", "Member A"), hold).await.unwrap();
    assert_eq!(second, Thawing::Lifted);
}

#[tokio::test]
async fn dl25_a_folder_without_the_file_that_says_which_it_is_sends_nothing_until_two_people_say_that_it_is_the_live_one()
 {
    each(async |mut world: World| {
        planned(&world, "Before").await;
        world.live_through(MINUTE * 20).await;
        assert_eq!(world.practice.published().len(), 2);
        let waiting = planned(&world, "Waiting").await;
        world.starts_again_without("lineage.json").await;
        assert!(world.here.store.in_doubt().await.unwrap());
        let site = Site::of(&world).await;
        let home = site.browser("django", "Member C").await.opens("/g/django/").await;
        assert!(home.says("Nobody has said that this is the live installation"), "{}", home.text());
        world.live_through(MINUTE * 30).await;
        assert_eq!(world.practice.published().len(), 2, "nothing leaves");
        for row in world.deliveries("django", waiting).await {
            assert!(row.row.pauses.contains(PauseReason::Epoch), "{:?}", row.row);
        }
        two_say_that_it_is_the_live_one(&world).await;
        assert!(!world.here.store.in_doubt().await.unwrap());
        for row in world.deliveries("django", waiting).await {
            assert_eq!(row.row.state, State::Unknown, "it is looked for before anything is sent");
        }
        world.live_through(MINUTE * 60).await;
        let bluesky = world.practice.published().iter().filter(|post| post.host == Host::Bluesky).count();
        assert_eq!(bluesky, 2, "where the network can tell, it leaves once");
        let later = planned(&world, "Later").await;
        world.live_through(MINUTE * 20).await;
        assert_eq!(world.states("django", later).await, [State::Live; 2], "and everything goes on");
    })
    .await;
}

#[tokio::test]
async fn dl24_what_another_copy_sent_meanwhile_is_found_and_not_sent_again() {
    each(async |mut world: World| {
        let post = planned(&world, "Sent by the other").await;
        let Some(backup) = world.backup().await else { return };
        world.live_through(MINUTE * 20).await;
        assert_eq!(world.practice.published().len(), 2, "the live one sends it");
        world.here.store.put_in_order().await.unwrap();
        world.is_restored_from(&backup).await;
        assert!(world.here.store.in_doubt().await.unwrap(), "the log is shorter than it was");
        world.live_through(MINUTE * 5).await;
        two_say_that_it_is_the_live_one(&world).await;
        world.live_through(MINUTE * 180).await;
        assert_eq!(world.practice.published().len(), 2, "nothing was sent twice");
        assert_eq!(world.states("django", post).await, [State::Live; 2], "what the other sent is found and taken over");
    })
    .await;
}

#[tokio::test]
async fn a_database_that_was_brought_up_to_date_from_a_version_without_names_is_in_no_doubt() {
    each(async |mut world: World| {
        planned(&world, "Before").await;
        world.on_the_database("DELETE FROM lineage").await;
        world.starts_again_without("lineage.json").await;
        assert!(!world.here.store.in_doubt().await.unwrap());
        world.live_through(MINUTE * 20).await;
        assert_eq!(world.practice.published().len(), 2);
    })
    .await;
}
