//! Stories in a real browser: the scripts of `stories/browser`, run by Node's own test runner.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::install::Installed;
use crate::report::Outcome;
use crate::servers::{Pds, Snac};
use crate::{command, files, place};

/// The one script that is a part of its own.
const ACCESSIBILITY: &str = "accessibility.mjs";

/// What a browser story runs with.
pub struct Tools<'a> {
    /// Node.
    pub node: &'a Path,
    /// The folder with playwright-core and axe-core.
    pub driver: &'a Path,
    /// The browser.
    pub chromium: &'a Path,
    /// The real servers, where they are there.
    pub bench: &'a Installed,
}

/// All stories, with the real servers beside the practice network where they are installed.
pub fn stories(tools: &Tools) -> Result<Outcome> {
    let scripts = scripts(|name| name != ACCESSIBILITY)?;
    if scripts.is_empty() {
        bail!("stories/browser holds no story");
    }
    let bench = tools.bench;
    let mut tests = node_test(tools, &scripts);
    let snac = bench
        .node
        .as_ref()
        .ok()
        .zip(bench.snac.as_ref().ok())
        .map(|(node, snac)| Snac::start(node, snac))
        .transpose()?;
    let pds =
        bench.node.as_ref().ok().zip(bench.pds.as_ref().ok()).map(|(node, pds)| Pds::start(node, pds)).transpose()?;
    if let Some(snac) = &snac {
        tests.envs(snac.variables()?);
    }
    if let Some(pds) = &pds {
        tests.envs(pds.variables());
    }
    command::run(&mut tests)?;
    Ok(Outcome::Passed)
}

/// Every page against WCAG 2.2 AA, light and dark, narrow and wide.
pub fn accessibility(tools: &Tools) -> Result<Outcome> {
    command::run(&mut node_test(tools, &scripts(|name| name == ACCESSIBILITY)?))?;
    Ok(Outcome::Passed)
}

/// Pictures of every page, into `artefacts/shots`.
pub fn shots(tools: &Tools) -> Result<()> {
    let mut node = Command::new(tools.node);
    node.arg(place::root().join("stories/browser/harness/shots.mjs"));
    command::run(with_tools(&mut node, tools))
}

fn scripts(wanted: fn(&str) -> bool) -> Result<Vec<PathBuf>> {
    let folder = place::root().join("stories/browser");
    let all = files::below(&folder, &["mjs"])?.into_iter();
    let here = all.filter(|path| path.parent() == Some(&folder));
    Ok(here.filter(|path| wanted(&path.file_name().unwrap_or_default().to_string_lossy())).collect())
}

fn node_test(tools: &Tools, scripts: &[PathBuf]) -> Command {
    let mut node = Command::new(tools.node);
    // Two at once: some of them wait for a minute to come, and a machine has two cores.
    node.args(["--test", "--test-concurrency=2", "--test-reporter=spec"]).args(scripts);
    with_tools(&mut node, tools);
    node
}

fn with_tools<'c>(node: &'c mut Command, tools: &Tools) -> &'c mut Command {
    node.current_dir(place::root())
        .env("CHROMIUM", tools.chromium)
        .env("NUNCIO_DRIVER", tools.driver)
        .env("NUNCIO_PROGRAM", place::program("debug"))
        .env("NUNCIO_ARTEFACTS", place::artefacts())
}
