//! A log that grows for ever: it is checked and taken along a handful of entries at a time, while the group goes on.

use acts::{posts, replay};
use audit::Fault;
use basics::PostId;
use channels::Capability::Publish;
use futures::future::join_all;
use jiff::SignedDuration;
use std::collections::BTreeSet;
use store::{LogFilter, LogReader};
use stories::{Site, World, both};

/// More entries than are looked at together.
const LONG: usize = 300;

async fn post(world: &World) -> PostId {
    world.give("django", "Member A", "Mastodon", &[Publish]).await;
    let post = world.writes("django", "Member A", "Everybody tries").on(&["Mastodon"]).await.serving(&["1"]);
    post.due_in(SignedDuration::from_mins(60)).kept().await
}

/// Somebody tries what they may not do: each time is an entry.
async fn refused(world: &World, post: PostId, times: usize) {
    let who = world.elevated("django", "Member C");
    for _ in 0..times.div_ceil(8) {
        let tries = (0..8).map(|_| posts::schedule(&world.here, world.group("django"), &who, post));
        assert!(join_all(tries).await.iter().all(Result::is_err));
    }
    world.here.store.put_in_order().await.unwrap();
}

#[tokio::test]
async fn a_long_log_is_whole_from_end_to_end_and_every_answer_in_it_is_asked_again() {
    both(async |world: World| {
        let (group, post) = (world.group("django"), post(&world).await);
        refused(&world, post, LONG).await;
        let length = world.here.store.log_length(group, LogReader::Program, &LogFilter::default()).await.unwrap();
        let checked = replay::check(&world.here.store, group).await.unwrap();
        assert!(checked.whole(), "{checked:?}");
        assert_eq!((checked.finding.chained, checked.finding.tail), (length, 0));
        assert!(checked.replayed > LONG as u64, "{}", checked.replayed);
        let log = world.log(group).await;
        let positions: Vec<u64> = log.iter().map(|kept| kept.place.unwrap().position).collect();
        assert_eq!(positions, (1..=length).collect::<Vec<_>>());

        let last_of_a_handful = "DELETE FROM entry_place WHERE position = 250 \
                                 AND group_id = (SELECT id FROM working_group WHERE slug = 'django')";
        world.on_the_database(last_of_a_handful).await;
        let found = world.here.store.verify_log(group).await.unwrap();
        assert_eq!(found.fault, Some(Fault::Gap { expected: 250, found: 251 }));
    })
    .await;
}

#[tokio::test]
async fn a_log_that_is_taken_along_has_every_entry_once() {
    both(async |world: World| {
        let (group, post) = (world.group("django"), post(&world).await);
        refused(&world, post, LONG).await;
        let length = world.here.store.log_length(group, LogReader::Program, &LogFilter::default()).await.unwrap();
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let table = browser.opens("/g/django/audit.csv").await.html;
        let positions: BTreeSet<&str> = table.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!((table.lines().count() as u64, positions.len() as u64), (length + 1, length));
        let json: serde_json::Value = serde_json::from_str(&browser.opens("/g/django/audit.json").await.html).unwrap();
        let ids: BTreeSet<&str> =
            json["entries"].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len() as u64, length);
    })
    .await;
}

#[tokio::test]
async fn what_is_read_on_from_an_entry_does_not_move_when_others_are_added() {
    both(async |world: World| {
        let (group, post) = (world.group("django"), post(&world).await);
        refused(&world, post, 16).await;
        let (store, all) = (&world.here.store, LogFilter::default());
        let before = store.log_page(group, LogReader::Program, &all, 0, 1_000).await.unwrap();
        let (mut read, mut than) = (Vec::new(), None);
        loop {
            let page = store.log_older(group, LogReader::Program, &all, than, 5).await.unwrap();
            let Some(last) = page.last() else { break };
            than = Some((last.at, last.id));
            read.extend(page);
            refused(&world, post, 8).await;
        }
        let ids = |lines: &[store::LogLine]| lines.iter().map(|line| line.id).collect::<Vec<_>>();
        assert_eq!(ids(&read), ids(&before));
    })
    .await;
}
