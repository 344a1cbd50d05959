//! Places for data in which a store was at work or something else lies, and how a story looks at them.

use basics::Digest;
use std::{fs, path::Path, time::Duration};
use store::{Clock, Config, Database, StartError, Store};
use stories::{on_each_empty, rows, run};
use tempfile::TempDir;

/// A data folder, and its database: a file in it, or a database of its own on the server.
pub struct Place {
    pub folder: TempDir,
    pub database: Database,
}

/// Plays a story on each database, in a place where nothing is yet.
pub async fn each(story: impl AsyncFn(Place)) {
    on_each_empty(async |database| story(Place::of(database)).await).await;
}

/// The same in a place where a store was at work.
pub async fn each_used(story: impl AsyncFn(Place)) {
    each(async |place| {
        drop(place.opened().await.unwrap());
        place.is_closed().await;
        story(place).await;
    })
    .await;
}

impl Place {
    fn of(database: Option<Database>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = database.unwrap_or_else(|| Database::Sqlite(folder.path().join("nuncio.db")));
        Self { folder, database }
    }
    /// A store that was dropped closes its connections by and by, and the last one brings the file up to date.
    async fn is_closed(&self) {
        for _ in 0..100 {
            if !self.folder.path().join("nuncio.db-wal").exists() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    /// A place of its own, with a file.
    pub fn with_a_file() -> Self {
        Self::of(None)
    }
    /// Whether it is about the file.
    pub fn is_a_file(&self) -> bool {
        matches!(self.database, Database::Sqlite(_))
    }
    pub async fn opened(&self) -> Result<Store, StartError> {
        Store::open(self.config()).await
    }
    pub async fn looked_at(&self) -> Result<Store, StartError> {
        Store::look(self.config()).await
    }
    /// What a store says that does not open.
    pub async fn refused(&self) -> String {
        self.opened().await.err().unwrap().to_string()
    }
    /// The same, and every row and file is as it was.
    pub async fn refused_and_left_alone(&self) -> String {
        let before = (rows(&self.database).await, everything(self.folder.path()));
        let says = self.refused().await;
        assert_eq!((rows(&self.database).await, everything(self.folder.path())), before, "nothing was changed: {says}");
        says
    }
    /// Somebody does this to the database.
    pub async fn runs(&self, sql: &str) {
        run(&self.database, sql).await;
    }
    fn config(&self) -> Config {
        let (data, database) = (self.folder.path().to_owned(), self.database.clone());
        Config { data, database, clock: Clock::of_the_machine() }
    }
}

/// What is in a folder, by name and digest; what `SQLite` keeps beside its file while it is open is not looked at.
pub fn everything(folder: &Path) -> Vec<(String, Digest)> {
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut all: Vec<_> = entries
        .filter(|entry| entry.path().is_file() && !name(entry).contains(".db-"))
        .map(|entry| (name(&entry), Digest::of(&fs::read(entry.path()).unwrap())))
        .collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}
