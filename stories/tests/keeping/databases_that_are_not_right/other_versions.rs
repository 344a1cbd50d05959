//! A database of a later program, of an earlier one, or of one whose migrations were edited.

use super::scene::{Place, each, each_used, everything};
use stories::rows;

#[tokio::test]
async fn a_database_that_is_newer_than_the_program_is_refused_and_left_alone() {
    each_used(async |place| {
        let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                     VALUES (9000, 'from the future', TRUE, '', 1)";
        place.runs(later).await;
        let says = place.refused_and_left_alone().await;
        for says in [says, place.looked_at().await.err().unwrap().to_string()] {
            assert!(says.contains("newer than this program") && says.contains("9000"), "{says}");
            assert!(says.contains("Nothing was changed; use the newer program, or restore a backup"), "{says}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_migration_that_was_edited_after_it_ran_is_refused_and_left_alone() {
    each_used(async |place| {
        place.runs("UPDATE _sqlx_migrations SET checksum = '' WHERE version = 1").await;
        let says = place.refused_and_left_alone().await;
        assert!(says.contains("migration 1") && says.contains("is not the one this program carries"), "{says}");
    })
    .await;
}

#[tokio::test]
async fn an_examination_makes_nothing_where_nothing_is() {
    each(async |place| {
        let says = place.looked_at().await.err().unwrap().to_string();
        assert!(says.contains("there is no database of Nuncio at") && says.contains("--data"), "{says}");
        assert!(everything(place.folder.path()).is_empty());
        assert!(place.is_a_file() || rows(&place.database).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_examination_changes_nothing_where_something_is() {
    each_used(async |place| {
        if place.is_a_file() {
            place.runs("PRAGMA wal_checkpoint(TRUNCATE)").await;
        }
        let before = kept(&place).await;
        assert!(place.looked_at().await.unwrap().all_groups().await.unwrap().is_empty());
        assert_eq!(kept(&place).await, before);

        place.runs("DELETE FROM _sqlx_migrations WHERE version > 1").await;
        let before = kept(&place).await;
        let says = place.looked_at().await.err().unwrap().to_string();
        assert!(says.contains("made by an earlier program") && says.contains("nuncio migrate"), "{says}");
        assert_eq!(kept(&place).await, before);
    })
    .await;
}

async fn kept(place: &Place) -> (Vec<String>, Vec<(String, basics::Digest)>) {
    (rows(&place.database).await, everything(place.folder.path()))
}
