//! What a person posts, finds or settles by hand.

use super::scene::{EVERYWHERE, HOUR, MINUTE, address, copies, each, on_channel, pasted, planned, says, told};
use acts::{posts, settle};
use delivery::{PersonSays, State};
use networks::practice::{Effect, Fault, Host, When};
use store::Declined;
use stories::World;

#[tokio::test]
async fn what_a_person_posts_by_hand_counts_once_the_address_is_there() {
    each(async |world: World| {
        let post = planned(&world, "By hand", &["LinkedIn"]).await;
        world.live_through(HOUR * 5).await;
        let row = on_channel(&world, post, "LinkedIn").await;
        assert_eq!(row.row.state, State::Asked, "it waits as long as the person needs");
        assert_eq!(told(&world, row.id).await, ["ask_to_post"]);

        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        let refused = settle::posted(&world.here, group, &who, row.id, "done").await.unwrap_err();
        assert!(refused.to_string().contains("not the address of a post"), "{refused}");
        let address = "https://linkedin.example/posts/1";
        settle::posted(&world.here, group, &who, row.id, address).await.unwrap();
        let row = on_channel(&world, post, "LinkedIn").await;
        assert_eq!((row.row.state, row.row.remote.unwrap().url.as_deref()), (State::Confirmed, Some(address)));
        assert!(told(&world, row.id).await.is_empty());

        let twice = settle::posted(&world.here, group, &who, row.id, address).await.unwrap_err();
        assert!(twice.to_string().contains("was done to “By hand” on LinkedIn already"), "{twice}");
        let other = planned(&world, "By hand, another", &["LinkedIn"]).await;
        world.live_through(MINUTE).await;
        let other = on_channel(&world, other, "LinkedIn").await;
        let taken = settle::posted(&world.here, group, &who, other.id, address).await.unwrap_err();
        assert!(taken.to_string().contains("another post of this channel"), "{taken}");
    })
    .await;
}

#[tokio::test]
async fn what_a_person_finds_by_its_address_can_be_read_back_and_deleted() {
    each(async |world: World| {
        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        for (channel, host) in EVERYWHERE {
            let text = format!("Found by hand on {channel}");
            let post = planned(&world, &text, &[channel]).await;
            world.practice.plan(Fault::next_publish(When::After, Effect::TimeOut));
            world.live_through(MINUTE).await;
            let row = on_channel(&world, post, channel).await;
            assert_eq!(row.row.state, State::Unknown, "{channel}");
            for wrong in ["https://elsewhere.example/@project/1", "there", &address(&world, host, "An earlier post")] {
                let refused = match pasted(&world, row.id, wrong).await {
                    Ok(another) => says(&world, row.id, PersonSays::ItIsThere(another)).await,
                    Err(refused) => Err(refused),
                };
                let at_its_field = matches!(refused, Err(Declined::ByField { field: "address", .. }));
                assert!(at_its_field, "{channel}, {wrong}: {refused:?}");
            }
            let there = pasted(&world, row.id, &address(&world, host, &text)).await.unwrap();
            says(&world, row.id, PersonSays::ItIsThere(there)).await.unwrap();
            world.live_through(MINUTE * 20).await;
            let row = on_channel(&world, post, channel).await;
            let end = if host == Host::Blind { State::Confirmed } else { State::Live };
            assert_eq!(row.row.state, end, "{channel}: read back by the id that its address names");

            posts::withdraw(&world.here, group, &who, row.id).await.unwrap();
            world.live_through(MINUTE * 5).await;
            let row = on_channel(&world, post, channel).await;
            assert_eq!((row.row.state, copies(&world, host, &text)), (State::Withdrawn, 0), "{channel}");
        }
    })
    .await;
}
