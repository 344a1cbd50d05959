//! Talking with people: on the channel that the charter names for it, and on no other.

use channels::Capability::Reply;
use charter::Way;
use jiff::SignedDuration;
use networks::practice::Host;
use store::Declined;
use stories::{World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

fn readers_post(world: &World, host: Host) -> String {
    let post = world.practice.comment(host, "reader", "When is the next call?", None).unwrap();
    world.practice.page_of(&post).unwrap()
}

#[tokio::test]
async fn k11_nobody_is_answered_on_a_channel_that_only_announces() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Bluesky", &[Reply]).await;
        let asked = readers_post(&world, Host::Bluesky);
        let reply = world.writes("jupyter", "Member A", "On Tuesday").on(&["Bluesky"]).await;
        let reply = reply.answering(&asked).due_in(MINUTE).kept().await;
        let refused = world.schedules("jupyter", "Member A", reply).await.unwrap_err();
        let Declined::ByCharter(grounds) = refused else { panic!("{refused}") };
        assert_eq!(grounds.way, Way::MayNot);
        let clause = &grounds.because[0];
        assert_eq!(clause.label, "E5");
        assert!(clause.instead.as_ref().unwrap().contains("preferred channel"), "{clause:?}");
        world.pass(MINUTE * 2).await;
        assert_eq!(world.practice.published_by("notebooks.example").len(), 0);
    })
    .await;
}

#[tokio::test]
async fn k12_the_same_answer_on_the_preferred_channel_goes_out() {
    both(async |world: World| {
        world.give("jupyter", "Member A", "Mastodon", &[Reply]).await;
        let asked = readers_post(&world, Host::Mastodon);
        let reply = world.writes("jupyter", "Member A", "On Tuesday").on(&["Mastodon"]).await;
        let reply = reply.answering(&asked).due_in(MINUTE).kept().await;
        world.schedules("jupyter", "Member A", reply).await.unwrap();
        world.pass(MINUTE).await;
        let ours: Vec<_> =
            world.practice.published().into_iter().filter(|post| post.text.contains("Tuesday")).collect();
        assert_eq!(ours.len(), 1);
        assert!(ours[0].reply_to.is_some(), "it stands below the question");
    })
    .await;
}
