//! An SMTP server that keeps what it is sent.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use super::{Folder, ready_object};
use crate::leash::{Leash, free_port};
use crate::place;

/// The running server and the folder with its messages.
pub struct Smtp {
    ready: Value,
    _leash: Leash,
    _folder: Folder,
}

impl Smtp {
    /// Starts it from the folder its packages are installed in.
    pub fn start(node: &Path, installed: &Path) -> Result<Self> {
        let folder = Folder::fresh("smtp")?;
        // Scripts find packages only beside themselves.
        fs::copy(place::testbench().join("smtp/smtp.mjs"), installed.join("smtp.mjs"))?;
        let mut server = Command::new(node);
        server.arg("smtp.mjs").arg(folder.path()).arg(free_port()?.to_string()).current_dir(installed);
        let mut leash = Leash::start("smtp", &server, "TERM")?;
        let ready = leash.await_line(Duration::from_secs(30), ready_object)?;
        Ok(Self { ready, _leash: leash, _folder: folder })
    }

    /// What the stories about mail read: the line of `smtp.mjs`, as JSON.
    pub fn variables(&self) -> Vec<(String, String)> {
        vec![("NUNCIO_TEST_SMTP".into(), self.ready.to_string())]
    }
}
