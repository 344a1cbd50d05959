//! Nothing is lost and nothing is doubled, whatever a network does and wherever a process dies. What really was published
//! is counted on the practice network, on a server of every class of delivery: A (Bluesky), B (Mastodon), C (Listed),
//! D (Drafting), E (Blind).

use acts::{Installation, answers, channels::Move, clock, connecting, opinions, posts, settle};
use basics::{DeliveryId, PostId};
use channels::Capability::Publish;
use charter::{
    Object,
    act::{RestChannel, ResumeChannel, RetireChannel},
};
use delivery::{PauseReason, PersonSays, Remote, State};
use jiff::SignedDuration;
use networks::{
    Secret,
    practice::{Calls, Effect, Fault, Host, When},
};
use std::{future::Future, pin::pin, task::Poll};
use store::{Declined, DeliveryRow, PostStage};
use stories::{ALL_CLASSES, World, on_each};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);
const EVERYWHERE: [(&str, Host); 5] = [
    ("Bluesky", Host::Bluesky),
    ("Mastodon", Host::Mastodon),
    ("Listed", Host::Listed),
    ("Drafting", Host::Drafting),
    ("Blind", Host::Blind),
];

/// Plays a story on each database, in a world where Member A publishes everywhere and something was published before.
async fn each(story: impl AsyncFn(World)) {
    on_each(async |database| {
        let world = Box::pin(World::impatient(database, &[ALL_CLASSES])).await;
        for (channel, _) in EVERYWHERE {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        world.give("django", "Member A", "LinkedIn", &[Publish]).await;
        planned(&world, "An earlier post", &channels()).await;
        world.live_through(MINUTE * 20).await;
        assert_eq!(world.practice.published().len(), EVERYWHERE.len());
        story(world).await;
    })
    .await;
}

fn channels() -> [&'static str; 5] {
    EVERYWHERE.map(|(channel, _)| channel)
}

/// A post of Member A that is to leave in a minute.
async fn planned(world: &World, text: &str, on: &[&str]) -> PostId {
    let post = world.writes("django", "Member A", text).on(on).await.serving(&["1"]).due_in(MINUTE).kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

fn copies(world: &World, host: Host, text: &str) -> usize {
    world.practice.published().iter().filter(|post| post.host == host && post.text == text).count()
}

async fn on_channel(world: &World, post: PostId, channel: &str) -> DeliveryRow {
    let id = world.channel("django", channel).await;
    let of_channel = |row: &DeliveryRow| row.channel == id && !row.deletes();
    world.deliveries("django", post).await.into_iter().find(of_channel).unwrap()
}

async fn told(world: &World, delivery: DeliveryId) -> Vec<String> {
    world
        .told("django")
        .await
        .into_iter()
        .filter(|notice| notice.delivery == delivery)
        .map(|notice| notice.kind)
        .collect()
}

async fn says(world: &World, delivery: DeliveryId, says: PersonSays) -> Result<(), Declined> {
    settle::settle(&world.here, world.group("django"), &world.elevated("django", "Member A"), delivery, says).await
}

/// What a pasted address names.
async fn pasted(world: &World, delivery: DeliveryId, address: &str) -> Result<Remote, Declined> {
    settle::at(&world.here, world.group("django"), delivery, address).await
}

/// Where a text stands on the practice network, as a person would paste it.
fn address(world: &World, host: Host, text: &str) -> String {
    let post = world.practice.published().into_iter().find(|post| post.host == host && post.text == text).unwrap();
    world.practice.page_of(&post).unwrap()
}

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
async fn dl07_whatever_a_throttle_says_the_wait_is_bounded_and_nothing_spins() {
    let waits = ["0", "-5", "3", "1000000000000", "Wed, 21 Oct 2015 07:28:00 GMT", "soon"];
    each(async |world: World| {
        for wait in waits {
            let before = world.practice.publishing_calls();
            let text = format!("Throttled: {wait}");
            let post = planned(&world, &text, &["Mastodon"]).await;
            let effect = Effect::TooMany("retry-after".to_owned(), wait.to_owned());
            world.practice.plan(Fault::next_publish(When::Before, effect));
            world.live_through(MINUTE).await;
            world.live_through(MINUTE * 3).await;
            assert_eq!(copies(&world, Host::Mastodon, &text), 1, "{wait}");
            assert_eq!(world.practice.publishing_calls() - before, 2, "{wait}: refused once, sent once");
            assert_eq!(on_channel(&world, post, "Mastodon").await.row.attempts, 1, "a throttle is no attempt");
        }
    })
    .await;
}

#[tokio::test]
async fn dl07_what_the_network_told_one_post_holds_for_the_channel_and_nothing_overtakes() {
    each(async |world: World| {
        let (start, mut texts) = (world.now(), Vec::new());
        for minute in [1, 2, 4, 3] {
            let text = format!("Minute {minute}");
            let post = world.writes("django", "Member A", &text).on(&["Mastodon", "Listed"]).await.serving(&["1"]);
            let post = post.due_at(start.plus(MINUTE * minute)).kept().await;
            world.schedules("django", "Member A", post).await.unwrap();
            texts.push((minute, text, post));
        }
        texts.sort();
        let before = world.practice.publishing_calls();
        let throttled = |wait: &str| {
            let effect = Effect::TooMany("retry-after".to_owned(), wait.to_owned());
            Fault { host: Some(Host::Mastodon), calls: Calls::Publish, when: When::Before, effect }
        };
        world.practice.plan(throttled("600"));
        world.practice.plan(throttled("300"));
        world.live_through(MINUTE * 9).await;
        assert_eq!(copies_of(&world, Host::Mastodon, "Minute"), 0);
        assert_eq!(copies_of(&world, Host::Listed, "Minute"), 4, "another channel is not concerned");
        assert_eq!(world.practice.publishing_calls() - before, 4 + 1, "the network was asked once, and not again");
        for (_, text, post) in &texts {
            let row = on_channel(&world, *post, "Mastodon").await.row;
            assert_eq!((row.state, row.attempts), (State::Scheduled, 0), "{text}");
            assert!(row.pauses.contains(PauseReason::Rate), "{text}: the page says why it waits");
        }

        world.live_through(MINUTE * 4).await;
        assert_eq!(copies_of(&world, Host::Mastodon, "Minute"), 0);
        assert_eq!(world.practice.publishing_calls() - before, 4 + 2, "told to wait again, by one post for all");
        world.live_through(MINUTE * 6).await;
        let left = world.practice.published().into_iter().filter(|post| post.host == Host::Mastodon);
        let left: Vec<String> = left.map(|post| post.text).filter(|text| text.starts_with("Minute")).collect();
        assert_eq!(left, texts.into_iter().map(|(_, text, _)| text).collect::<Vec<_>>(), "in the order of their times");
        assert_eq!(world.practice.publishing_calls() - before, 4 + 2 + 4);
    })
    .await;
}

fn copies_of(world: &World, host: Host, start: &str) -> usize {
    world.practice.published().iter().filter(|post| post.host == host && post.text.starts_with(start)).count()
}

#[tokio::test]
async fn dl07_a_day_of_waiting_is_told_and_then_a_person_is_asked() {
    each(async |world: World| {
        let post = planned(&world, "Throttled for a day", &["Mastodon"]).await;
        let effect = Effect::TooMany("retry-after".to_owned(), "86400".to_owned());
        world.practice.plan(Fault::next_publish(When::Before, effect));
        world.live_through(MINUTE).await;
        let id = on_channel(&world, post, "Mastodon").await.id;
        assert_eq!(told(&world, id).await, ["long_wait"]);
        world.live_through(HOUR * 25).await;
        assert_eq!(copies(&world, Host::Mastodon, "Throttled for a day"), 0, "a day late is not sent unasked");
        assert!(on_channel(&world, post, "Mastodon").await.row.pauses.contains(PauseReason::Late));
        says(&world, id, PersonSays::SendIt).await.unwrap();
        world.work().await;
        assert_eq!(copies(&world, Host::Mastodon, "Throttled for a day"), 1);
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
    each(async |world: World| {
        let (mut deaths, mut steps, mut finished) = (0, 1, false);
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

/// Deaths are tried at every so many steps; which ones differs with the timing of every run.
const STRIDE: usize = 2;

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

async fn until_sending(world: &World, post: PostId) {
    while !world.states("django", post).await.contains(&State::Sending) {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
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
        assert!(one > 0 && two > 0, "both were at work: {one}, {two}");
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

#[tokio::test]
async fn later_than_an_hour_waits_for_a_person_and_earlier_does_not() {
    each(async |world: World| {
        let posts =
            [planned(&world, "Sent late", &["Mastodon"]).await, planned(&world, "Dropped", &["Mastodon"]).await];
        world.here.store.clock().advance(MINUTE * 60);
        let soon = planned(&world, "Just in time", &["Bluesky"]).await;
        world.here.store.clock().advance(MINUTE * 58);
        world.work().await;
        assert_eq!(on_channel(&world, soon, "Bluesky").await.row.state, State::Confirmed);
        assert_eq!(world.practice.published().len(), 6, "no burst after an outage");
        let [sent, dropped] =
            [on_channel(&world, posts[0], "Mastodon").await, on_channel(&world, posts[1], "Mastodon").await];
        for row in [&sent, &dropped] {
            assert!(row.row.pauses.contains(PauseReason::Late) && told(&world, row.id).await == ["paused"]);
        }
        says(&world, sent.id, PersonSays::SendIt).await.unwrap();
        says(&world, dropped.id, PersonSays::Drop).await.unwrap();
        world.work().await;
        assert_eq!((copies(&world, Host::Mastodon, "Sent late"), copies(&world, Host::Mastodon, "Dropped")), (1, 0));
        assert_eq!(on_channel(&world, posts[1], "Mastodon").await.row.state, State::Cancelled);
    })
    .await;
}

#[tokio::test]
async fn a_revoked_key_holds_its_channel_until_the_account_is_connected_again() {
    each(async |world: World| {
        for (channel, host, account) in
            [("Mastodon", Host::Mastodon, "project"), ("Bluesky", Host::Bluesky, "project.example")]
        {
            let text = format!("Without a key on {channel}");
            let post = planned(&world, &text, &[channel]).await;
            let id = world.practice.account(host, account, account).account.id;
            world.practice.revoke(&id);
            world.live_through(MINUTE * 2).await;
            let row = on_channel(&world, post, channel).await;
            assert_eq!(
                (row.row.state, copies(&world, host, &text)),
                (State::Scheduled, 0),
                "held, neither sent nor lost"
            );
            assert!(row.row.pauses.contains(PauseReason::Token), "{channel}");
            assert!(told(&world, row.id).await.contains(&"paused".to_owned()), "{channel}");

            connect_again(&world, channel, host, account).await;
            world.live_through(MINUTE * 20).await;
            assert_eq!(copies(&world, host, &text), 1, "{channel}");
            assert!(told(&world, row.id).await.is_empty(), "{channel}");
        }
    })
    .await;
}

async fn connect_again(world: &World, channel: &str, host: Host, account: &str) {
    let (group, who) = (world.group("django"), world.elevated("django", "Co-Chair"));
    let channel = world.channel("django", channel).await;
    let server = world.practice.address(host).unwrap();
    let key = Secret::new(world.practice.account(host, account, account).key.expose());
    if host == Host::Bluesky {
        let done = connecting::connect_bluesky(&world.here, group, &who, channel, account, &key, Some(&server));
        done.await.unwrap();
    } else {
        connecting::connect_by_token(&world.here, group, &who, channel, &server, key).await.unwrap();
    }
}

#[tokio::test]
async fn a_channel_that_rests_holds_its_posts_until_it_is_resumed() {
    each(async |world: World| {
        let post = planned(&world, "After the rest", &["Mastodon"]).await;
        moves(&world, "Mastodon", Move::Rest).await;
        world.live_through(MINUTE * 5).await;
        let row = on_channel(&world, post, "Mastodon").await;
        assert!(row.row.pauses.contains(PauseReason::Freeze) && copies(&world, Host::Mastodon, "After the rest") == 0);
        moves(&world, "Mastodon", Move::Resume).await;
        world.live_through(MINUTE).await;
        assert_eq!(copies(&world, Host::Mastodon, "After the rest"), 1);
    })
    .await;
}

#[tokio::test]
async fn retiring_a_channel_calls_off_what_waits_for_it() {
    each(async |world: World| {
        let post = planned(&world, "Never there", &["Mastodon", "Bluesky"]).await;
        moves(&world, "Mastodon", Move::Retire).await;
        world.live_through(MINUTE * 2).await;
        assert_eq!(on_channel(&world, post, "Mastodon").await.row.state, State::Cancelled);
        assert_eq!(copies(&world, Host::Bluesky, "Never there"), 1, "the others are not concerned");
    })
    .await;
}

/// The Chair moves a channel, once whoever decides about that has decided.
async fn moves(world: &World, channel: &str, wanted: Move) {
    let group = world.group("django");
    let id = world.channel("django", channel).await;
    let chair = world.elevated("django", "Chair");
    let opinion = match wanted {
        Move::Rest => opinions::may(&world.here, group, chair.person(), &RestChannel { channel: id }).await,
        Move::Retire => opinions::may(&world.here, group, chair.person(), &RetireChannel { channel: id }).await,
        _ => opinions::may(&world.here, group, chair.person(), &ResumeChannel { channel: id }).await,
    };
    for matter in answers::open_matters(&opinion.unwrap()) {
        let about = Object::new("channel", id);
        let answer = answers::ask(&world.here, group, &chair, about, matter, "May we?").await.unwrap();
        let recorder = if matter.goes_to.as_deref() == Some("board") { "Board Liaison" } else { "Chair" };
        let yes = answers::Filled {
            yes: true,
            decided_on: "2026-11-20".to_owned(),
            source: "https://minutes.example/channels".to_owned(),
            tally: String::new(),
        };
        answers::record(&world.here, group, &world.elevated("django", recorder), answer, yes).await.unwrap();
    }
    acts::channels::change(&world.here, group, &chair, id, wanted).await.unwrap();
}

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
async fn the_posts_of_a_channel_leave_in_their_order() {
    each(async |world: World| {
        let (mut expected, start) = (Vec::new(), world.now());
        for (number, minutes) in [3, 1, 2, 1, 3].into_iter().enumerate() {
            let text = format!("Minute {minutes}, planned as number {number}");
            let post = world.writes("django", "Member A", &text).on(&["Mastodon"]).await.serving(&["1"]);
            let post = post.due_at(start.plus(MINUTE * minutes)).kept().await;
            world.schedules("django", "Member A", post).await.unwrap();
            expected.push((minutes, number, text));
        }
        expected.sort();
        world.here.store.clock().advance(MINUTE * 4);
        world.work().await;
        let left =
            world.practice.published().into_iter().map(|post| post.text).filter(|text| text.starts_with("Minute"));
        assert_eq!(left.collect::<Vec<_>>(), expected.into_iter().map(|(.., text)| text).collect::<Vec<_>>());
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
