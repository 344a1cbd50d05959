//! Which installation a database belongs to, and whether it is the live one. The database and a file in the data folder
//! both say it; a backup of the database has only one of them, and a copied folder stands on another machine or in another
//! place.

use super::quarantine::Doubted;
use crate::{StartError, Store, database::tables::lineage, time};
use anyhow::Context as _;
use basics::Digest;
use jiff::SignedDuration;
use sea_orm::{ActiveValue::Set, EntityTrait as _, prelude::Expr, prelude::Uuid, sea_query::OnConflict};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

const ONLY: i16 = 1;
/// How long ago a process at work kept the time at most: it does so every minute.
const LATELY: SignedDuration = SignedDuration::from_mins(2);
/// Files in which systems name the machine, the first that is there counts.
const MACHINE: [&str; 2] = ["/etc/machine-id", "/var/lib/dbus/machine-id"];

/// The file in the data folder.
pub(crate) struct LineageFile {
    path: PathBuf,
    folder: PathBuf,
}

/// What stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    installation: Uuid,
    epoch: i64,
    /// The digest of the machine's own name.
    machine: String,
    /// The folder in which this file was written.
    folder: PathBuf,
    /// The logs that were found shorter than they had been, which people know of.
    #[serde(default)]
    doubted: Doubted,
}

impl LineageFile {
    pub(crate) fn in_folder(data: &Path) -> Self {
        let folder = fs::canonicalize(data).unwrap_or_else(|_| data.to_owned());
        Self { path: data.join("lineage.json"), folder }
    }

    fn read(&self) -> Result<Option<Known>, anyhow::Error> {
        match fs::read(&self.path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).with_context(|| {
                format!("{} does not say which installation this is: it was edited", self.path.display())
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("{} cannot be read", self.path.display())),
        }
    }

    fn write(&self, known: &Known) -> Result<(), anyhow::Error> {
        let fresh = self.path.with_extension("new");
        let written = || -> io::Result<()> {
            let mut file = fs::File::create(&fresh)?;
            file.write_all(&serde_json::to_vec_pretty(known)?)?;
            file.sync_data()?;
            fs::rename(&fresh, &self.path)
        };
        written().with_context(|| format!("{} could not be written", self.path.display()))
    }

    fn here(&self, installation: Uuid, epoch: i64, doubted: Doubted) -> Known {
        Known { installation, epoch, machine: machine(), folder: self.folder.clone(), doubted }
    }
}

/// The machine, by the digest of the name that its system gives it; empty where it has none.
fn machine() -> String {
    let name = MACHINE.iter().find_map(|path| fs::read_to_string(path).ok());
    name.map_or_else(String::new, |name| Digest::of(name.trim().as_bytes()).to_string())
}

/// Why a database may not be the live one, as a sentence; nothing where it plainly is.
fn doubt(file: Option<&Known>, database: &Known, joins: bool) -> Option<String> {
    let Some(file) = file else {
        let missing = "the file that says which installation this is does not stand beside the database, which has a \
                       history: one of them was restored or copied";
        return (!joins).then(|| missing.to_owned());
    };
    let sentence = if file.installation != database.installation {
        "the database is of another installation than the data folder"
    } else if file.epoch > database.epoch {
        "the database is older than the data folder: it was restored from a backup"
    } else if file.epoch < database.epoch && !joins {
        "the data folder is older than the database: it was restored or copied"
    } else if file.machine != database.machine {
        "this data folder was last used on another machine"
    } else if file.folder != database.folder {
        "this data folder was last used at another place: it was copied or moved"
    } else {
        return None;
    };
    Some(sentence.to_owned())
}

impl Store {
    /// Compares the database with the file beside it, and with the heads of the logs that were remembered there. Where they
    /// differ, every group is held until two people of it say that this is the live one, and a new epoch begins.
    /// Asked once at the start of whatever sends; a command that only looks or writes raises no doubt.
    ///
    /// # Errors
    /// [`StartError::Lineage`] where the file cannot be read or written, or the database does not answer.
    pub async fn is_the_live_one(&self) -> Result<(), StartError> {
        self.compared_with_its_file().await.map_err(StartError::Lineage)
    }

    async fn compared_with_its_file(&self) -> Result<(), anyhow::Error> {
        let file = self.lineage();
        let (installation, epoch, is_named_now) = self.lineage_of_the_database().await?;
        let known = file.read()?;
        let doubted = known.as_ref().map(|known| known.doubted.clone()).unwrap_or_default();
        let mut here = file.here(installation, epoch, doubted);
        // A database that is named now is new, or was brought up to date from a version that named none.
        let joins = is_named_now || self.groups_there_are().await?.is_empty() || self.others_are_at_work().await?;
        let forgot = self.forgot_something(&mut here.doubted).await?;
        if let Some(doubt) = doubt(known.as_ref(), &here, joins).or(forgot) {
            tracing::error!(
                doubt,
                "nothing leaves until two people of each group say that this is the live installation"
            );
            here.epoch += 1;
            self.quarantine(&doubt).await?;
            lineage::Entity::update_many()
                .col_expr(lineage::Column::Epoch, Expr::value(here.epoch))
                .exec(self.writer())
                .await?;
        }
        if known.as_ref() == Some(&here) { Ok(()) } else { file.write(&here) }
    }

    /// Whether another process kept the time in this very database a moment ago: then this one joins it, with a folder of
    /// its own. A file is for one process alone.
    async fn others_are_at_work(&self) -> Result<bool, anyhow::Error> {
        if self.is_for_one_node() {
            return Ok(false);
        }
        let kept = time::kept(self.reader()).await?;
        Ok(kept.is_some_and(|kept| self.now().since(kept).abs() < LATELY))
    }

    /// The installation and its epoch, and whether the database was given its name just now.
    async fn lineage_of_the_database(&self) -> Result<(Uuid, i64, bool), anyhow::Error> {
        let fresh = lineage::ActiveModel { id: Set(ONLY), installation: Set(Uuid::new_v4()), epoch: Set(1) };
        let once = OnConflict::column(lineage::Column::Id).do_nothing().to_owned();
        let named = lineage::Entity::insert(fresh).on_conflict(once).exec_without_returning(self.writer()).await?;
        let row = lineage::Entity::find_by_id(ONLY).one(self.writer()).await?.context("the lineage was not kept")?;
        Ok((row.installation, row.epoch, named == 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known { installation: Uuid::nil(), epoch: 3, machine: "m".into(), folder: "/a".into(), doubted: Doubted::new() }
    }

    #[test]
    fn only_a_file_that_says_the_same_on_the_same_machine_at_the_same_place_is_no_doubt() {
        assert_eq!(doubt(Some(&known()), &known(), false), None);
        assert_eq!(doubt(None, &known(), true), None, "the first start, or one more process");
        let before = Known { epoch: 2, ..known() };
        assert_eq!(doubt(Some(&before), &known(), true), None, "another process began the new epoch");
        let others = [
            Known { installation: Uuid::from_u128(1), ..known() },
            Known { epoch: 4, ..known() },
            Known { epoch: 2, ..known() },
            Known { machine: "n".into(), ..known() },
            Known { folder: "/b".into(), ..known() },
        ];
        let doubts: std::collections::BTreeSet<String> =
            others.iter().map(|other| doubt(Some(other), &known(), false).unwrap()).collect();
        assert_eq!(doubts.len(), others.len(), "each says what it is");
        assert!(doubt(None, &known(), false).is_some());
    }
}
