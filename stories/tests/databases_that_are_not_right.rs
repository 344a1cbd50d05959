//! A database that is locked, full, read-only, newer, edited or somebody else's: every refusal is a sentence that says
//! what, where and how to mend it, and nothing is changed. The same while the program runs: an act is done or not done.

use acts::access::{self, Wish};
use basics::Digest;
use channels::Capability::Publish;
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};
use store::{Clock, Config, Database, StartError, Store, Used};
use stories::{Site, World, both};
use tempfile::TempDir;

async fn opened(data: &Path) -> Result<Store, StartError> {
    let database = Database::parse(None, data).unwrap();
    Store::open(Config { data: data.to_owned(), database, clock: Clock::of_the_machine() }).await
}

async fn refused(data: &Path) -> String {
    opened(data).await.err().unwrap().to_string()
}

/// A data folder in which a store was at work, and its database file.
async fn used() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    drop(opened(folder.path()).await.unwrap());
    let file = folder.path().join("nuncio.db");
    (folder, file)
}

async fn on_file(file: &Path) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap()
}

async fn run(connection: &mut SqliteConnection, sql: &str) {
    sqlx::query(AssertSqlSafe(sql.to_owned())).execute(connection).await.unwrap();
}

/// What is in a folder, by name and digest; what `SQLite` keeps beside its file while it is open is not looked at.
fn everything(folder: &Path) -> Vec<(String, Digest)> {
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut all: Vec<_> = entries
        .filter(|entry| entry.path().is_file() && !name(entry).contains(".db-"))
        .map(|entry| (name(&entry), Digest::of(&fs::read(entry.path()).unwrap())))
        .collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    for content in ["Dear diary", "x", &"a longer text ".repeat(1000)] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("nuncio.db"), content).unwrap();
        let before = everything(folder.path());
        let says = refused(folder.path()).await;
        assert!(says.contains("nuncio.db is not a database of Nuncio") && says.contains("choose another"), "{says}");
        assert_eq!(everything(folder.path()), before);
    }
}

#[tokio::test]
async fn the_database_of_another_program_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nuncio.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    let mut theirs = SqliteConnection::connect_with(&options).await.unwrap();
    run(&mut theirs, "CREATE TABLE recipe (name text)").await;
    run(&mut theirs, "INSERT INTO recipe VALUES ('soup')").await;
    theirs.close().await.unwrap();
    let before = everything(folder.path());
    let says = refused(folder.path()).await;
    assert!(says.contains("another program keeps its tables in it") && says.contains("Nothing was changed"), "{says}");
    assert_eq!(everything(folder.path()), before);
}

#[tokio::test]
async fn a_database_that_is_newer_than_the_program_is_refused() {
    let (folder, file) = used().await;
    let mut connection = on_file(&file).await;
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9000, 'from the future', TRUE, x'00', 1)";
    run(&mut connection, later).await;
    connection.close().await.unwrap();
    let says = refused(folder.path()).await;
    assert!(says.contains("newer than this program") && says.contains("9000"), "{says}");
    assert!(says.contains("use the newer program, or restore a backup"), "{says}");
}

#[tokio::test]
async fn an_examination_makes_nothing_where_nothing_is_and_changes_nothing_where_something_is() {
    let looked = async |data: &Path| {
        let database = Database::parse(None, data).unwrap();
        Store::look(Config { data: data.to_owned(), database, clock: Clock::of_the_machine() }).await
    };
    let empty = tempfile::tempdir().unwrap();
    let says = looked(empty.path()).await.err().unwrap().to_string();
    assert!(says.contains("there is no database of Nuncio at") && says.contains("--data"), "{says}");
    assert!(everything(empty.path()).is_empty());

    let (folder, file) = used().await;
    let mut connection = on_file(&file).await;
    run(&mut connection, "PRAGMA wal_checkpoint(TRUNCATE)").await;
    let before = everything(folder.path());
    assert!(looked(folder.path()).await.unwrap().all_groups().await.unwrap().is_empty());
    assert_eq!(everything(folder.path()), before);

    run(&mut connection, "DELETE FROM _sqlx_migrations WHERE version > 1").await;
    connection.close().await.unwrap();
    let before = everything(folder.path());
    let says = looked(folder.path()).await.err().unwrap().to_string();
    assert!(says.contains("made by an earlier program") && says.contains("nuncio migrate"), "{says}");
    assert_eq!(everything(folder.path()), before);
}

#[tokio::test]
async fn invented_people_and_real_ones_never_stand_in_one_database() {
    for (first, other, says) in [
        (Used::ForReal, Used::ToTry, "is used for real, and a demonstration would write invented people"),
        (Used::ToTry, Used::ForReal, "holds a demonstration: its people and acts are invented"),
    ] {
        let (folder, _) = used().await;
        let store = opened(folder.path()).await.unwrap();
        store.is_used(first).await.unwrap();
        store.is_used(first).await.unwrap();
        let refused = store.is_used(other).await.unwrap_err().to_string();
        assert!(refused.contains(says) && refused.contains("choose another folder with --data"), "{refused}");
    }
}

#[tokio::test]
async fn a_migration_that_was_edited_after_it_ran_is_refused() {
    let (folder, file) = used().await;
    let mut connection = on_file(&file).await;
    run(&mut connection, "UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 1").await;
    connection.close().await.unwrap();
    let says = refused(folder.path()).await;
    assert!(says.contains("migration 1") && says.contains("is not the one this program carries"), "{says}");
}

#[tokio::test]
async fn a_database_that_another_process_holds_is_refused_after_ten_seconds() {
    let (folder, file) = used().await;
    let mut holder = on_file(&file).await;
    run(&mut holder, "BEGIN IMMEDIATE").await;
    let says = refused(folder.path()).await;
    assert!(says.contains("is locked by another process") && says.contains("Stop the other process"), "{says}");
    run(&mut holder, "ROLLBACK").await;
    opened(folder.path()).await.unwrap();
}

#[tokio::test]
async fn a_key_file_that_is_missing_or_anothers_is_not_replaced() {
    let World { here, folder, practice, .. } = World::on(None).await;
    drop(here);
    let (key, kept) = (folder.path().join("key"), folder.path().join("elsewhere"));
    fs::rename(&key, &kept).unwrap();
    let says = refused(folder.path()).await;
    assert!(says.contains("is missing") && says.contains("restore it from your backup of keys"), "{says}");
    assert!(!key.exists(), "no other key takes its place");

    let stranger = tempfile::tempdir().unwrap();
    drop(opened(stranger.path()).await.unwrap());
    fs::copy(stranger.path().join("key"), &key).unwrap();
    let says = refused(folder.path()).await;
    assert!(says.contains("is not the key that this database is sealed with"), "{says}");

    fs::remove_file(&key).unwrap();
    fs::rename(&kept, &key).unwrap();
    opened(folder.path()).await.unwrap();
    drop(practice);
}

#[cfg(unix)]
#[tokio::test]
async fn a_key_file_that_others_can_read_is_refused_with_the_remedy() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, _) = used().await;
    let key = folder.path().join("key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let says = refused(folder.path()).await;
    assert!(says.contains("chmod 400") && says.contains("mode 644"), "{says}");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o644, "mending it is the operator's");
}

/// A small disk of its own in memory, where the system lets us mount one.
struct Disk(TempDir);

impl Disk {
    fn of(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={size}");
        let mounted = mount(&["-t", "tmpfs", "-o", &options, "tmpfs"], folder.path());
        if !mounted {
            eprintln!("skipped: no disk can be mounted here (it takes root)");
        }
        mounted.then_some(Self(folder))
    }
    fn path(&self) -> &Path {
        self.0.path()
    }
    /// Waits until nobody writes there any more, and makes it read-only.
    async fn becomes_read_only(&self) {
        while !mount(&["-o", "remount,ro"], self.path()) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    /// Fills it to the last byte.
    fn fills(&self) -> PathBuf {
        let filler = self.path().join("filler");
        let full = fs::write(&filler, vec![0; 64 * 1024 * 1024]).unwrap_err();
        assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
        filler
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A mount that stays is gone with the machine; lazily, because connections close on threads of their own.
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn mount(arguments: &[&str], place: &Path) -> bool {
    let done = Command::new("mount").args(arguments).arg(place).output();
    done.is_ok_and(|output| output.status.success())
}

#[tokio::test]
async fn a_database_that_is_read_only_is_refused_with_the_remedy() {
    let Some(disk) = Disk::of("8m") else { return };
    opened(disk.path()).await.unwrap();
    disk.becomes_read_only().await;
    let says = refused(disk.path()).await;
    assert!(says.contains("cannot be written") && says.contains("mend the permissions"), "{says}");
}

#[tokio::test]
async fn dl22_a_full_disk_at_the_start_is_refused_and_nothing_is_lost() {
    let Some(disk) = Disk::of("8m") else { return };
    let filler = disk.fills();
    let says = refused(disk.path()).await;
    assert!(says.contains("full") && says.contains("free some space"), "{says}");
    fs::remove_file(filler).unwrap();
    opened(disk.path()).await.unwrap();
}

/// The Co-Chair gives Member B access, if the database lets them.
async fn grants(world: &World) -> Result<(), store::Declined> {
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
async fn kept(world: &World) -> (usize, usize) {
    let group = world.group("django");
    let grants = world.here.store.grants(group).await.unwrap().len();
    (grants, world.log(group).await.len())
}

#[tokio::test]
async fn dl22_a_disk_that_fills_up_stops_acts_and_lets_them_go_on_when_there_is_space() {
    let Some(disk) = Disk::of("12m") else { return };
    let world = World::on(Some(Database::Sqlite(disk.path().join("nuncio.db")))).await;
    let before = kept(&world).await;
    let filler = disk.fills();
    let says = grants(&world).await.unwrap_err().to_string();
    assert!(says.contains("disk of the database is full") && says.contains("free some space"), "{says}");
    assert_eq!(kept(&world).await, before, "neither a right nor an entry without the other");
    fs::remove_file(filler).unwrap();
    grants(&world).await.unwrap();
    assert_eq!(kept(&world).await, (before.0 + 1, before.1 + 1));
    assert!(world.here.store.verify_log(world.group("django")).await.unwrap().whole());
}

#[tokio::test]
async fn a_database_that_is_held_while_the_program_runs_refuses_in_a_sentence() {
    let world = World::on(None).await;
    let before = kept(&world).await;
    let Database::Sqlite(file) = world.database() else { panic!("this is about a file") };
    let mut holder = on_file(file).await;
    run(&mut holder, "BEGIN IMMEDIATE").await;
    let says = grants(&world).await.unwrap_err().to_string();
    assert!(says.contains("held by another process") && says.contains("nothing was changed"), "{says}");
    run(&mut holder, "ROLLBACK").await;
    assert_eq!(kept(&world).await, before);
    grants(&world).await.unwrap();
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
