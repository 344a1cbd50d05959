//! The newest head of every log, remembered in a file beside the database and not in it: a log that was cut short or
//! rewritten from the start agrees with itself, but not with this.

use anyhow::Context as _;
use audit::Chained;
use basics::{Digest, GroupId};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    io::{self, Write as _},
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// The file of remembered heads.
pub(crate) struct Heads {
    path: PathBuf,
    writing: Mutex<()>,
}

#[derive(Serialize, Deserialize, Default)]
struct Remembered(BTreeMap<String, Head>);

#[derive(Serialize, Deserialize, Clone, Copy)]
struct Head {
    position: u64,
    link: Digest,
}

impl Heads {
    pub(crate) fn in_file(path: PathBuf) -> Self {
        Self { path, writing: Mutex::new(()) }
    }

    /// The head last remembered for this group's log.
    pub(crate) fn known(&self, group: GroupId) -> Result<Option<Chained>, anyhow::Error> {
        let heads = self.read()?;
        Ok(heads.0.get(&group.to_string()).map(|head| Chained { position: head.position, link: head.link }))
    }

    /// Remembers these heads. A head never moves back, so a late writer does no harm.
    pub(crate) fn remember(&self, heads: HashMap<GroupId, Chained>) -> Result<(), anyhow::Error> {
        if heads.is_empty() {
            return Ok(());
        }
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut remembered = self.read()?;
        for (group, head) in heads {
            let known = remembered.0.entry(group.to_string()).or_insert(Head { position: 0, link: head.link });
            if head.position > known.position {
                *known = Head { position: head.position, link: head.link };
            }
        }
        self.replace(&serde_json::to_vec_pretty(&remembered)?)
            .with_context(|| format!("the heads of the logs could not be remembered in {}", self.path.display()))
    }

    fn read(&self) -> Result<Remembered, anyhow::Error> {
        match fs::read(&self.path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .with_context(|| format!("{} does not hold remembered heads: it was edited", self.path.display())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Remembered::default()),
            Err(error) => Err(error).with_context(|| format!("{} cannot be read", self.path.display())),
        }
    }

    /// Writes a new file and moves it into place, so that a crash leaves the old or the new one, never half.
    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        let fresh = self.path.with_extension("new");
        let mut file = fs::File::create(&fresh)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        fs::rename(&fresh, &self.path)
    }
}
