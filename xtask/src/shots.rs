//! `cargo xtask shots`: a picture of every page of the demo, light and dark, narrow and wide, in `artefacts/shots`.

use anyhow::{Result, anyhow};

use crate::{browser, install, runner};

/// Builds the program, starts the demo and visits its pages.
pub fn take() -> Result<()> {
    runner::build()?;
    let installed = install::everything();
    let there = |found: &install::Found| found.clone().map_err(|why| anyhow!(why));
    let (node, driver, chromium) = (there(&installed.node)?, there(&installed.driver)?, there(&installed.chromium)?);
    browser::shots(&browser::Tools { node: &node, driver: &driver, chromium: &chromium, bench: &installed })
}
