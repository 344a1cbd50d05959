//! The key of one secret vote: a file beside the database and not in it, made for that vote and destroyed once it was
//! counted. From then on no dump of the database, however old, says who chose what.

use crate::{Key, KeyError};
use basics::DecisionId;
use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// The folder of these keys.
pub(crate) struct VoteKeys {
    folder: PathBuf,
}

impl VoteKeys {
    pub(crate) fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The key of a vote that opens.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub(crate) fn make(&self, vote: DecisionId) -> Result<Key, KeyError> {
        let path = self.path(vote);
        fs::create_dir_all(&self.folder).map_err(|error| KeyError::File(path.clone(), error))?;
        Key::open(&path)
    }

    /// The key of a vote that is open. It is never made anew: what was sealed would stay shut.
    ///
    /// # Errors
    /// [`KeyError::Missing`] where it is gone.
    pub(crate) fn of(&self, vote: DecisionId) -> Result<Key, KeyError> {
        let path = self.path(vote);
        if !path.exists() {
            return Err(KeyError::Missing(path));
        }
        Key::open(&path)
    }

    /// The votes that have a key.
    pub(crate) fn all(&self) -> Result<Vec<DecisionId>, io::Error> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        Ok(names.filter_map(|name| name.parse().ok()).collect())
    }

    /// Destroys the key of a vote that was counted: its bytes are written over before it is removed.
    pub(crate) fn destroy(&self, vote: DecisionId) -> Result<(), io::Error> {
        let path = self.path(vote);
        if !path.exists() {
            return Ok(());
        }
        let length = usize::try_from(fs::metadata(&path)?.len()).unwrap_or(64);
        writable(&path)?;
        // Opened without being cut short, so that the zeros go where the key was.
        let mut file = fs::OpenOptions::new().write(true).open(&path)?;
        file.write_all(&vec![0; length])?;
        file.sync_all()?;
        fs::remove_file(&path)
    }

    fn path(&self, vote: DecisionId) -> PathBuf {
        self.folder.join(vote.to_string())
    }
}

/// A key file may be read by its owner only; to be written over it has to be writable.
#[cfg(unix)]
fn writable(path: &Path) -> Result<(), io::Error> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))
}

#[cfg(not(unix))]
fn writable(_: &Path) -> Result<(), io::Error> {
    Ok(())
}
