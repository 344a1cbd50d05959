//! Golden files: tables and texts kept in the repository that tests compare with what the program makes today.
//! A test that rewrites one in passing, or leaves a new version beside it, would make a change invisible.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::report::Outcome;
use crate::{files, place};

/// Endings a golden file may have.
const ENDINGS: [&str; 8] = ["txt", "json", "md", "html", "toml", "stderr", "snap", "new"];

/// All golden files as they are at one moment.
pub struct Golden(BTreeMap<PathBuf, Vec<u8>>);

impl Golden {
    /// Reads them.
    pub fn now() -> Result<Self> {
        let mut golden = BTreeMap::new();
        for path in files::below(&place::root(), &ENDINGS)? {
            let shown = files::shown(&path);
            let ending = path.extension().unwrap_or_default();
            if shown.contains("golden/")
                || shown.contains("snapshots/")
                || ending == "stderr"
                || ending == "snap"
                || ending == "new"
            {
                golden.insert(path.clone(), fs::read(&path)?);
            }
        }
        Ok(Self(golden))
    }

    /// Whether the run left them as they were, with no unreviewed version beside them.
    pub fn compare(&self) -> Result<Outcome> {
        let after = Self::now()?;
        let changed = self.changed_until(&after);
        let waiting = after.0.keys().filter(|path| path.extension().is_some_and(|ending| ending == "new"));
        let faults: Vec<String> = changed
            .into_iter()
            .chain(waiting.map(|path| format!("{} waits for a review", files::shown(path))))
            .collect();
        for fault in &faults {
            println!("{fault}");
        }
        if !faults.is_empty() {
            bail!(
                "{} golden file(s) changed; `cargo xtask bless` renews them, `git diff` shows what to review",
                faults.len()
            );
        }
        println!("{} golden files as they were", after.0.len());
        Ok(Outcome::Passed)
    }

    /// One sentence for each file that differs.
    pub fn changed_until(&self, after: &Self) -> Vec<String> {
        let gone = self
            .0
            .keys()
            .filter(|path| !after.0.contains_key(*path))
            .map(|path| format!("{} is gone", files::shown(path)));
        let other = after.0.iter().filter(|(path, text)| self.0.get(*path) != Some(*text));
        gone.chain(other.map(|(path, _)| format!("{} changed", files::shown(path)))).collect()
    }
}
