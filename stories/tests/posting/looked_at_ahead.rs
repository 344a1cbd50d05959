//! What would stand in the way of a post is told while there is time to mend it: when it is planned, and a day, an hour and
//! five minutes before it leaves. It changes nothing about the delivery.

use acts::{access, clock};
use basics::PostId;
use channels::Capability::Publish;
use delivery::State;
use jiff::SignedDuration;
use mail::Outbox;
use networks::practice::Host;
use stories::{Page, Site, World, both};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Member A's post, planned for Mastodon in two days.
async fn planned(world: &World, text: &str) -> PostId {
    let post = world.writes("django", "Member A", text).on(&["Mastodon"]).await.serving(&["1"]);
    let post = post.due_in(HOUR * 48).kept().await;
    world.schedules("django", "Member A", post).await.unwrap();
    post
}

async fn looks(world: &World) -> usize {
    clock::looked_ahead(&world.here).await.unwrap()
}

async fn page(world: &World, name: &'static str, path: &str) -> Page {
    Site::of(world).await.browser("django", name).await.opens(path).await
}

async fn waits_untouched(world: &World, post: PostId) {
    let row = &world.deliveries("django", post).await[0].row;
    assert_eq!(row.state, State::Scheduled);
    assert!(row.pauses.is_empty(), "what was found changes nothing by itself: {row:?}");
}

#[tokio::test]
async fn a_key_that_was_taken_away_is_told_to_its_author_and_to_whoever_connects_accounts_before_the_post_leaves() {
    both(async |mut world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let outbox = Outbox::kept();
        world.here = world.here.clone().with_mail(outbox.clone());
        let post = planned(&world, "A release is out").await;
        assert_eq!((looks(&world).await, looks(&world).await), (1, 0), "once when it is planned");
        let path = format!("/g/django/posts/{post}");
        assert!(!page(&world, "Member A", "/g/django/").await.says("stands in the way"), "nothing does");

        let account = world.practice.account(Host::Mastodon, "project", "Mastodon");
        world.practice.revoke(&account.account.id);
        world.pass(HOUR * 24).await;
        assert_eq!((looks(&world).await, looks(&world).await), (1, 0), "once a day before");
        let shown = page(&world, "Member A", &path).await;
        assert!(shown.says("Mastodon cannot be used as it is connected"), "{}", shown.text());
        assert!(shown.says("connect the account again"), "{}", shown.text());
        for name in ["Member A", "Chair"] {
            let home = page(&world, name, "/g/django/").await;
            assert!(home.says("Something stands in the way of “A release is out”"), "{name}: {}", home.text());
            assert!(!home.says("With those it is told to"), "{name}: {}", home.text());
        }
        assert!(page(&world, "Member C", "/g/django/").await.says("With those it is told to"));
        waits_untouched(&world, post).await;

        world.pass(HOUR * 23).await;
        assert_eq!((looks(&world).await, looks(&world).await), (1, 0), "once an hour before");
        world.pass(MINUTE * 55).await;
        assert_eq!((looks(&world).await, looks(&world).await), (1, 0), "and once five minutes before");
        waits_untouched(&world, post).await;
    })
    .await;
}

#[tokio::test]
async fn a_picture_that_is_gone_and_an_authority_that_ended_are_told_ahead() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "With a picture").on(&["Mastodon"]).await.serving(&["1"]);
        let post = post.showing_a_picture().await.due_in(HOUR * 2).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        assert_eq!(looks(&world).await, 1);
        let path = format!("/g/django/posts/{post}");
        assert!(!page(&world, "Member A", &path).await.says("cannot be sent"));

        let row = world.here.store.post(world.group("django"), post).await.unwrap().unwrap();
        let digest = row.draft.everywhere.pictures[0].digest.to_string();
        std::fs::remove_file(world.folder.path().join("pictures").join(digest)).unwrap();
        let grants = world.here.store.grants(world.group("django")).await.unwrap();
        let grant = grants.iter().find(|grant| grant.person == world.person("django", "Member A")).unwrap();
        access::end(
            &world.here,
            world.group("django"),
            &world.elevated("django", "Chair"),
            grant.id,
            "no longer writes",
        )
        .await
        .unwrap();
        world.pass(HOUR).await;
        assert_eq!(looks(&world).await, 1);
        let shown = page(&world, "Chair", &path).await;
        assert!(shown.says("A picture of it cannot be sent"), "{}", shown.text());
        assert!(shown.says("By the charter it may not leave as things stand"), "{}", shown.text());
    })
    .await;
}

#[tokio::test]
async fn what_could_not_be_looked_at_is_said_with_the_post_and_is_no_problem_of_it() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = planned(&world, "Read https://nobody-answers.example/release").await;
        assert_eq!(looks(&world).await, 1);
        let shown = page(&world, "Member A", &format!("/g/django/posts/{post}")).await;
        assert!(shown.says("could not be opened"), "{}", shown.text());
        assert!(!page(&world, "Member A", "/g/django/").await.says("stands in the way"), "nobody is troubled with it");
        waits_untouched(&world, post).await;
    })
    .await;
}
