//! The brake beside the database: files in the data folder that say what is frozen, so that somebody can stop everything
//! on this machine while the database can only be read, or is away.

use anyhow::Context as _;
use basics::{ChannelId, GroupId};
use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// The folder of the brake, in the data folder.
#[derive(Clone, Debug)]
pub struct Brake {
    folder: PathBuf,
}

/// The file that stops everything on this machine.
const EVERYTHING: &str = "everything";

impl Brake {
    /// The brake of the installation in this data folder.
    pub fn of(data: &Path) -> Self {
        Self { folder: data.join("frozen") }
    }

    /// Stops everything that this machine sends, whatever the database says. For the operator.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn stop_everything(&self) -> Result<(), anyhow::Error> {
        self.pull(EVERYTHING)
    }
    /// Lets this machine send again what no group holds. For the operator. Whether it was stopped.
    ///
    /// # Errors
    /// Where the file cannot be taken away.
    pub fn release_everything(&self) -> Result<bool, anyhow::Error> {
        self.release(EVERYTHING)
    }

    /// Stops a group, or one channel of it, on this machine.
    pub(crate) fn stop(&self, group: GroupId, channel: Option<ChannelId>) -> Result<(), anyhow::Error> {
        self.pull(&name(group, channel))
    }
    /// Takes that back.
    pub(crate) fn let_go(&self, group: GroupId, channel: Option<ChannelId>) -> Result<(), anyhow::Error> {
        self.release(&name(group, channel)).map(drop)
    }

    /// Whether this machine sends nothing on this channel. A file that cannot be looked for counts as there.
    pub fn holds(&self, group: GroupId, channel: ChannelId) -> bool {
        [EVERYTHING.to_owned(), name(group, None), name(group, Some(channel))].iter().any(|name| self.is_there(name))
    }
    /// Whether everything is stopped on this machine.
    pub fn holds_everything(&self) -> bool {
        self.is_there(EVERYTHING)
    }

    fn is_there(&self, name: &str) -> bool {
        self.folder.join(name).try_exists().unwrap_or(true)
    }

    fn pull(&self, name: &str) -> Result<(), anyhow::Error> {
        let path = self.folder.join(name);
        let written = || -> io::Result<()> {
            fs::create_dir_all(&self.folder)?;
            let mut file = File::create(&path)?;
            file.write_all(b"Nothing leaves while this file is here.\n")?;
            file.sync_all()
        };
        written().with_context(|| format!("{} could not be written, so nothing is stopped by it", path.display()))
    }

    fn release(&self, name: &str) -> Result<bool, anyhow::Error> {
        let path = self.folder.join(name);
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error).with_context(|| format!("{} could not be taken away", path.display())),
        }
    }
}

fn name(group: GroupId, channel: Option<ChannelId>) -> String {
    channel.map_or_else(|| format!("group-{group}"), |channel| format!("channel-{channel}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use basics::Moment;

    #[test]
    fn a_brake_that_is_pulled_holds_what_it_names_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let brake = Brake::of(folder.path());
        let at = Moment::from_micros(1);
        let (group, other, channel, another) =
            (GroupId::mint(at), GroupId::mint(at), ChannelId::mint(at), ChannelId::mint(at));
        assert!(!brake.holds(group, channel));
        brake.stop(group, Some(channel)).unwrap();
        assert!(brake.holds(group, channel) && !brake.holds(group, another));
        brake.stop(group, None).unwrap();
        brake.let_go(group, Some(channel)).unwrap();
        assert!(brake.holds(group, another) && !brake.holds(other, another));
        brake.let_go(group, None).unwrap();
        brake.stop_everything().unwrap();
        assert!(brake.holds(other, another) && brake.holds_everything());
        assert!(brake.release_everything().unwrap() && !brake.release_everything().unwrap());
        assert!(!brake.holds(other, another));
    }
}
