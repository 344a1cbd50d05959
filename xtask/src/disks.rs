//! Whether a small disk in memory can be mounted here: what stories about full disks take.

use std::process::Command;

use anyhow::Result;

use crate::command;
use crate::servers::Folder;

/// Tries it, and takes the disk away again.
pub fn can_be_mounted() -> Result<bool> {
    let folder = Folder::fresh("disk")?;
    let mut mount = Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path());
    if command::output(&mut mount).is_err() {
        return Ok(false);
    }
    command::run(Command::new("umount").arg(folder.path()))?;
    Ok(true)
}
