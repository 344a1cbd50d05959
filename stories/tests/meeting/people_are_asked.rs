//! What people are asked and how they answer: the newest request is there however much went wrong before it, what waits can
//! be dropped, and a refusal is in words that say what to do.

use basics::{DeliveryId, PostId};
use channels::Capability::Publish;
use delivery::{Happened, PauseReason, State};
use jiff::SignedDuration;
use networks::practice::{Effect, Fault, Host, When};
use stories::{Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A post of Member A that is to leave in a minute.
async fn planned(world: &World, text: &str, on: &[&str]) -> PostId {
    let post = world.writes("django", "Member A", text).on(on).await.serving(&["1"]).due_in(MINUTE).kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

/// So many posts that the network refused, each with its notice that nobody settles.
async fn refused(world: &World, how_many: usize) {
    for count in 0..how_many {
        planned(world, &format!("Refused {count}"), &["Mastodon"]).await;
        world.practice.plan(Fault::next_publish(When::Before, Effect::Status(403)));
    }
    world.live_through(MINUTE * 2).await;
    assert!(world.practice.published().is_empty());
}

#[tokio::test]
async fn a_new_request_is_on_home_after_forty_one_refusals_of_the_network_fresh_or_old() {
    both(async |world: World| {
        for channel in ["Mastodon", "LinkedIn"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        refused(&world, 41).await;
        planned(&world, "The first by hand", &["LinkedIn"]).await;
        world.live_through(MINUTE).await;
        let site = Site::of(&world).await;
        let home = site.browser("django", "Member A").await.opens("/g/django/").await;
        assert!(home.says("Post by hand on LinkedIn: The first by hand"), "{}", home.text());
        assert!(home.says("Mastodon refused “Refused"), "what just went wrong is told: {}", home.text());

        world.pass(WEEK * 2).await;
        planned(&world, "The second by hand", &["LinkedIn"]).await;
        world.live_through(MINUTE).await;
        let home = site.browser("django", "Member A").await.opens("/g/django/").await;
        assert!(home.says("Post by hand on LinkedIn: The second by hand"), "{}", home.text());
        assert!(!home.says("refused “Refused"), "what ended long ago is not: {}", home.text());
    })
    .await;
}

/// The page of a post.
fn at(post: PostId) -> String {
    format!("/g/django/posts/{post}")
}

#[tokio::test]
async fn what_is_to_be_posted_by_hand_is_dropped_although_the_other_channel_has_it() {
    both(async |world: World| {
        for channel in ["Mastodon", "LinkedIn"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        let post = planned(&world, "Half by hand", &["Mastodon", "LinkedIn"]).await;
        world.live_through(MINUTE * 2).await;
        let site = Site::of(&world).await;
        let (mine, other) = (site.browser("django", "Member A").await, site.browser("django", "Member C").await);
        let page = other.opens(&at(post)).await;
        assert!(page.says("Drop it") && !page.offers("/settle"), "who may not drop it reads why: {}", page.text());

        let page = mine.opens(&at(post)).await;
        let drop = page.form("/settle");
        assert_eq!(drop.value("says"), Some("drop"), "{}", page.text());
        assert!(page.says("The post does not go out on LinkedIn."), "{}", page.text());
        let page = mine.sends_and_goes_on(&drop).await;
        assert!(page.says("It is dropped.") && page.says("Called off before it left."), "{}", page.text());
        assert!(!page.offers("/posted") && page.offers("/withdraw"), "what is out stays out: {}", page.text());
        assert!(!mine.opens("/g/django/").await.says("Post by hand"));
        assert_eq!(world.practice.published().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_held_back_is_dropped_although_the_other_channel_has_it() {
    both(async |world: World| {
        for channel in ["Mastodon", "Bluesky"] {
            world.give("django", "Member A", channel, &[Publish]).await;
        }
        let account = world.practice.account(Host::Mastodon, "project", "Mastodon").account;
        world.practice.revoke(&account.id);
        let post = planned(&world, "Half held back", &["Mastodon", "Bluesky"]).await;
        world.live_through(MINUTE * 2).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let page = browser.opens(&at(post)).await;
        assert!(page.says("Held back") && !page.offers("/cancel"), "{}", page.text());
        let page = browser.sends_and_goes_on(&page.form("/settle")).await;
        assert!(page.says("Called off before it left."), "{}", page.text());
        assert!(!browser.opens("/g/django/").await.says("Reconnect Mastodon"), "nobody is asked about it any more");
    })
    .await;
}

/// Member A’s post that somebody is asked to post by hand.
async fn asked(world: &World) -> PostId {
    world.give("django", "Member A", "LinkedIn", &[Publish]).await;
    let post = planned(world, "By hand", &["LinkedIn"]).await;
    world.live_through(MINUTE).await;
    post
}

/// The refusal of a plan for what a person is to post by hand.
fn speaks_to_people(page: &Page) {
    assert_eq!(page.status, 422, "{}", page.text());
    let words = "“By hand” on LinkedIn waits for a person to post it by hand; record the address of the post there, or \
                 drop it, before anything else";
    assert!(page.says(words), "{}", page.text());
    for jargon in ["retime", "a delivery that is", "in that state"] {
        assert!(!page.says(jargon), "{jargon}: {}", page.text());
    }
}

#[tokio::test]
async fn planning_anew_what_is_to_be_posted_by_hand_is_refused_in_words_that_say_what_to_do() {
    both(async |world: World| {
        let post = asked(&world).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let form = browser.opens(&format!("{}/edit", at(post))).await.form("/edit");
        let form = form.with("day", "2026-11-21").with("time", "09:00").with("zone", "UTC").with("do", "schedule");
        let page = browser.sends(&form).await;
        assert!(page.html.contains("“By hand” on LinkedIn waits"), "{}", page.text());
        speaks_to_people(&page);
    })
    .await;
}

#[tokio::test]
async fn a_move_that_is_refused_leaves_the_time_of_the_draft_as_it_was() {
    both(async |world: World| {
        let post = asked(&world).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let time = |page: Page| page.form("/edit").value("time").map(str::to_owned);
        let edit = format!("{}/edit", at(post));
        let before = time(browser.opens(&edit).await);
        let form = browser.opens(&at(post)).await.form("/posted").sent_to(format!("{}/move", at(post)));
        let page = browser.sends(&form.with("day", "2026-11-21").with("time", "09:00")).await;
        speaks_to_people(&page);
        assert_eq!(time(browser.opens(&edit).await), before);
        let row = world.here.store.post(world.group("django"), post).await.unwrap().unwrap();
        assert_eq!((row.number, row.due), (1, row.draft.when.map(|planned| planned.at)), "nothing was saved");
    })
    .await;
}

/// The only delivery of a post.
async fn delivery(world: &World, post: PostId) -> store::DeliveryRow {
    world.deliveries("django", post).await.remove(0)
}

/// Processes die over it until it is held back.
async fn given_up_half_way(world: &World, post: PostId) {
    while !delivery(world, post).await.row.pauses.contains(PauseReason::Crashes) {
        for event in [Happened::Claim, Happened::WorkerGone] {
            let row = delivery(world, post).await;
            world.here.store.bookkeeping().tell(&row, event, "a story").await.unwrap();
        }
    }
}

/// How often somebody said in the log what became of this delivery.
async fn settled(world: &World, delivery: DeliveryId) -> usize {
    let log = world.log(world.group("django")).await;
    let about = |kept: &&audit::Kept| {
        let entry = format!("{kept:?}");
        entry.contains("settle_delivery") && entry.contains(&delivery.to_string())
    };
    log.iter().filter(about).count()
}

#[tokio::test]
async fn what_was_given_up_half_way_is_sent_or_called_off_by_a_person_who_may() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let (mine, other) = (site.browser("django", "Member A").await, site.browser("django", "Member C").await);
        for (text, says, end) in [("Sent after all", "send", "Published"), ("Called off", "drop", "Called off")] {
            let post = planned(&world, text, &["Mastodon"]).await;
            world.here.store.clock().advance(MINUTE);
            given_up_half_way(&world, post).await;
            let page = other.opens(&at(post)).await;
            assert!(page.says("Send it now") && !page.offers("/settle"), "who may not reads why: {}", page.text());
            let page = mine.opens(&at(post)).await;
            assert!(page.says("given up twice half way") && page.says("Drop it"), "{}", page.text());
            let send = page.form("/settle");
            assert_eq!(send.value("says"), Some("send"), "{}", page.text());
            mine.sends_and_goes_on(&send.with("says", says)).await;
            world.work().await;
            let page = mine.opens(&at(post)).await;
            assert!(page.says(end) && !page.says("Held back"), "{}", page.text());
            assert!(!mine.opens("/g/django/").await.says("Look at “"), "nobody is asked any more");
            assert_eq!(settled(&world, delivery(&world, post).await.id).await, 1);
        }
        assert_eq!(world.practice.published().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn dl10_what_is_gone_or_changed_there_is_left_as_it_is_once_somebody_says_so() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let site = Site::of(&world).await;
        let (mine, other) = (site.browser("django", "Member A").await, site.browser("django", "Member C").await);
        for (text, becomes, state) in
            [("Lost there", None, State::Vanished), ("Changed there", Some("Other words"), State::Altered)]
        {
            let post = planned(&world, text, &["Mastodon"]).await;
            world.pass(MINUTE).await;
            let remote = delivery(&world, post).await.row.remote.unwrap();
            world.practice.changes(Host::Mastodon, &remote.id, becomes);
            world.live_through(MINUTE * 2).await;
            assert_eq!(delivery(&world, post).await.row.state, state);
            let home = mine.opens("/g/django/").await;
            assert!(home.says(text), "it is told: {}", home.text());
            let page = other.opens(&at(post)).await;
            assert!(page.says("We know, leave it") && !page.offers("/settle"), "{}", page.text());
            let page = mine.opens(&at(post)).await;
            let known = page.form("/settle");
            assert_eq!(known.value("says"), Some("known"), "{}", page.text());
            let page = mine.sends_and_goes_on(&known).await;
            assert!(!page.says("We know, leave it"), "{}", page.text());
            mine.sends_and_goes_on(&known).await;
            let row = delivery(&world, post).await;
            assert_eq!((row.row.state, settled(&world, row.id).await), (state, 1), "said twice, recorded once");
            let asked = world.told("django").await;
            assert!(asked.is_empty(), "nobody is told any more: {asked:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_has_not_left_a_minute_after_its_time_is_overdue_on_its_page_and_on_home() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = planned(&world, "Should be out", &["Mastodon"]).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        world.here.store.clock().advance(MINUTE);
        assert!(!browser.opens("/g/django/").await.says("overdue since"), "its minute has just begun");
        world.here.store.clock().advance(MINUTE * 2);
        let page = browser.opens(&at(post)).await;
        assert!(page.says("Overdue since") && !page.says("It leaves in a moment"), "{}", page.text());
        let home = browser.opens("/g/django/").await;
        assert!(home.says("“Should be out” has not left on Mastodon"), "{}", home.text());
        assert!(home.says("overdue since"), "{}", home.text());
        world.work().await;
        assert!(!browser.opens("/g/django/").await.says("overdue since"));
        assert!(!browser.opens(&at(post)).await.says("Overdue since"));
    })
    .await;
}
