//! Real servers for the tests, on loopback only, each stopped when its value is dropped.

mod pds;
mod postgres;
mod smtp;
mod snac;
mod wordpress;

pub use pds::Pds;
pub use postgres::Postgres;
pub use smtp::Smtp;
pub use snac::Snac;
pub use wordpress::WordPress;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use crate::install;

/// A fresh folder for one server's data, removed when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes it, empty.
    pub fn fresh(name: &str) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("nuncio-{name}-{}", std::process::id()));
        if path.exists() {
            std::fs::remove_dir_all(&path).with_context(|| format!("{} could not be emptied", path.display()))?;
        }
        std::fs::create_dir_all(&path).with_context(|| format!("{} could not be made", path.display()))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Left for the system's own clearing of temporary files when it cannot be removed.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Starts all of them, prints what the tests read, and stops them when our input ends: for running one test by hand.
pub fn stand() -> Result<()> {
    let installed = install::everything();
    let there = |found: &install::Found| found.clone().map_err(|why| anyhow!(why));
    let node = there(&installed.node)?;
    let postgres = Postgres::start(&there(&installed.postgres)?)?;
    let snac = Snac::start(&node, &there(&installed.snac)?)?;
    let pds = Pds::start(&node, &there(&installed.pds)?)?;
    let smtp = Smtp::start(&node, &there(&installed.smtp)?)?;
    let wordpress = WordPress::start(&there(&installed.wordpress)?)?;
    let own = vec![("NUNCIO_TEST_POSTGRES".to_owned(), postgres.url.clone())];
    for (name, value) in own
        .into_iter()
        .chain(snac.variables()?)
        .chain(pds.variables())
        .chain(smtp.variables())
        .chain(wordpress.variables())
    {
        println!("export {name}='{value}'");
    }
    println!("# Enter stops them.");
    std::io::stdin().read_line(&mut String::new()).context("our input could not be read")?;
    Ok(())
}

/// The JSON object a bench script prints when it is ready.
fn ready_object(line: &str) -> Option<serde_json::Value> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    (value.get("ready")? == true).then_some(value)
}
