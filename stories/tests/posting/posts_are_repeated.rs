//! A post is repeated, always with an end: each of its posts is its own, judged and called off by itself, on the same time of
//! the wall.

use acts::{drafts, recurring};
use basics::{PostId, Zone};
use channels::Capability::Publish;
use delivery::State;
use jiff::SignedDuration;
use publishing::{Choice, Every, Planned, Recurring, Until};
use store::SeriesOfPosts;
use stories::{Page, Site, World, both};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A draft of Member A for Mastodon, on which they may publish, that is due in an hour.
async fn written(world: &World) -> PostId {
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    another(world).await
}

async fn another(world: &World) -> PostId {
    let post = world.writes("django", "Member A", "Office hours").on(&["Mastodon"]).await;
    post.serving(&["1"]).due_in(HOUR).kept().await
}

async fn series(world: &World, post: PostId) -> SeriesOfPosts {
    world.here.store.series_of_post(world.group("django"), post).await.unwrap().unwrap()
}

async fn repeats(world: &World, by: &'static str, post: PostId, times: u32) -> recurring::Reached {
    let rule = Recurring { every: Every::Week, until: Until::Times(times) };
    let (group, who) = (world.group("django"), world.elevated("django", by));
    recurring::repeat(&world.here, group, &who, post, rule).await.unwrap()
}

fn out(world: &World) -> usize {
    world.practice.published().len()
}

fn repeated(page: &Page, every: &str, until: &str, times: &str) -> stories::Form {
    page.form("/repeat").with("every", every).with("until", until).with("times", times)
}

#[tokio::test]
async fn a_post_is_repeated_until_its_end_and_one_of_its_posts_is_called_off_by_itself() {
    both(async |world: World| {
        let post = written(&world).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let page = format!("/g/django/posts/{post}");
        let form = repeated(&browser.opens(&page).await, "week", "", "4");
        let done = browser.sends_and_goes_on(&form).await;
        assert!(done.says("Every post of the series is in the queue"), "{}", done.text());
        assert!(done.says("Every week on the same weekday, 4 times.") && done.says("4 of 4"), "{}", done.text());
        assert!(browser.sends(&form).await.says("This post is repeated already"));
        let all = series(&world, post).await;
        assert_eq!(all.posts.len(), 4, "the form that is sent twice begins one series");

        let second = all.posts[1].post.id;
        let cancel = browser.opens(&format!("/g/django/posts/{second}")).await.form("/cancel");
        browser.sends_and_goes_on(&cancel).await;
        world.pass(HOUR).await;
        assert_eq!(out(&world), 1);
        world.pass(WEEK).await;
        assert_eq!(out(&world), 1, "the second was called off, and only that");
        world.pass(WEEK).await;
        assert_eq!(out(&world), 2);
        world.pass(WEEK).await;
        world.pass(WEEK).await;
        assert_eq!(out(&world), 3, "and it ends");
    })
    .await;
}

#[tokio::test]
async fn the_rest_of_a_series_is_called_off_at_once_and_what_is_out_stays() {
    both(async |world: World| {
        let post = written(&world).await;
        assert_eq!(repeats(&world, "Member A", post, 3).await.done.len(), 3);
        world.pass(HOUR).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        assert!(page.says("2 posts of this series leave nowhere any more."), "{}", page.text());
        let done = browser.sends_and_goes_on(&page.form("/call-off-the-rest")).await;
        assert!(done.says("What had not left of the series is called off."), "{}", done.text());
        assert!(!done.offers("/call-off-the-rest"), "nothing of it waits any more");
        world.pass(WEEK).await;
        world.pass(WEEK).await;
        assert_eq!(out(&world), 1, "what is out stays, and nothing follows");
        for one in &series(&world, post).await.posts[1..] {
            assert_eq!(world.states("django", one.post.id).await, [State::Cancelled]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_post_of_a_series_whose_draft_lost_its_day_is_called_off_with_the_rest() {
    both(async |world: World| {
        let post = written(&world).await;
        repeats(&world, "Member A", post, 3).await;
        let (group, who) = (world.group("django"), world.person("django", "Member A"));
        let second = series(&world, post).await.posts[1].post.clone();
        let dayless = publishing::Draft { when: None, ..second.draft.clone() };
        drafts::save(&world.here, group, who, second.id, second.number, &dayless).await.unwrap();
        let (before, elevated) = (out(&world), world.elevated("django", "Member A"));
        let reached = recurring::call_off_the_rest(&world.here, group, &elevated, post).await.unwrap();
        assert_eq!((reached.done.len(), reached.not.len()), (3, 0), "what stands in the queue counts, not the draft");
        assert_eq!(world.states("django", second.id).await, [State::Cancelled]);
        world.pass(WEEK).await;
        world.pass(WEEK).await;
        assert_eq!(out(&world), before, "nothing of it leaves");
        let elevated = world.elevated("django", "Member A");
        let nothing = recurring::call_off_the_rest(&world.here, group, &elevated, post).await.unwrap_err().to_string();
        assert!(nothing.contains("nothing of this series waits any more"), "{nothing}");
    })
    .await;
}

#[tokio::test]
async fn pc12_every_post_of_a_series_shows_the_same_time_on_the_wall() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let zone = Zone::named("Europe/Copenhagen").unwrap();
        let mut post = world.writes("django", "Member A", "Late").on(&["Mastodon"]).await.serving(&["1"]);
        let wall = "2027-03-14T02:30".parse().unwrap();
        post.draft.when = Some(Planned::new(wall, &zone, Choice::Only, world.now()).unwrap());
        let post = post.kept().await;
        repeats(&world, "Member A", post, 4).await;
        let due: Vec<String> =
            series(&world, post).await.posts.iter().map(|one| one.post.due.unwrap().to_string()).collect();
        let expected = ["2027-03-14T01:30", "2027-03-21T01:30", "2027-03-28T01:00", "2027-04-04T00:30"];
        assert_eq!(due, expected.map(|at| format!("{at}:00.000000Z")));
        let site = Site::of(&world).await;
        let page = site.browser("django", "Member A").await.opens(&format!("/g/django/posts/{post}")).await;
        let told = "The clock jumps over 2027-03-28 02:30 that day, so it leaves just after.";
        assert!(page.says(told), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_series_without_an_end_or_with_two_is_refused_and_what_was_typed_stays() {
    both(async |world: World| {
        let post = written(&world).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        for (until, times, words) in [
            ("", "", "Say when it ends"),
            ("2027-01-01", "3", "Give one end"),
            ("", "53", "Write a number from 2 to 52"),
            ("", "many", "Write a number from 2 to 52"),
            ("2026-11-21", "", "A series has at least two posts"),
            ("2028-10-01", "", "A series has at most 52 posts"),
        ] {
            let answer = browser.sends(&repeated(&page, "week", until, times)).await;
            assert!(answer.says(words), "{until} {times}: {}", answer.text());
            let form = answer.form("/repeat");
            assert_eq!((form.value("until"), form.value("times")), (Some(until), Some(times)));
        }
        assert!(world.here.store.series_of_post(world.group("django"), post).await.unwrap().is_none());
        assert!(world.deliveries("django", post).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn each_post_of_a_series_is_judged_and_where_it_is_refused_its_draft_stays() {
    both(async |world: World| {
        let post = written(&world).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member C").await;
        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        let answer = browser.sends(&repeated(&page, "two-weeks", "", "3")).await;
        assert!(answer.says("3 of 3 posts, from 2026-11-20 13:00 to 2026-12-18 13:00"), "{}", answer.text());
        assert_eq!(series(&world, post).await.posts.len(), 3, "the drafts stay");
        world.pass(HOUR).await;
        assert_eq!(out(&world), 0);

        // What the writer may let out is judged once more when it leaves, each by itself.
        let second = another(&world).await;
        repeats(&world, "Member A", second, 2).await;
        world.pass(HOUR).await;
        assert_eq!(out(&world), 1);
        let (group, grants) = (world.group("django"), world.here.store.grants(world.group("django")).await.unwrap());
        let theirs = grants.iter().filter(|grant| grant.person == world.person("django", "Member A"));
        for grant in theirs {
            let chair = world.elevated("django", "Chair");
            acts::access::end(&world.here, group, &chair, grant.id, "No longer writes there").await.unwrap();
        }
        world.pass(WEEK).await;
        assert_eq!(out(&world), 1, "nobody lets it out any more");
    })
    .await;
}
