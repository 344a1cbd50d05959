//! A blog on WordPress, with its database.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use super::{Folder, ready_object};
use crate::leash::{Leash, free_port};
use crate::place;

/// The running blog.
pub struct WordPress {
    ready: Value,
    _leash: Leash,
    _folder: Folder,
}

impl WordPress {
    /// Starts a fresh one from the system's files.
    pub fn start(source: &Path) -> Result<Self> {
        let folder = Folder::fresh("wordpress")?;
        let mut server = Command::new(place::testbench().join("wordpress/wordpress.sh"));
        server.arg(source).arg(folder.path()).arg(free_port()?.to_string()).arg(free_port()?.to_string());
        let mut leash = Leash::start("wordpress", &server, "TERM")?;
        let ready = leash.await_line(Duration::from_mins(2), ready_object)?;
        Ok(Self { ready, _leash: leash, _folder: folder })
    }

    /// What the contract tests read: the line of `wordpress.sh`, as JSON.
    pub fn variables(&self) -> Vec<(String, String)> {
        vec![("NUNCIO_TEST_WORDPRESS".into(), self.ready.to_string())]
    }
}
