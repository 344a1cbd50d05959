//! A PLC directory and a Bluesky PDS, with two accounts.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use super::{Folder, ready_object};
use crate::leash::{Leash, free_port};
use crate::place;

/// The running pair.
pub struct Pds {
    ready: Value,
    _leash: Leash,
    _folder: Folder,
}

impl Pds {
    /// Starts both from the folder their packages are installed in.
    pub fn start(node: &Path, installed: &Path) -> Result<Self> {
        let folder = Folder::fresh("pds")?;
        // Scripts find packages only beside themselves.
        for script in ["loopback-only.mjs", "pds.mjs"] {
            fs::copy(place::testbench().join("atproto").join(script), installed.join(script))?;
        }
        let mut server = Command::new(node);
        server.args(["--import", "./loopback-only.mjs", "pds.mjs"]).arg(&folder.0);
        server.args([free_port()?.to_string(), free_port()?.to_string()]);
        server.current_dir(installed).env("LOG_ENABLED", "false");
        let mut leash = Leash::start("pds", &server, "TERM")?;
        let ready = leash.await_line(Duration::from_mins(1), ready_object)?;
        Ok(Self { ready, _leash: leash, _folder: folder })
    }

    /// What the contract tests read: the line of `pds.mjs`, as JSON.
    pub fn variables(&self) -> Vec<(String, String)> {
        vec![("NUNCIO_TEST_PDS".into(), self.ready.to_string())]
    }
}
