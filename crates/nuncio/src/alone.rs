//! One process serves a data folder with an `SQLite` file: two would both let posts leave and both work the clock. The
//! system releases the lock when the process ends, however it ends.

use crate::cli::Place;
use anyhow::{Context as _, bail};
use std::fs::{File, OpenOptions, TryLockError};
use store::Database;

/// The name of the file that is locked; nothing stands in it.
const NAME: &str = "serving.lock";

/// Proof that no other process serves this folder, for as long as it is kept.
#[derive(Debug)]
pub struct Alone {
    _held: Option<File>,
}

/// Whether several processes may work on this database at once.
pub fn shares_its_database(place: &Place) -> Result<bool, anyhow::Error> {
    let database = Database::parse(place.database.as_deref(), &place.data)?;
    Ok(matches!(database, Database::Postgres(_)))
}

/// Takes the folder for this process. A database on a server is for several nodes and is not locked.
///
/// # Errors
/// When another process serves the folder, or the file cannot be made there.
pub fn alone(place: &Place) -> Result<Alone, anyhow::Error> {
    if shares_its_database(place)? {
        return Ok(Alone { _held: None });
    }
    store::make_folder(&place.data)?;
    let path = place.data.join(NAME);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file =
        file.with_context(|| format!("the file {} cannot be made; choose another folder with --data", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Alone { _held: Some(file) }),
        Err(TryLockError::WouldBlock) => bail!(
            "another Nuncio serves the data folder {} already. Nothing was changed; stop that one first, choose another \
             folder with --data, or use a database on a server, which several may share",
            place.data.display()
        ),
        Err(TryLockError::Error(error)) => Err(error)
            .with_context(|| format!("whether another Nuncio serves {} cannot be found out", place.data.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_process_on_one_folder_is_refused_with_a_sentence_until_the_first_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { data: folder.path().to_owned(), database: None, solver: None, json: false };
        let first = alone(&place).unwrap();
        let refused = alone(&place).unwrap_err().to_string();
        assert!(refused.starts_with("another Nuncio serves the data folder"), "{refused}");
        drop(first);
        alone(&place).unwrap();
    }

    #[test]
    fn a_database_on_a_server_is_for_several() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place {
            data: folder.path().to_owned(),
            database: Some("postgres://db.example/nuncio".to_owned()),
            solver: None,
            json: false,
        };
        let (_one, _other) = (alone(&place).unwrap(), alone(&place).unwrap());
    }
}
