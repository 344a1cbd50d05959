//! What is somebody else's, or made for something else: refused and left alone.

use super::scene::{Place, each, each_used, everything};
use sqlx::{Connection as _, SqliteConnection};
use std::fs;
use store::{Database, Used};

/// A story of SQLite only: a server holds no files that are none of its own.
#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    for content in ["Dear diary", "x", &"a longer text ".repeat(1000)] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nuncio.db");
        fs::write(&file, content).unwrap();
        let place = Place { folder, database: Database::Sqlite(file) };
        let before = everything(place.folder.path());
        let says = place.refused().await;
        assert!(says.contains("nuncio.db is not a database of Nuncio") && says.contains("choose another"), "{says}");
        assert_eq!(everything(place.folder.path()), before);
    }
}

/// The tables of another program.
async fn holds_recipes(place: &Place) {
    if let Database::Sqlite(file) = &place.database {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).create_if_missing(true);
        SqliteConnection::connect_with(&options).await.unwrap().close().await.unwrap();
    }
    place.runs("CREATE TABLE recipe (name text)").await;
    place.runs("INSERT INTO recipe VALUES ('soup')").await;
}

fn is_another_programs(says: &str) {
    assert!(says.contains("is not a database of Nuncio: another program keeps its tables in"), "{says}");
    assert!(says.contains("Nothing was changed; choose another with --data or --database"), "{says}");
}

#[tokio::test]
async fn the_database_of_another_program_is_refused_and_left_alone() {
    each(async |place| {
        holds_recipes(&place).await;
        is_another_programs(&place.refused_and_left_alone().await);
    })
    .await;
}

#[tokio::test]
async fn another_program_that_remembers_its_migrations_as_we_do_is_known_as_another() {
    each(async |place| {
        holds_recipes(&place).await;
        place
            .runs(
                "CREATE TABLE _sqlx_migrations (version bigint PRIMARY KEY, description text NOT NULL, \
                 installed_on timestamp NOT NULL, success boolean NOT NULL, checksum text NOT NULL, \
                 execution_time bigint NOT NULL)",
            )
            .await;
        place.runs("INSERT INTO _sqlx_migrations VALUES (20250101, 'recipes', '2025-01-01', TRUE, 'x', 1)").await;
        is_another_programs(&place.refused_and_left_alone().await);
        is_another_programs(&place.looked_at().await.err().unwrap().to_string());
    })
    .await;
}

#[tokio::test]
async fn invented_people_and_real_ones_never_stand_in_one_database() {
    each_used(async |place| {
        let store = place.opened().await.unwrap();
        for (first, other, says) in [
            (Used::ForReal, Used::ToTry, "is used for real, and a demonstration would write invented people"),
            (Used::ToTry, Used::ForReal, "holds a demonstration: its people and acts are invented"),
        ] {
            place.runs("DELETE FROM installation").await;
            store.is_used(first).await.unwrap();
            store.is_used(first).await.unwrap();
            let refused = store.is_used(other).await.unwrap_err().to_string();
            assert!(refused.contains(says) && refused.contains("choose another folder with --data"), "{refused}");
        }
    })
    .await;
}
