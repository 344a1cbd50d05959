//! The store of one installation: its database, its key, its folder of pictures and its clock.

use crate::{
    Clock, Database, Key, KeyError, OpenError,
    database::hurdles::explain_mapped,
    database::open::{Connections, connect, connect_to_look},
    database::tables::{app_registration, channel_secret, chat_hook, totp},
    decisions::keys::VoteKeys,
    holds::{Brake, lineage::LineageFile},
    log::heads::Heads,
    posts::shelf::Shelf,
    time,
};
use basics::{CharterVersionId, DeliveryId, Moment};
use charter::Charter;
use sea_orm::{DatabaseConnection, DbBackend, DbErr, EntityTrait as _, QuerySelect as _};
use std::{
    collections::{BTreeSet, HashMap},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Notify;

/// What a store is opened with.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data folder: key, pictures, remembered heads, and the database unless it is elsewhere.
    pub data: PathBuf,
    /// Where the database is.
    pub database: Database,
    /// The clock to go by.
    pub clock: Clock,
}

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The key file.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Whether this is the live installation.
    #[error("whether this database is the live one cannot be found out")]
    Lineage(#[source] anyhow::Error),
    /// The data folder.
    #[error("the data folder {0} cannot be used: {1}. Choose another with --data, or make it writable for this user")]
    Folder(PathBuf, io::Error),
}

/// The store. Clones share everything.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    name: String,
    connections: Connections,
    clock: Clock,
    key: Key,
    heads: Heads,
    vote_keys: VoteKeys,
    brake: Brake,
    lineage: LineageFile,
    shelf: Shelf,
    charters: Mutex<HashMap<CharterVersionId, Arc<Charter>>>,
    set_aside: Mutex<BTreeSet<DeliveryId>>,
    changed: Notify,
    planned: Notify,
}

impl Store {
    /// Opens the data folder and the database, making what is not there yet and bringing the rest up to date.
    pub async fn open(config: Config) -> Result<Self, StartError> {
        make_folder(&config.data)?;
        let connections = connect(&config.database).await?;
        let explain = |error: DbErr| explain_mapped(&config.database.to_string(), &error);
        let key = Key::of(&config.data.join("key"), &sealed_by(&connections.reader).await.map_err(explain)?)?;
        make_folder(&config.data.join("pictures"))?;
        let store = Self::over(&config, connections, key);
        store.fill_legal_pairs().await.map_err(explain)?;
        store.goes_on_from_the_latest_time().await.map_err(explain)?;
        Ok(store)
    }

    /// Opens a store that is there only to look at it, as an examination of a log does: nothing is made, brought up to
    /// date or written, and what is sealed stays shut.
    ///
    /// # Errors
    /// [`OpenError::NothingThere`] where there is no database of ours, and where it is not of this very program.
    pub async fn look(config: Config) -> Result<Self, StartError> {
        let connections = connect_to_look(&config.database).await?;
        let store = Self::over(&config, connections, Key::that_opens_nothing());
        let explain = |error: DbErr| explain_mapped(store.database_name(), &error);
        store.goes_on_from_the_latest_time().await.map_err(explain)?;
        Ok(store)
    }

    async fn goes_on_from_the_latest_time(&self) -> Result<(), DbErr> {
        if let Some(latest) = time::latest(self.reader()).await? {
            self.clock().not_before(latest);
        }
        Ok(())
    }

    fn over(config: &Config, connections: Connections, key: Key) -> Self {
        Self {
            inner: Arc::new(Inner {
                name: config.database.to_string(),
                connections,
                clock: config.clock.clone(),
                key,
                heads: Heads::in_file(config.data.join("log-heads.json")),
                vote_keys: VoteKeys::in_folder(config.data.join("votes")),
                brake: Brake::of(&config.data),
                lineage: LineageFile::in_folder(&config.data),
                shelf: Shelf::in_folder(config.data.join("pictures")),
                charters: Mutex::default(),
                set_aside: Mutex::default(),
                changed: Notify::new(),
                planned: Notify::new(),
            }),
        }
    }

    /// What time it is.
    pub fn now(&self) -> Moment {
        self.inner.clock.now()
    }
    /// The clock, for whoever may move it.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }
    /// Waits until something was changed through this store, or was while nobody waited.
    pub async fn change(&self) {
        self.inner.changed.notified().await;
    }

    /// Waits until something was planned, by this process or by another one: a hint, which a file of one node does without.
    pub async fn something_planned(&self) {
        self.inner.planned.notified().await;
    }

    /// Where the database is, as people may read it.
    pub(crate) fn database_name(&self) -> &str {
        &self.inner.name
    }

    /// What kind of database this is, as people call it.
    pub fn database_kind(&self) -> &'static str {
        match self.inner.connections.writer.get_database_backend() {
            DbBackend::Postgres => "PostgreSQL",
            _ => "SQLite",
        }
    }

    /// Deliveries whose rows this process could not read: they wait for whoever runs the installation, while the others
    /// go on. They are tried again after a restart.
    pub fn set_aside(&self) -> Vec<DeliveryId> {
        self.inner.set_aside.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }
    /// Sets a delivery aside. False when it was already.
    pub(crate) fn sets_aside(&self, id: DeliveryId) -> bool {
        self.inner.set_aside.lock().unwrap_or_else(PoisonError::into_inner).insert(id)
    }
    pub(crate) fn something_changed(&self) {
        self.inner.changed.notify_one();
    }
    pub(crate) fn somebody_planned(&self) {
        self.inner.planned.notify_one();
    }
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.inner.connections.writer
    }
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.inner.connections.reader
    }
    pub(crate) fn key(&self) -> &Key {
        &self.inner.key
    }
    /// A secret of this installation for one purpose, always the same, made from the key file.
    pub fn derived_secret(&self, purpose: &str) -> [u8; 32] {
        self.inner.key.derived(purpose)
    }
    pub(crate) fn heads(&self) -> &Heads {
        &self.inner.heads
    }
    pub(crate) fn vote_keys(&self) -> &VoteKeys {
        &self.inner.vote_keys
    }
    /// What stops this machine from sending, beside the database.
    pub fn brake(&self) -> &Brake {
        &self.inner.brake
    }
    pub(crate) fn lineage(&self) -> &LineageFile {
        &self.inner.lineage
    }
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.inner.shelf
    }
    pub(crate) fn charters(&self) -> &Mutex<HashMap<CharterVersionId, Arc<Charter>>> {
        &self.inner.charters
    }
}

/// Makes a folder that only this user can look into, where it is not there yet: ballots and drafts lie in it.
///
/// # Errors
/// [`StartError::Folder`] where it cannot be made.
pub fn make_folder(folder: &Path) -> Result<(), StartError> {
    let mut make = std::fs::DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(folder).map_err(|error| StartError::Folder(folder.to_owned(), error))
}

/// The names of the keys that sealed what is in the database.
async fn sealed_by(reader: &DatabaseConnection) -> Result<BTreeSet<String>, DbErr> {
    let channels = channel_secret::Entity::find().select_only().column(channel_secret::Column::KeyName).distinct();
    let codes = totp::Entity::find().select_only().column(totp::Column::KeyName).distinct();
    let apps = app_registration::Entity::find().select_only().column(app_registration::Column::KeyName).distinct();
    let mut names: BTreeSet<String> = channels.into_tuple::<String>().all(reader).await?.into_iter().collect();
    names.extend(codes.into_tuple::<String>().all(reader).await?);
    names.extend(apps.into_tuple::<String>().all(reader).await?);
    let chats = chat_hook::Entity::find().select_only().column(chat_hook::Column::KeyName).distinct();
    names.extend(chats.into_tuple::<String>().all(reader).await?);
    Ok(names)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn nobody_else_on_the_machine_looks_into_a_data_folder_that_was_made() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("nuncio-data");
        make_folder(&folder).unwrap();
        assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
