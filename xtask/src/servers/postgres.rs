//! A throw-away PostgreSQL cluster. Durability is off: it lives as long as one test run.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use super::Folder;
use crate::leash::{Leash, free_port};
use crate::{command, install};

/// The account Debian's package makes; the server refuses to run as root.
const ACCOUNT: &str = "postgres";

/// A running cluster.
pub struct Postgres {
    /// Where tests reach it: a superuser without a password, on loopback.
    pub url: String,
    _leash: Leash,
    _folder: Folder,
}

impl Postgres {
    /// Makes and starts a cluster with these programs.
    pub fn start(programs: &Path) -> Result<Self> {
        let folder = Folder::fresh("postgres")?;
        let port = free_port()?;
        let as_root = install::is_root();
        if as_root {
            command::run_logged(Command::new("chown").arg(ACCOUNT).arg(&folder.0), "postgres.log")?;
        }
        let data = folder.0.join("data");
        let mut initdb = unprivileged(as_root, &programs.join("initdb"), &folder.0);
        initdb.arg("-D").arg(&data).args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"]);
        command::run_logged(&mut initdb, "postgres.log")?;

        let mut server = unprivileged(as_root, &programs.join("postgres"), &folder.0);
        server.arg("-D").arg(&data).arg("-k").arg(&folder.0).args(["-p", &port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=200",
        ] {
            server.args(["-c", setting]);
        }
        let mut leash = Leash::start("postgres", &server, "INT")?;
        leash.await_line(Duration::from_mins(1), |line| line.contains("ready to accept connections").then_some(()))?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        Ok(Self { url, _leash: leash, _folder: folder })
    }
}

/// The program as we are, or as the server's own account when we are root.
fn unprivileged(as_root: bool, program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(if as_root { Path::new("setpriv") } else { program });
    if as_root {
        let ids = [format!("--reuid={ACCOUNT}"), format!("--regid={ACCOUNT}"), "--clear-groups".into(), "--".into()];
        command.args(ids).arg(program);
    }
    command.current_dir(folder).env("LC_MESSAGES", "C");
    command
}
