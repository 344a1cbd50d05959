//! Debian's packages. Only as root, because nothing here asks for a password.

use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Result, anyhow, bail};

use crate::command;

/// Installs packages without what they only recommend.
pub fn install(packages: &[&str]) -> Result<()> {
    if !may_install() {
        bail!("it is not here, and only root on a Debian can install it: apt-get install {}", packages.join(" "));
    }
    refresh()?;
    println!("-- apt-get install {}", packages.join(" "));
    super::twice(|| {
        let mut install = apt_get(&["install", "-y", "--no-install-recommends"]);
        command::run_logged(install.args(packages), "install.log")
    })
}

/// Reads the lists of packages, once in a run.
pub fn refresh() -> Result<()> {
    static REFRESHED: OnceLock<Result<(), String>> = OnceLock::new();
    let refreshed = REFRESHED.get_or_init(|| {
        if !may_install() {
            return Err("it is not here, and only root on a Debian can install it".into());
        }
        command::run_logged(&mut apt_get(&["update"]), "install.log").map_err(|error| format!("{error:#}"))
    });
    refreshed.clone().map_err(|why| anyhow!(why))
}

fn may_install() -> bool {
    command::found(&["apt-get"]).is_some() && is_root()
}

/// Whether we run as root.
pub fn is_root() -> bool {
    command::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.args(["-q", "-o", "DPkg::Lock::Timeout=180"]).args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}
