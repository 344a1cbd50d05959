//! The brake beside the database: a file in the data folder by which the operator stops everything on this machine, also
//! while the database can only be read, or is away.

use anyhow::Context as _;
use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// The brake of one data folder.
#[derive(Clone, Debug)]
pub struct Brake {
    file: PathBuf,
}

impl Brake {
    /// The brake of the installation in this data folder.
    pub fn of(data: &Path) -> Self {
        Self { file: data.join("frozen") }
    }

    /// Stops everything that this machine sends, whatever the database says.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn pull(&self) -> Result<(), anyhow::Error> {
        let written = || -> io::Result<()> {
            let mut file = File::create(&self.file)?;
            file.write_all(
                b"Nothing leaves from this machine while this file is here; `nuncio thaw` takes it away.\n",
            )?;
            file.sync_all()
        };
        written().with_context(|| format!("{} could not be written, so nothing is stopped", self.file.display()))
    }
    /// Lets this machine send again what no group holds. Whether it was stopped.
    ///
    /// # Errors
    /// Where the file cannot be taken away.
    pub fn release(&self) -> Result<bool, anyhow::Error> {
        match fs::remove_file(&self.file) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error).with_context(|| format!("{} could not be taken away", self.file.display())),
        }
    }
    /// Whether this machine sends nothing. A file that cannot be looked for counts as there.
    pub fn is_pulled(&self) -> bool {
        self.file.try_exists().unwrap_or(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brake_holds_from_when_it_is_pulled_until_it_is_released() {
        let folder = tempfile::tempdir().unwrap();
        let brake = Brake::of(folder.path());
        assert!(!brake.is_pulled() && !brake.release().unwrap());
        brake.pull().unwrap();
        brake.pull().unwrap();
        assert!(Brake::of(folder.path()).is_pulled(), "for every process on this folder");
        assert!(brake.release().unwrap() && !brake.is_pulled());
    }
}
