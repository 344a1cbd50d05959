//! A snac server: the part of the Mastodon client API that Nuncio uses, spoken by a program that is not ours.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Folder, ready_object};
use crate::leash::{Leash, free_port};
use crate::place;

/// A running server with two accounts for groups and one for a reader.
pub struct Snac {
    ready: Value,
    _leash: Leash,
    _folder: Folder,
}

impl Snac {
    /// Makes and starts an instance.
    pub fn start(node: &Path, program: &Path) -> Result<Self> {
        let folder = Folder::fresh("snac")?;
        let mut server = Command::new(node);
        server.arg(place::testbench().join("snac/snac.mjs")).arg(program).arg(folder.0.join("instance"));
        server.arg(free_port()?.to_string());
        let mut leash = Leash::start("snac", &server, "TERM")?;
        let ready = leash.await_line(Duration::from_secs(30), ready_object)?;
        Ok(Self { ready, _leash: leash, _folder: folder })
    }

    /// What the contract tests and the browser stories read.
    pub fn variables(&self) -> Result<Vec<(String, String)>> {
        let named = [
            ("NUNCIO_TEST_MASTODON_BASE", "base"),
            ("NUNCIO_TEST_MASTODON_TOKEN_A", "tokenA"),
            ("NUNCIO_TEST_MASTODON_TOKEN_B", "tokenB"),
            ("NUNCIO_TEST_MASTODON_TOKEN_READER", "tokenReader"),
            ("NUNCIO_TEST_MASTODON_PASSWORD_A", "passwordA"),
            ("NUNCIO_TEST_MASTODON_PASSWORD_B", "passwordB"),
        ];
        let value =
            |field: &str| self.ready.get(field).and_then(Value::as_str).context("snac.mjs printed no address or token");
        named.iter().map(|(name, field)| Ok(((*name).into(), value(field)?.into()))).collect()
    }
}
