//! A call that fails before or after its effect, however the network puts it: there is one object in the end.

use super::scene::{
    EVERYWHERE, HOUR, MINUTE, address, channels, copies, each, on_channel, pasted, planned, says, told,
};
use basics::PostId;
use delivery::{PersonSays, State};
use networks::practice::{Calls, Effect, Fault, Host, When};
use stories::World;

/// The call fails on every server that can be asked, and there is one object in the end, by itself.
async fn lost_once(world: &World, text: &str, when: When, effect: &Effect) {
    let (channels, hosts) = (&channels()[..4], &EVERYWHERE[..4]);
    let post = planned(world, text, channels).await;
    for (_, host) in hosts {
        let fault = Fault { host: Some(*host), calls: Calls::Publish, when, effect: effect.clone() };
        world.practice.plan(fault);
    }
    world.live_through(MINUTE * 40).await;
    for (channel, host) in hosts {
        assert_eq!(copies(world, *host, text), 1, "{channel}, {text}");
        assert_eq!(on_channel(world, post, channel).await.row.state, State::Live, "{channel}, {text}");
    }
}

/// Every class meets the failure, and ends with one object: by itself where the network can be asked, and by a person's
/// word where it cannot.
async fn ends_with_one(world: &World, when: When, effect: &Effect) {
    let text = format!("{when:?}: {}", effect.title());
    let post = planned(world, &text, &channels()).await;
    for (_, host) in EVERYWHERE {
        let fault = Fault { host: Some(host), calls: Calls::Publish, when, effect: effect.clone() };
        world.practice.plan(fault);
    }
    world.live_through(MINUTE).await;
    for (channel, _) in EVERYWHERE {
        assert_eq!(on_channel(world, post, channel).await.row.state, State::Unknown, "{channel}, {text}");
    }
    world.live_through(MINUTE * 40).await;
    for (channel, host) in EVERYWHERE.into_iter().filter(|(_, host)| *host != Host::Blind) {
        assert_eq!(copies(world, host, &text), 1, "{channel}, {text}");
        assert_eq!(on_channel(world, post, channel).await.row.state, State::Live, "{channel}, {text}");
    }
    ends_by_a_persons_word(world, post, &text, when).await;
}

async fn ends_by_a_persons_word(world: &World, post: PostId, text: &str, when: When) {
    let blind = on_channel(world, post, "Blind").await;
    assert_eq!(blind.row.state, State::NeedsHuman, "{text}: nobody but a person can tell");
    assert_eq!(copies(world, Host::Blind, text), usize::from(when == When::After), "{text}: nothing was sent again");
    assert!(told(world, blind.id).await.contains(&"decide".to_owned()));
    let word = match when {
        When::Before => PersonSays::SendIt,
        When::After => {
            PersonSays::ItIsThere(pasted(world, blind.id, &address(world, Host::Blind, text)).await.unwrap())
        }
    };
    says(world, blind.id, word).await.unwrap();
    world.live_through(MINUTE * 5).await;
    assert_eq!(copies(world, Host::Blind, text), 1, "{text}");
    assert_eq!(on_channel(world, post, "Blind").await.row.state, State::Confirmed, "{text}");
    assert!(told(world, blind.id).await.is_empty(), "nobody is asked any more");
}

#[tokio::test]
async fn dl01_a_timeout_whose_effect_happened_is_found_and_not_sent_again() {
    each(async |world: World| ends_with_one(&world, When::After, &Effect::TimeOut).await).await;
}

#[tokio::test]
async fn dl02_a_timeout_without_effect_is_sent_once_more() {
    each(async |world: World| ends_with_one(&world, When::Before, &Effect::TimeOut).await).await;
}

#[tokio::test]
async fn dl04_a_server_that_failed_is_asked_what_became_of_it() {
    each(async |world: World| {
        for when in [When::Before, When::After] {
            for status in [500, 504] {
                ends_with_one(&world, when, &Effect::Status(status)).await;
            }
            ends_with_one(&world, when, &Effect::Drop).await;
        }
    })
    .await;
}

#[tokio::test]
async fn dl05_an_answer_that_cannot_be_read_is_a_doubt() {
    let unreadable = [Effect::Html, Effect::Empty, Effect::Truncated, Effect::Huge, Effect::Compressed];
    each(async |world: World| {
        for when in [When::Before, When::After] {
            for effect in &unreadable {
                ends_with_one(&world, when, effect).await;
            }
            ends_with_one(&world, when, &Effect::Redirect("https://elsewhere.example/".to_owned())).await;
        }
    })
    .await;
}

#[tokio::test]
async fn dl06_somebody_elses_object_in_the_answer_is_a_doubt() {
    each(async |world: World| {
        for when in [When::Before, When::After] {
            ends_with_one(&world, when, &Effect::Foreign).await;
        }
    })
    .await;
}

#[tokio::test]
async fn dl09_a_definite_refusal_ends_it_and_people_are_told() {
    each(async |world: World| {
        let post = planned(&world, "Refused", &["Mastodon", "Bluesky"]).await;
        for host in [Host::Mastodon, Host::Bluesky] {
            let effect = Effect::Status(403);
            world.practice.plan(Fault { host: Some(host), calls: Calls::Publish, when: When::Before, effect });
        }
        world.live_through(HOUR).await;
        for (channel, host) in [("Mastodon", Host::Mastodon), ("Bluesky", Host::Bluesky)] {
            let row = on_channel(&world, post, channel).await;
            assert_eq!((row.row.state, copies(&world, host, "Refused")), (State::Rejected, 0), "{channel}");
            assert!(row.trouble.is_some_and(|why| why.contains("403")), "{channel}");
            assert_eq!(told(&world, row.id).await, ["rejected"]);
        }
    })
    .await;
}

#[tokio::test]
async fn dl15_a_repeated_key_that_is_answered_with_500_is_looked_up_in_the_list() {
    each(async |world: World| {
        let post = planned(&world, "The key again", &["Mastodon"]).await;
        world.practice.repeats_fail(true);
        world.practice.plan(Fault::next_publish(When::After, Effect::TimeOut));
        world.live_through(MINUTE).await;
        world.practice.lists_are_broken(true);
        world.live_through(MINUTE * 16).await;
        let row = on_channel(&world, post, "Mastodon").await;
        assert_eq!(row.row.state, State::NeedsHuman, "a list that shows nothing at all proves nothing");

        says(&world, row.id, PersonSays::SendIt).await.unwrap();
        world.practice.lists_are_broken(false);
        world.live_through(MINUTE * 20).await;
        assert_eq!(copies(&world, Host::Mastodon, "The key again"), 1, "the person was wrong, the key was a guard");
        let row = on_channel(&world, post, "Mastodon").await;
        assert_eq!((row.row.state, row.row.ambiguous_count), (State::Live, 2));
    })
    .await;
}

#[tokio::test]
async fn a_server_whose_clock_is_hours_wrong_makes_no_double_and_loses_nothing() {
    each(async |world: World| {
        world.practice.clock_is_off(HOUR * -48);
        planned(&world, "By a clock that was wrong already", &channels()).await;
        world.live_through(MINUTE * 20).await;
        for hours in [-26, -5, 5, 26] {
            world.practice.clock_is_off(HOUR * hours);
            for (when, status) in [(When::After, 500), (When::Before, 500), (When::After, 504), (When::Before, 504)] {
                let text = format!("{hours} h, {when:?}, {status}");
                lost_once(&world, &text, when, &Effect::Status(status)).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_second_attempt_left_is_found_like_that_of_the_first() {
    each(async |world: World| {
        let post = planned(&world, "Lost twice", &["Listed"]).await;
        world.practice.plan(Fault::next_publish(When::Before, Effect::Drop));
        world.practice.plan(Fault::next_publish(When::After, Effect::Drop));
        world.live_through(MINUTE * 40).await;
        let row = on_channel(&world, post, "Listed").await;
        assert_eq!((row.row.state, row.row.ambiguous_count), (State::Live, 2));
        assert_eq!(copies(&world, Host::Listed, "Lost twice"), 1);
    })
    .await;
}
