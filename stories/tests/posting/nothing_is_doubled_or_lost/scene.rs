//! A group with an account on a server of every class of delivery, and what a story asks and says there.

use acts::settle;
use basics::{DeliveryId, PostId};
use channels::Capability::Publish;
use delivery::{PersonSays, Remote, State};
use jiff::SignedDuration;
use networks::practice::Host;
use store::{Declined, DeliveryRow};
use stories::{ALL_CLASSES, World, on_each};

pub const MINUTE: SignedDuration = SignedDuration::from_mins(1);

pub const HOUR: SignedDuration = SignedDuration::from_hours(1);

pub const EVERYWHERE: [(&str, Host); 5] = [
    ("Bluesky", Host::Bluesky),
    ("Mastodon", Host::Mastodon),
    ("Listed", Host::Listed),
    ("Drafting", Host::Drafting),
    ("Blind", Host::Blind),
];

/// Plays a story on each database, in a world where Member A publishes everywhere and something was published before.
pub async fn each(story: impl AsyncFn(World)) {
    on_each(async |database| {
        let world = Box::pin(World::impatient(database, &[ALL_CLASSES])).await;
        for (channel, _) in EVERYWHERE {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        world.give("django", "Member A", "LinkedIn", &[Publish]).await;
        planned(&world, "An earlier post", &channels()).await;
        world.live_through(MINUTE * 20).await;
        assert_eq!(world.practice.published().len(), EVERYWHERE.len());
        Box::pin(story(world)).await;
    })
    .await;
}

pub fn channels() -> [&'static str; 5] {
    EVERYWHERE.map(|(channel, _)| channel)
}

/// A post of Member A that is to leave in a minute.
pub async fn planned(world: &World, text: &str, on: &[&str]) -> PostId {
    let post = world.writes("django", "Member A", text).on(on).await.serving(&["1"]).due_in(MINUTE).kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

pub fn copies(world: &World, host: Host, text: &str) -> usize {
    world.practice.published().iter().filter(|post| post.host == host && post.text == text).count()
}

pub fn copies_of(world: &World, host: Host, start: &str) -> usize {
    world.practice.published().iter().filter(|post| post.host == host && post.text.starts_with(start)).count()
}

pub async fn on_channel(world: &World, post: PostId, channel: &str) -> DeliveryRow {
    let id = world.channel("django", channel).await;
    let of_channel = |row: &DeliveryRow| row.channel == id && !row.deletes();
    world.deliveries("django", post).await.into_iter().find(of_channel).unwrap()
}

pub async fn told(world: &World, delivery: DeliveryId) -> Vec<String> {
    world
        .told("django")
        .await
        .into_iter()
        .filter(|notice| notice.delivery == delivery)
        .map(|notice| notice.kind)
        .collect()
}

pub async fn says(world: &World, delivery: DeliveryId, says: PersonSays) -> Result<(), Declined> {
    settle::settle(&world.here, world.group("django"), &world.elevated("django", "Member A"), delivery, says).await
}

/// What a pasted address names.
pub async fn pasted(world: &World, delivery: DeliveryId, address: &str) -> Result<Remote, Declined> {
    settle::at(&world.here, world.group("django"), delivery, address).await
}

/// Where a text stands on the practice network, as a person would paste it.
pub fn address(world: &World, host: Host, text: &str) -> String {
    let post = world.practice.published().into_iter().find(|post| post.host == host && post.text == text).unwrap();
    world.practice.page_of(&post).unwrap()
}

pub async fn until_sending(world: &World, post: PostId) {
    while !world.states("django", post).await.contains(&State::Sending) {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}
