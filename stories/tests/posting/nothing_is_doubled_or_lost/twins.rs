//! Two posts with one text, two objects of one post, one id for two posts: none is taken for the other.

use super::scene::{HOUR, MINUTE, address, copies, each, on_channel, pasted, planned, says, told};
use delivery::{PersonSays, State};
use networks::practice::{Effect, Fault, Host, When};
use stories::World;

#[tokio::test]
async fn dl13_two_objects_are_shown_to_people_and_none_is_deleted() {
    each(async |world: World| {
        let post = planned(&world, "Twice", &["Listed"]).await;
        world.practice.plan(Fault::next_publish(When::After, Effect::TimeOut));
        world.live_through(MINUTE).await;
        by_hand(&world, Host::Listed, "listed", "Twice").await;
        world.live_through(MINUTE * 30).await;
        let row = on_channel(&world, post, "Listed").await;
        assert_eq!(row.row.state, State::Duplicate);
        assert!(told(&world, row.id).await.contains(&"duplicate".to_owned()));
        assert_eq!(copies(&world, Host::Listed, "Twice"), 2, "which one goes is a person's decision");
    })
    .await;
}

/// Somebody who knows the account's key posts with another program.
async fn by_hand(world: &World, host: Host, account: &str, text: &str) {
    let key = world.practice.account(host, account, account).key;
    let origin = url::Url::parse(&world.practice.address(host).unwrap()).unwrap();
    let authority = origin.as_str().trim_start_matches("http://").trim_end_matches('/');
    let address = format!("http://127.0.0.1:{}/api/v1/statuses", origin.port().unwrap());
    let request = reqwest::Client::new().post(address).header("host", authority).bearer_auth(key.expose());
    let answer = request.json(&serde_json::json!({ "status": text })).send().await.unwrap();
    assert!(answer.status().is_success());
}

#[tokio::test]
async fn a_twin_that_is_there_already_is_not_taken_for_this_one() {
    each(async |world: World| {
        let first = planned(&world, "Every week", &["Listed"]).await;
        world.live_through(MINUTE).await;
        let second = planned(&world, "Every week", &["Listed"]).await;
        world.practice.plan(Fault::next_publish(When::Before, Effect::TimeOut));
        world.live_through(MINUTE).await;
        let row = on_channel(&world, second, "Listed").await;
        assert_eq!(row.row.state, State::Unknown);
        let theirs = pasted(&world, row.id, &address(&world, Host::Listed, "Every week")).await.unwrap();
        let refused = says(&world, row.id, PersonSays::ItIsThere(theirs)).await.unwrap_err();
        assert!(refused.to_string().contains("another post of this channel"), "{refused}");
        world.live_through(MINUTE * 30).await;
        for post in [first, second] {
            assert_eq!(on_channel(&world, post, "Listed").await.row.state, State::Live);
        }
        assert_eq!(copies(&world, Host::Listed, "Every week"), 2, "one for each post");
    })
    .await;
}

#[tokio::test]
async fn a_twin_that_leaves_while_this_one_is_looked_up_is_not_taken_for_it() {
    each(async |world: World| {
        let lost = planned(&world, "Twins", &["Listed"]).await;
        let twin = planned(&world, "Twins", &["Listed"]).await;
        world.practice.plan(Fault::next_publish(When::Before, Effect::TimeOut));
        world.live_through(MINUTE * 40).await;
        for post in [lost, twin] {
            let row = on_channel(&world, post, "Listed").await;
            assert_eq!(
                (row.row.state, row.trouble.as_deref().is_some_and(|why| why.contains("another"))),
                (State::Live, false)
            );
        }
        assert_eq!(copies(&world, Host::Listed, "Twins"), 2, "one for each post");
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_names_another_post_waits_for_a_person_and_holds_up_nobody() {
    each(async |world: World| {
        let first = planned(&world, "The first", &["Listed"]).await;
        world.live_through(MINUTE).await;
        let collides = planned(&world, "The second", &["Listed"]).await;
        let behind = planned(&world, "The third", &["Listed"]).await;
        world.practice.gives_ids_again(1);
        world.pass(MINUTE).await;
        let row = on_channel(&world, collides, "Listed").await;
        assert_eq!((row.row.state, row.row.remote), (State::NeedsHuman, None));
        assert_eq!(told(&world, row.id).await, ["decide"]);
        assert!(row.trouble.unwrap().contains("another post of this channel"));
        for post in [first, behind] {
            let state = on_channel(&world, post, "Listed").await.row.state;
            assert!(matches!(state, State::Confirmed | State::Verified), "{state}");
        }
        let calls = world.practice.publishing_calls();
        world.live_through(HOUR * 2).await;
        let waits = on_channel(&world, collides, "Listed").await;
        assert_eq!(waits.row.state, State::NeedsHuman, "nothing is sent again by itself");
        assert_eq!(world.practice.publishing_calls(), calls);
        says(&world, row.id, PersonSays::SendIt).await.unwrap();
        world.live_through(MINUTE * 20).await;
        assert_eq!(on_channel(&world, collides, "Listed").await.row.state, State::Live);
    })
    .await;
}
