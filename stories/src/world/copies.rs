//! Databases that are not the live one: restored from a backup, or without the file beside them.

use super::World;
use jiff::SignedDuration;
use std::{fs, path::PathBuf};
use store::Database;

/// Longer than a process at work leaves between two marks in the database.
const A_WHILE: SignedDuration = SignedDuration::from_mins(5);

impl World {
    /// The process is started again a while later, without a file of its data folder.
    pub async fn starts_again_without(&mut self, file: &str) {
        fs::remove_file(self.folder.path().join(file)).unwrap();
        self.starts_again_with_the_clock_set_by(A_WHILE).await;
    }

    /// A backup of the database as it is now; none on a server, which has its own ways.
    pub async fn backup(&self) -> Option<PathBuf> {
        let Database::Sqlite(_) = self.database() else { return None };
        let copy = self.folder.path().join("backup.sqlite");
        self.on_the_database(&format!("VACUUM INTO '{}'", copy.display())).await;
        Some(copy)
    }

    /// The process is started again on the backup, in place of its database.
    pub async fn is_restored_from(&mut self, backup: &PathBuf) {
        let Database::Sqlite(file) = self.database().clone() else { return };
        for kept in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{kept}", file.display()));
        }
        fs::rename(backup, &file).unwrap();
        self.starts_again_with_the_clock_set_by(SignedDuration::ZERO).await;
    }
}
