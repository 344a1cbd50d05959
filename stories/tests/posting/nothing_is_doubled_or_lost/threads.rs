//! A thread: every part once, in its order, each as an answer to the one before it, and never taken back by itself.

use super::scene::{HOUR, MINUTE, copies, each, told};
use acts::{drafts, posts};
use basics::PostId;
use delivery::{PauseReason, State};
use networks::practice::{Calls, Effect, Fault, Host, Published, When};
use publishing::Part;
use store::DeliveryRow;
use stories::{Site, World};

const TEXTS: [&str; 3] = ["One of three", "Two of three", "Three of three"];

/// A thread of three parts, on these channels, that is to leave in a minute.
async fn thread(world: &World, on: &[&str]) -> PostId {
    let mut post = world.writes("django", "Member A", TEXTS[0]).on(on).await.serving(&["1"]).due_in(MINUTE);
    post.draft.thread = TEXTS[1..].iter().map(|text| Part::of(text)).collect();
    let post = post.kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

fn published(world: &World, host: Host) -> Vec<Published> {
    let mut there = world.practice.published();
    there.retain(|post| post.host == host && TEXTS.contains(&post.text.as_str()) && !post.deleted);
    there.sort_by_key(|post| TEXTS.iter().position(|text| *text == post.text));
    there
}

async fn parts(world: &World, post: PostId, channel: &str) -> Vec<DeliveryRow> {
    let id = world.channel("django", channel).await;
    let mut parts = world.deliveries("django", post).await;
    parts.retain(|row| row.channel == id && !row.deletes());
    parts.sort_by_key(|row| row.part);
    parts
}

#[tokio::test]
async fn a_thread_leaves_part_by_part_and_each_part_answers_the_one_before_it() {
    each(async |world: World| {
        let post = thread(&world, &["Bluesky", "Mastodon", "Listed", "Drafting"]).await;
        let waiting = parts(&world, post, "Mastodon").await;
        assert!(waiting[1..].iter().all(|row| row.row.pauses.contains(PauseReason::Thread)));
        world.live_through(MINUTE * 20).await;
        for (channel, host) in [
            ("Bluesky", Host::Bluesky),
            ("Mastodon", Host::Mastodon),
            ("Listed", Host::Listed),
            ("Drafting", Host::Drafting),
        ] {
            let there = published(&world, host);
            let texts: Vec<&str> = there.iter().map(|post| post.text.as_str()).collect();
            assert_eq!(texts, TEXTS, "{channel}");
            assert_eq!(there[0].reply_to, None, "{channel}");
            assert_eq!(there[1].reply_to.as_ref(), Some(&there[0].id), "{channel}");
            assert_eq!(there[2].reply_to.as_ref(), Some(&there[1].id), "{channel}");
            let states: Vec<State> = parts(&world, post, channel).await.iter().map(|row| row.row.state).collect();
            assert_eq!(states, [State::Live; 3], "{channel}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_part_whose_answer_was_lost_is_found_before_the_next_one_leaves() {
    each(async |world: World| {
        let post = thread(&world, &["Bluesky", "Mastodon", "Listed", "Drafting"]).await;
        for host in [Host::Bluesky, Host::Mastodon, Host::Listed, Host::Drafting] {
            let (calls, when, effect) = (Calls::Publish, When::After, Effect::Status(504));
            world.practice.plan(Fault { host: Some(host), calls, when, effect });
        }
        world.live_through(MINUTE).await;
        assert!(parts(&world, post, "Mastodon").await[1].row.pauses.contains(PauseReason::Thread));
        world.live_through(HOUR).await;
        for host in [Host::Bluesky, Host::Mastodon, Host::Listed, Host::Drafting] {
            for text in TEXTS {
                assert_eq!(copies(&world, host, text), 1, "{host:?}, {text}");
            }
        }
    })
    .await;
}

/// The first part gets through, though its answer is lost, and the second one is refused.
fn refuse_the_second_part(world: &World) {
    for (when, status) in [(When::After, 504), (When::Before, 422)] {
        let (host, calls, effect) = (Some(Host::Mastodon), Calls::Publish, Effect::Status(status));
        world.practice.plan(Fault { host, calls, when, effect });
    }
}

#[tokio::test]
async fn a_thread_that_stops_keeps_what_is_there_tells_it_and_goes_on_when_a_person_says_so() {
    Box::pin(each(async |world: World| {
        let post = thread(&world, &["Mastodon"]).await;
        refuse_the_second_part(&world);
        world.live_through(MINUTE * 5).await;
        let [one, two, three] = <[DeliveryRow; 3]>::try_from(parts(&world, post, "Mastodon").await).unwrap();
        assert_eq!((two.row.state, one.row.remote.is_some()), (State::Rejected, true));
        assert!(three.row.pauses.contains(PauseReason::Thread));
        assert_eq!(told(&world, two.id).await, ["rejected"]);
        assert_eq!(told(&world, three.id).await, ["paused"]);

        world.live_through(MINUTE * 30).await;
        assert_eq!(published(&world, Host::Mastodon).len(), 1, "nothing is taken back, and nothing goes on by itself");

        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        posts::go_on(&world.here, group, &who, two.id).await.unwrap();
        assert!(posts::go_on(&world.here, group, &who, two.id).await.is_err(), "it goes on once");
        world.live_through(MINUTE * 20).await;
        let there = published(&world, Host::Mastodon);
        assert_eq!(there.iter().map(|post| post.text.as_str()).collect::<Vec<_>>(), TEXTS);
        assert_eq!(there[2].reply_to.as_ref(), Some(&there[1].id));
        assert!(told(&world, three.id).await.is_empty(), "nobody is told of it any more");
    }))
    .await;
}

#[tokio::test]
async fn a_thread_that_is_called_off_while_its_first_part_is_in_doubt_is_taken_back_and_does_not_go_on() {
    each(async |world: World| {
        let post = thread(&world, &["Mastodon"]).await;
        let (host, calls, effect) = (Some(Host::Mastodon), Calls::Publish, Effect::Status(504));
        world.practice.plan(Fault { host, calls, when: When::After, effect });
        world.pass(MINUTE).await;
        let (group, who) = (world.group("django"), world.elevated("django", "Member A"));
        posts::cancel(&world.here, group, &who, post).await.unwrap();
        world.live_through(MINUTE * 30).await;
        assert!(published(&world, Host::Mastodon).is_empty());
        let states: Vec<State> = parts(&world, post, "Mastodon").await.iter().map(|row| row.row.state).collect();
        assert_eq!(states, [State::Withdrawn, State::Cancelled, State::Cancelled]);
    })
    .await;
}

/// A post with a comment of its own half an hour later.
async fn commented(world: &World) -> PostId {
    let mut post = world.writes("django", "Member A", TEXTS[0]).on(&["Mastodon"]).await.serving(&["1"]).due_in(MINUTE);
    post.draft.thread = vec![Part { after_minutes: 30, ..Part::of(TEXTS[1]) }];
    let post = post.kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

#[tokio::test]
async fn a_comment_on_ones_own_post_leaves_so_long_after_it_and_answers_it() {
    each(async |world: World| {
        let post = commented(&world).await;
        world.live_through(MINUTE * 29).await;
        assert_eq!(published(&world, Host::Mastodon).len(), 1, "not before its time");
        world.live_through(MINUTE * 15).await;
        let there = published(&world, Host::Mastodon);
        assert_eq!(there.len(), 2);
        assert_eq!(there[1].reply_to.as_ref(), Some(&there[0].id));
        let states: Vec<State> = parts(&world, post, "Mastodon").await.iter().map(|row| row.row.state).collect();
        assert_eq!(states[0], State::Live);
        assert!(matches!(states[1], State::Confirmed | State::Verified | State::Live), "{states:?}");
    })
    .await;
}

#[tokio::test]
async fn a_comment_that_is_to_wait_longer_than_it_was_planned_to_leaves_later() {
    each(async |world: World| {
        let post = commented(&world).await;
        let group = world.group("django");
        let row = world.here.store.post(group, post).await.unwrap().unwrap();
        let mut draft = row.draft.clone();
        draft.thread[0].after_minutes = 120;
        let who = world.person("django", "Member A");
        drafts::save(&world.here, group, who, post, row.number, &draft).await.unwrap();
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert!(page.says("It was edited after it was planned."), "{}", page.text());
        let done = browser.sends_and_goes_on(&page.form("/schedule")).await;
        assert!(done.says("Scheduled for") && !done.says("edited after it was planned"), "{}", done.text());
        let due: Vec<_> = parts(&world, post, "Mastodon").await.iter().map(|row| row.row.due).collect();
        assert_eq!(due[1], due[0].plus(HOUR * 2), "the queue holds what the page says");
        world.live_through(HOUR).await;
        assert_eq!(published(&world, Host::Mastodon).len(), 1, "not at the time of which nobody speaks any more");
        world.live_through(HOUR + MINUTE * 15).await;
        assert_eq!(published(&world, Host::Mastodon).len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_comment_never_leaves_without_the_post_it_is_on() {
    each(async |world: World| {
        let post = commented(&world).await;
        let (host, calls, effect) = (Some(Host::Mastodon), Calls::Publish, Effect::Status(422));
        world.practice.plan(Fault { host, calls, when: When::Before, effect });
        world.live_through(HOUR).await;
        assert!(published(&world, Host::Mastodon).is_empty(), "its own time has come, and it waits all the same");
        let [one, two] = <[DeliveryRow; 2]>::try_from(parts(&world, post, "Mastodon").await).unwrap();
        assert_eq!(one.row.state, State::Rejected);
        assert!(two.row.pauses.contains(PauseReason::Thread));
        assert_eq!(told(&world, two.id).await, ["paused"]);
        posts::cancel(&world.here, world.group("django"), &world.elevated("django", "Member A"), post).await.unwrap();
        assert_eq!(parts(&world, post, "Mastodon").await[1].row.state, State::Cancelled);
    })
    .await;
}
