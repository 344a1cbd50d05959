//! Each migration runs over the data of the one before, on both databases, and no row is lost or changed by it. Every
//! migration has a data file: rows as the database could hold them just after it, one table after the other.

use basics::Digest;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection, migrate::Migration};
use std::{collections::BTreeMap, fs, path::PathBuf};
use store::MIGRATIONS;

/// The digests of the migrations that databases remember. A line is added with a new migration and never changed: an
/// edited one would be refused by every database it ran on.
const SHIPPED: &[(i64, &str)] = &[
    (1, "9a32df97473190d88d0d71cc2524923e975b9759ed4c6e9dd230057a1b0fa65d"),
    (2, "4a180077ce040742687d8b42d1994d1314e67165bd754c6890582197d62bfedc"),
    (3, "9ff3bb90a2ff96382df3ec91c0b8f4f3ca197b336c4baa8059f4ff74bef1c451"),
    (4, "da420570cd63a8ad23654a4c22f90d07857eb5a87230c5de0c9e9d62343a50a9"),
    (5, "008ec9530aefff510833cb2980feabaa56900bafe296c7ca62d9728a55cff8eb"),
    (6, "b7b6c40b9cf6dd9ba8dda4d96ecfe3f20c556438fece869e822114e3488e4219"),
    (7, "cb50d331f9da2729f5cc3ec28027fcf16106507eae87add05a567b873b2eb712"),
    (8, "7a748a4d7ed1c6b46b0910b7e61e91cb4f8f7871ee709ac23e642f6eac6611a9"),
    (9, "9190880330e981403164e80e6c64504ba60c6c8228505247375d2bca37a171f3"),
    (10, "524920955c9dab2411cf93dd10969b7476d730bdade7713066d68afdec0fd24c"),
    (11, "2c56e748aa3c45b6d0f743d16f3cfc57d25c55c01338ef8d1d3446ef2c0b11f1"),
    (12, "57fb64a56b59dd61d98865e9ba9cdb1fdc8e36177906a40886436a8aa1585bf8"),
    (13, "8a7528a1b6b3b931903232eda09e2bb1ad68416f34922b26215ceff4ee4d8276"),
    (14, "005cf8e5fb92847c098ce6d2285b88f1cf45557b2b68f37d53f221379f3ef3c8"),
    (15, "2ebe0e3ce70ca705aebecfa2605650bca9e44a12107e672360ae316f617eba5e"),
    (16, "d0f3e4530e95ef681b7164c526d1d00ecb39006c295ea57fae3a77886b22edf8"),
    (17, "94c3d6d2dcc566d32bb0438fd0b3d571c4f9f251499acd963c12d90b51788356"),
    (18, "a937ac7f19b734fbede584e57311c72380a5c8013a3e951e657704f0088a2437"),
    (19, "33325dc4079d2eb4d1a06b3d06db5f3102b9d0362856fdd93b3920eeaa884670"),
    (20, "a4c9e239ea17009934a80bbdce4ac35c6e28a23a73a0e5349166fa3ec62509f9"),
    (21, "80fca7ea00cfc5e2055072c36c433567c7e0eb40ad5c88adc18a381c0d4ef7ff"),
    (22, "2541bdae13a70fc5f24c4f1f7e6b6c74fb5145d1aa353e4c9d9301d14632b62f"),
    (23, "d5feda5d2fd40fbca7bde8b4a11b54b0a31db067564b03a78a8a64849121c3ac"),
    (24, "ecd5b5339ceb93a8a3de36c0289739c0981d75a2aec96877807c0babb51abdd4"),
    (25, "344fd753431aee7072f996bc9faf3b09703ff907bd026d5c637449fc14a07e45"),
    (26, "46e691d61f2a5ef2650fdf1db44f2aca2bd65a1648fedc346f21d3b563fcbc6b"),
    (27, "d0cc0be432c898a593ac57904157ba0505bbe893480427483613f0acc31515ba"),
    (28, "6a8dd9f6c505c256360201293ae96e8c34cde3fe1fb40552fea4887985d4c08b"),
    (30, "d3365ad0aff81e35d1322d1eecf95575dacaa3b31044c133ea3c17e3914c90fa"),
    (31, "e3051c54baa2a2fafa79caf45aa0e3db037341851d426384c3e1e82f3b278aff"),
    (33, "a84accd8af2d6211b76138f70b121f7fc8125ff9f2025a5e252d0fe42a2d5ba9"),
    (40, "b8ffb38a5fc98008b54e207b4247f7fc89729ac4c40380d43088a28a866d1145"),
    (41, "7298fd59f28e121e515e8ae9a6c79cea323bb226205633cfba26f0d4a7e5cd64"),
    (42, "b19733aedc96da3263ab350a0701e0f9c83180f4d954fd98dcc9a5078c1a1f10"),
];

#[test]
fn a_migration_that_ran_somewhere_is_never_edited() {
    let ours: Vec<(i64, String)> =
        MIGRATIONS.iter().map(|one| (one.version, Digest::of(one.sql.as_str().as_bytes()).to_string())).collect();
    let shipped: Vec<(i64, String)> =
        SHIPPED.iter().map(|(version, digest)| (*version, (*digest).to_owned())).collect();
    assert_eq!(ours, shipped, "a new migration gets a line in SHIPPED; a line is never changed");
}

#[test]
fn a_later_migration_fills_what_it_adds() {
    for migration in MIGRATIONS.iter().skip(1) {
        for statement in migration.sql.as_str().split(';') {
            let words = statement.to_uppercase();
            let bare = words.contains("ADD COLUMN") && words.contains("NOT NULL") && !words.contains("DEFAULT");
            assert!(
                !bare,
                "migration {}: a column of a table with rows needs a DEFAULT:{statement}",
                migration.version
            );
        }
    }
}

#[test]
fn every_migration_has_its_data() {
    for migration in MIGRATIONS.iter() {
        assert!(data_of(migration.version).is_some(), "tests/data/{:04}.sql is missing", migration.version);
    }
}

fn data_of(version: i64) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    fs::read_to_string(folder.join(format!("{version:04}.sql"))).ok()
}

#[tokio::test]
async fn each_migration_runs_over_the_data_of_the_one_before_on_sqlite() {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    connection.execute("PRAGMA foreign_keys = ON").await.unwrap();
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    let mut before = BTreeMap::from([("installation".to_owned(), 1)]);
    for migration in MIGRATIONS.iter() {
        connection.execute(AssertSqlSafe(migration.sql.as_str().to_owned())).await.unwrap();
        moved(migration, &mut before);
        let names: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut connection).await.unwrap();
        for name in names {
            let sql = AssertSqlSafe(format!("SELECT count(*) FROM {name}"));
            let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
            nothing_lost(migration, &name, count, &mut before);
        }
        if let Some(data) = data_of(migration.version) {
            connection.execute(AssertSqlSafe(for_sqlite(&data))).await.unwrap();
            counted(&data, &mut before);
        }
    }
    let broken = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut connection).await.unwrap();
    assert!(broken.is_empty(), "every reference still leads somewhere");
}

#[tokio::test]
async fn each_migration_runs_over_the_data_of_the_one_before_on_postgresql() {
    let Ok(server) = std::env::var("NUNCIO_TEST_POSTGRES") else {
        eprintln!("NUNCIO_TEST_POSTGRES is not set, so the migrations ran on SQLite only.");
        return;
    };
    let schema = format!("migrations_{}", uuid::Uuid::new_v4().simple());
    let mut connection = PgConnection::connect(&server).await.unwrap();
    let made = format!("CREATE SCHEMA {schema}; SET search_path TO {schema}");
    connection.execute(AssertSqlSafe(made)).await.unwrap();
    let mut before = BTreeMap::from([("installation".to_owned(), 1)]);
    for migration in MIGRATIONS.iter() {
        connection.execute(AssertSqlSafe(migration.sql.as_str().to_owned())).await.unwrap();
        moved(migration, &mut before);
        let tables = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()";
        let names: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut connection).await.unwrap();
        for name in names {
            let sql = AssertSqlSafe(format!("SELECT count(*) FROM {name}"));
            let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
            nothing_lost(migration, &name, count, &mut before);
        }
        if let Some(data) = data_of(migration.version) {
            connection.execute(AssertSqlSafe(data.clone())).await.unwrap();
            counted(&data, &mut before);
        }
    }
    connection.execute(AssertSqlSafe(format!("DROP SCHEMA {schema} CASCADE"))).await.unwrap();
}

#[tokio::test]
async fn what_pages_and_the_clock_look_for_is_found_by_an_index() {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    MIGRATIONS.run(&mut connection).await.unwrap();
    for (question, index) in [
        ("SELECT * FROM entry WHERE group_id = x'01' AND entity IN ('post 1', 'delivery 2')", "entry_about"),
        ("SELECT * FROM entry WHERE group_id = x'01' AND event IN ('schedule_post')", "entry_of_act"),
        ("SELECT * FROM delivery WHERE group_id = x'01' AND state = 'scheduled' ORDER BY due_at", "delivery_by_state"),
        ("SELECT * FROM delivery WHERE channel_id = x'01' AND state IN ('scheduled', 'asked')", "delivery_on_channel"),
        ("SELECT * FROM member WHERE left_at IS NULL AND term_until <= 1", "member_term_ends"),
    ] {
        let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {question}"));
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap();
        assert!(plan.iter().any(|(.., step)| step.contains(index)), "{question}: {plan:?}");
    }
}

/// The migrations that put the rows of one table into another: which, from where, and to where.
const MOVED: &[(i64, &str, &str)] = &[(18, "vote_letter", "vote_told"), (18, "vote_reminder", "vote_told")];

/// What was in a table that is gone is in the one that took its place.
fn moved(migration: &Migration, before: &mut BTreeMap<String, i64>) {
    for (_, from, to) in MOVED.iter().filter(|(version, ..)| *version == migration.version) {
        let rows = before.remove(*from).unwrap_or(0);
        *before.entry((*to).to_owned()).or_default() += rows;
    }
}

/// A table holds as many rows after a migration as were put into it before.
fn nothing_lost(migration: &Migration, table: &str, count: i64, before: &mut BTreeMap<String, i64>) {
    let expected = before.get(table).copied().unwrap_or(0);
    assert_eq!(count, expected, "migration {} changed how many rows {table} has", migration.version);
}

/// Data files put one row into a table by each statement.
fn counted(data: &str, into: &mut BTreeMap<String, i64>) {
    for line in data.lines().filter_map(|line| line.strip_prefix("INSERT INTO ")) {
        let table = line.split([' ', '(']).next().unwrap_or_default();
        *into.entry(table.to_owned()).or_default() += 1;
    }
}

/// The files are written for `PostgreSQL`. `SQLite` writes bytes in another way, and keeps ids as bytes.
fn for_sqlite(data: &str) -> String {
    let text = data.replace("'\\x", "x'");
    let pieces = text.split('\'').map(|piece| match uuid::Uuid::parse_str(piece) {
        Ok(id) => format!("X{}", id.simple()),
        Err(_) => piece.to_owned(),
    });
    pieces.collect::<Vec<_>>().join("'").replace("'X", "x'")
}
