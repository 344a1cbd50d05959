//! The log: every act with its clause, whole after verification, and every answer the same when it is asked again.

use acts::replay;
use sqlx::{Connection as _, SqliteConnection};
use store::{LogFilter, LogReader};
use stories::{Site, World, both};

#[tokio::test]
async fn o4_every_answer_can_be_asked_again_and_is_the_same() {
    both(async |world: World| {
        world.lives_a_little().await;
        for group in ["django", "jupyter"] {
            let checked = replay::check(&world.here.store, world.group(group)).await.unwrap();
            assert!(checked.whole(), "{checked:?}");
            assert!(checked.replayed > 0 && checked.finding.tail == 0);
        }
    })
    .await;
}

#[tokio::test]
async fn acts_and_refusals_are_in_the_log_with_their_clauses() {
    both(async |world: World| {
        world.lives_a_little().await;
        let store = &world.here.store;
        let lines =
            store.log_page(world.group("django"), LogReader::Program, &LogFilter::default(), 0, 50).await.unwrap();
        let acts: Vec<_> = lines.iter().map(|line| (line.act.as_str(), line.refused)).collect();
        for expected in [("found_group", false), ("connect_channel", false), ("grant_access", false)] {
            assert!(acts.contains(&expected), "{expected:?} in {acts:?}");
        }
        assert!(acts.contains(&("schedule_post", true)) && acts.contains(&("schedule_post", false)));
        assert!(acts.contains(&("publish_post", false)), "judged again when it left");
        let used = store.clauses_used(world.group("django")).await.unwrap();
        assert!(used["D2"].0 >= 2 && used["D1"].0 >= 1, "{used:?}");

        let refusals = LogFilter { refused: Some(true), ..LogFilter::default() };
        let refused = store.log_page(world.group("django"), LogReader::Program, &refusals, 0, 50).await.unwrap();
        assert_eq!(refused.len(), 1);
        assert!(refused[0].record.as_ref().unwrap().changes.is_empty());
    })
    .await;
}

#[tokio::test]
async fn nothing_of_one_group_is_in_the_log_of_another() {
    both(async |world: World| {
        world.lives_a_little().await;
        let group = world.group("jupyter");
        let lines = world.here.store.log_page(group, LogReader::Program, &LogFilter::default(), 0, 50).await.unwrap();
        assert!(lines.iter().all(|line| line.act != "schedule_post"));
        let deliveries = world.here.store.going_out(group, 10).await.unwrap();
        assert!(deliveries.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_entries_about_several_things_are_one_page() {
    both(async |world: World| {
        world.lives_a_little().await;
        let (store, group) = (&world.here.store, world.group("django"));
        let all = store.log_page(group, LogReader::Program, &LogFilter::default(), 0, 50).await.unwrap();
        let about = |line: &store::LogLine| {
            let object = &line.record.as_ref().unwrap().question.object;
            format!("{} {}", object.kind, object.id)
        };
        let things: Vec<String> = all.iter().map(about).take(2).collect();
        let expected: Vec<_> = all.iter().filter(|line| things.contains(&about(line))).map(|line| line.id).collect();
        let filter = LogFilter { entities: things, ..LogFilter::default() };
        let page = store.log_page(group, LogReader::Program, &filter, 0, 50).await.unwrap();
        assert_eq!(page.iter().map(|line| line.id).collect::<Vec<_>>(), expected, "the newest first");
        assert!(store.log_has(group, LogReader::Program, &filter).await.unwrap());
        let never = LogFilter { act: Some("retire_channel".to_owned()), ..LogFilter::default() };
        assert!(!store.log_has(group, LogReader::Program, &never).await.unwrap());
    })
    .await;
}

/// One byte is changed in the database file itself, below the program: a story of SQLite only, whose file it is.
#[tokio::test]
async fn one_byte_changed_in_the_database_file_is_found() {
    let world = World::on(None).await;
    world.lives_a_little().await;
    let group = world.group("django");
    assert!(replay::check(&world.here.store, group).await.unwrap().whole());
    let World { here, practice: _practice, folder, .. } = world;
    let file = folder.path().join("nuncio.db");
    // Without dead copies in the slack of pages, so that the byte is one that counts.
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    for order in ["PRAGMA secure_delete = ON", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"] {
        sqlx::query(order).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
    drop(here);

    let mut bytes = std::fs::read(&file).unwrap();
    let disclosed = b"{\"question\":{\"actor\"";
    let place = bytes.windows(disclosed.len()).position(|window| window == disclosed).unwrap();
    bytes[place + 2] = b'Q';
    std::fs::write(&file, bytes).unwrap();

    let config = store::Config {
        data: folder.path().to_owned(),
        database: store::Database::Sqlite(file),
        clock: store::Clock::of_the_machine(),
    };
    let again = store::Store::open(config).await.unwrap();
    let mut faults = Vec::new();
    for group in again.all_groups().await.unwrap() {
        faults.extend(again.verify_log(group.id).await.unwrap().fault);
    }
    assert_eq!(faults.len(), 1, "one byte in one log: {faults:?}");
    assert!(faults[0].to_string().contains("is not the text that was committed to"), "{}", faults[0]);
}

#[tokio::test]
async fn a_log_whose_head_is_not_remembered_beside_the_database_is_known_to_be_without_it() {
    both(async |world: World| {
        world.lives_a_little().await;
        let (store, group) = (&world.here.store, world.group("django"));
        assert!(store.remembers_head(group).unwrap());
        std::fs::remove_file(world.folder.path().join("log-heads.json")).unwrap();
        assert!(!store.remembers_head(group).unwrap(), "a log that was cut at its end would agree with itself");
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_a_post_and_of_a_channel_tell_the_log_in_the_words_of_the_log() {
    both(async |world: World| {
        let post = world.lives_a_little().await;
        let site = Site::of(&world).await;
        let browser = site.browser("django", "Member A").await;
        let log = browser.opens("/g/django/audit").await;
        assert!(log.says("scheduled A release is out"), "{}", log.text());
        assert!(browser.opens("/g/django/").await.says("Member C was not allowed to schedule A release is out"));

        let page = browser.opens(&format!("/g/django/posts/{post}")).await;
        for told in [
            "Member C was not allowed to schedule this post",
            "Member A scheduled this post",
            "Member A sent this post on Mastodon",
        ] {
            assert!(page.says(told), "{told:?} is not in: {}", page.text());
        }
        let mastodon = world.channel("django", "Mastodon").await;
        let page = browser.opens(&format!("/g/django/channels/{mastodon}")).await;
        assert!(page.says("Co-Chair connected this channel"), "{}", page.text());
    })
    .await;
}
