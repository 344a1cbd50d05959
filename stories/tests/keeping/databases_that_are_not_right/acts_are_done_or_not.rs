//! While the program runs: an act is done, or it is not done and nothing of it is kept.

use super::scene::Place;
use acts::access::{self, Wish};
use channels::Capability::Publish;
use sqlx::{Connection as _, Executor as _, SqliteConnection};
use store::Database;
use stories::{Site, World, both};

/// The Co-Chair gives Member B access, if the database lets them.
pub async fn grants(world: &World) -> Result<(), store::Declined> {
    let wish = Wish {
        channel: world.channel("django", "Mastodon").await,
        to: world.person("django", "Member B"),
        capability: Publish,
        reason: "Writes for the group".to_owned(),
        until: None,
    };
    let who = world.elevated("django", "Co-Chair");
    access::grant(&world.here, world.group("django"), &who, wish).await.map(drop)
}

/// How much there is: grants, and entries of the log.
pub async fn kept(world: &World) -> (usize, usize) {
    let group = world.group("django");
    let grants = world.here.store.grants(group).await.unwrap().len();
    (grants, world.log(group).await.len())
}

/// A story of SQLite only, which has one writer: on a server nobody holds everything.
#[tokio::test]
async fn a_database_that_is_held_while_the_program_runs_refuses_in_a_sentence() {
    let world = World::on(None).await;
    let before = kept(&world).await;
    let mut holder = held(world.database()).await;
    let says = grants(&world).await.unwrap_err().to_string();
    assert!(says.contains("held by another process") && says.contains("nothing was changed"), "{says}");
    holder.execute("ROLLBACK").await.unwrap();
    assert_eq!(kept(&world).await, before);
    grants(&world).await.unwrap();
}

/// The same at the start.
#[tokio::test]
async fn a_database_that_another_process_holds_is_refused_after_ten_seconds() {
    let place = Place::with_a_file();
    drop(place.opened().await.unwrap());
    let mut holder = held(&place.database).await;
    let says = place.refused().await;
    assert!(says.contains("is locked by another process") && says.contains("Stop the other process"), "{says}");
    holder.execute("ROLLBACK").await.unwrap();
    place.opened().await.unwrap();
}

/// A connection of another process that holds the file.
async fn held(database: &Database) -> SqliteConnection {
    let Database::Sqlite(file) = database else { panic!("this is about a file") };
    let mut holder = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    holder.execute("BEGIN IMMEDIATE").await.unwrap();
    holder
}

#[tokio::test]
async fn op05_where_the_log_cannot_be_written_nothing_is_done() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "Unlogged").on(&["Mastodon"]).await.serving(&["1"]);
        let post = post.due_in(jiff::SignedDuration::from_mins(1)).kept().await;
        let before = kept(&world).await;
        world.on_the_database("ALTER TABLE entry_disclosure RENAME TO entry_disclosure_away").await;
        grants(&world).await.unwrap_err();
        world.schedules("django", "Member A", post).await.unwrap_err();
        assert!(world.schedules("django", "Member C", post).await.is_err(), "a refusal that cannot be recorded is one");
        world.on_the_database("ALTER TABLE entry_disclosure_away RENAME TO entry_disclosure").await;
        assert_eq!(kept(&world).await, before);
        assert!(world.deliveries("django", post).await.is_empty(), "nothing is in the queue");
        grants(&world).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn op05_where_the_log_cannot_be_written_nothing_leaves() {
    both(async |world: World| {
        world.give("django", "Member A", "Mastodon", &[Publish]).await;
        let post = world.writes("django", "Member A", "Unlogged").on(&["Mastodon"]).await.serving(&["1"]);
        let post = post.due_in(jiff::SignedDuration::from_mins(1)).kept().await;
        world.schedules("django", "Member A", post).await.unwrap();
        world.work().await;
        world.on_the_database("ALTER TABLE entry_disclosure RENAME TO entry_disclosure_away").await;
        world.here.store.clock().advance(jiff::SignedDuration::from_mins(1));
        acts::clock::tick(&world.here).await.unwrap();
        assert_eq!(world.practice.publishing_calls(), 0, "no call without its entry");
        world.on_the_database("ALTER TABLE entry_disclosure_away RENAME TO entry_disclosure").await;
        world.live_through(jiff::SignedDuration::from_mins(20)).await;
        assert_eq!(world.practice.published().len(), 1, "it goes on by itself");
    })
    .await;
}

#[tokio::test]
async fn a_delivery_that_cannot_be_read_is_set_aside_and_holds_up_nobody() {
    both(async |world: World| {
        let mut posts = Vec::new();
        for (group, text) in [("django", "Unreadable"), ("jupyter", "Of another group")] {
            world.give(group, "Member A", "Mastodon", &[Publish]).await;
            let post = world.writes(group, "Member A", text).on(&["Mastodon"]).await.serving(&["1"]);
            let post = post.due_in(jiff::SignedDuration::from_mins(1)).kept().await;
            world.schedules(group, "Member A", post).await.unwrap();
            posts.push(post);
        }
        let broken = world.deliveries("django", posts[0]).await[0].id;
        let torn = "UPDATE delivery SET standing = 'torn' \
                    WHERE group_id = (SELECT id FROM working_group WHERE slug = 'django')";
        world.on_the_database(torn).await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        assert!(browser.opens("/status").await.says("All can be read"));
        world.pass(jiff::SignedDuration::from_mins(1)).await;
        let left: Vec<String> = world.practice.published().into_iter().map(|post| post.text).collect();
        assert_eq!(left, ["Of another group"], "the others go on");
        assert_eq!(world.here.store.set_aside(), [broken]);
        assert!(browser.opens("/status").await.says("1 set aside"), "whoever runs this is told");
        assert_eq!(browser.opens("/g/django").await.status, 200, "its group still has its Home");
        assert_eq!(acts::clock::tick(&world.here).await.unwrap(), 0, "and it is not tried again and again");
        let next = world.here.store.bookkeeping().next_wake(&[]).await.unwrap();
        assert!(next.is_none_or(|next| next > world.now()), "nor waited for: {next:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_questions_at_once_do_not_wait_for_each_other() {
    both(async |world: World| {
        let (group, who) = (world.group("django"), world.person("django", "Member A"));
        let channel = world.channel("django", "Mastodon").await;
        let asking = (0..64).map(|_| {
            let store = world.here.store.clone();
            tokio::spawn(async move {
                let act = charter::act::ConnectChannel { channel };
                store.opinion(group, charter::Actor::Person(who), &act).await.map(drop)
            })
        });
        for asked in asking.collect::<Vec<_>>() {
            asked.await.unwrap().unwrap();
        }
    })
    .await;
}
