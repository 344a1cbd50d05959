//! Installs what the tests need, where it can, and says in one sentence what is missing where it cannot.
//! Programs of the system come from Debian's packages, the rest from npm into `.cache`, which git ignores.

mod debian;
mod node;

pub use debian::is_root;

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{command, place};

/// A program or folder that is there, or the sentence that says why not.
pub type Found = Result<PathBuf, String>;

/// What the tests can use on this machine.
pub struct Installed {
    /// Node 22 or newer.
    pub node: Found,
    /// playwright-core and axe-core: the folder with their `node_modules`.
    pub driver: Found,
    /// A Chromium.
    pub chromium: Found,
    /// PostgreSQL's programs: the folder with `initdb` and `postgres`.
    pub postgres: Found,
    /// The snac server.
    pub snac: Found,
    /// The PLC directory and the PDS: the folder with their `node_modules`.
    pub pds: Found,
    /// The SMTP server: the folder with its `node_modules`.
    pub smtp: Found,
    /// WordPress: the folder with its files. PHP and the database server are there too then.
    pub wordpress: Found,
    /// The solver: the program of cvc5.
    pub cvc5: Found,
}

const ON_POSTGRES: &str = "The stories on PostgreSQL need its server";

const CHROMIUM: [&str; 6] = [
    "/usr/bin/chromium",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Everything, in the background, while the first parts compile. Its output goes to `artefacts/install.log`.
pub fn in_background() -> JoinHandle<Installed> {
    std::thread::spawn(everything)
}

/// PostgreSQL's programs alone.
pub fn postgres_alone() -> Found {
    sentence(ON_POSTGRES, postgres())
}

/// Everything, one after the other.
pub fn everything() -> Installed {
    let started = Instant::now();
    let chromium = sentence("The browser stories need Chromium", chromium());
    let postgres = postgres_alone();
    let snac = sentence("The contract with a Mastodon API server needs snac", snac());
    let cvc5 = sentence("The proofs about charters need cvc5", cvc5());
    let wordpress = sentence("The contract with WordPress needs it, PHP and MariaDB", wordpress());
    let node = sentence("The browser stories and the network servers need Node 22", node::node());
    let with_node = |what: &str, install: fn(&Path) -> Result<PathBuf>| match &node {
        Ok(node) => sentence(what, install(node)),
        Err(why) => Err(why.clone()),
    };
    let driver = with_node("The browser stories need playwright-core and axe-core", node::driver);
    let pds = with_node("The contract with Bluesky needs a PDS", node::pds);
    let smtp = with_node("The stories about mail need an SMTP server, or do with a listener of their own", node::smtp);
    println!("-- installed what the tests need in {:.1} s", started.elapsed().as_secs_f64());
    Installed { node, driver, chromium, postgres, snac, pds, smtp, wordpress, cvc5 }
}

/// Once more when it fails: a registry that did not answer may answer the second time.
fn twice(install: impl Fn() -> Result<()>) -> Result<()> {
    install().or_else(|_| install())
}

fn sentence(need: &str, found: Result<PathBuf>) -> Found {
    found.map_err(|error| {
        let sentence = format!("{need}: {error:#}");
        println!("!! {sentence}");
        sentence
    })
}

fn chromium() -> Result<PathBuf> {
    let chosen = std::env::var("CHROMIUM").unwrap_or_default();
    let names: Vec<&str> = std::iter::once(chosen.as_str()).filter(|name| !name.is_empty()).chain(CHROMIUM).collect();
    if let Some(program) = command::found(&names) {
        return Ok(program);
    }
    debian::install(&["chromium"])?;
    command::found(&CHROMIUM).context("the package chromium is installed, but its program is not in PATH")
}

fn cvc5() -> Result<PathBuf> {
    if let Some(program) = command::found(&["cvc5"]) {
        return Ok(program);
    }
    debian::install(&["cvc5"])?;
    command::found(&["cvc5"]).context("the package cvc5 is installed, but its program is not in PATH")
}

fn postgres() -> Result<PathBuf> {
    if let Some(programs) = postgres_programs() {
        return Ok(programs);
    }
    debian::install(&["postgresql"])?;
    postgres_programs().context("the package postgresql is installed, but its initdb was not found")
}

/// The folder of the newest `initdb`: where Debian keeps it, else where `PATH` finds it.
fn postgres_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, programs)| programs.join("initdb").is_file())
        .collect();
    folders.sort();
    if let Some((_, programs)) = folders.pop() {
        return Some(programs);
    }
    let initdb = command::found(&["initdb"])?;
    initdb.canonicalize().ok()?.parent().map(Path::to_path_buf)
}

fn snac() -> Result<PathBuf> {
    let folder = place::cache().join("snac");
    let program = folder.join("root/usr/bin/snac");
    if program.is_file() {
        return Ok(program);
    }
    if let Some(program) = command::found(&["snac"]) {
        return Ok(program);
    }
    debian::refresh()?;
    let mut fetch = std::process::Command::new(place::testbench().join("snac/fetch.sh"));
    command::run_logged(fetch.arg(&folder), "install.log")?;
    if !program.is_file() {
        bail!("the package was fetched, but {} is not in it", program.display());
    }
    Ok(program)
}

/// What a blog is made of, and what it is called on Debian.
const BLOG: [&str; 8] =
    ["wordpress", "mariadb-server", "php-cli", "php-mysql", "php-gd", "php-curl", "php-xml", "php-mbstring"];

fn wordpress() -> Result<PathBuf> {
    let folder = PathBuf::from("/usr/share/wordpress");
    let is_there = || {
        folder.join("wp-load.php").is_file()
            && ["php", "mariadbd", "mariadb-install-db"].iter().all(|program| command::found(&[program]).is_some())
    };
    if !is_there() {
        debian::install(&BLOG)?;
    }
    if !is_there() {
        bail!("the packages are installed, but {}, php or mariadbd was not found", folder.display());
    }
    Ok(folder)
}
