//! `cargo xtask test`: everything that must hold, part by part, on a fresh machine with Rust.
//! What the parts need is installed in the background while the first of them compile.

use std::num::NonZero;
use std::process::{Command, ExitCode};
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow};

use crate::command::{self, cargo};
use crate::golden::Golden;
use crate::install::{self, Found, Installed};
use crate::report::{Outcome, Report};
use crate::runner::{self, Selection};
use crate::servers::{Pds, Postgres, Smtp, Snac, WordPress};
use crate::{browser, disks, faults, place, scenarios, shape, workspace};

/// Packages whose tests are parts of their own.
const APART: [&str; 4] = ["store", "networks", "stories", "proofs"];

/// Runs all parts, or those whose names contain one of the words.
pub fn run(wanted: &[String]) -> Result<ExitCode> {
    let mut bench = if wanted.is_empty() { Bench::preparing() } else { Bench::default() };
    let golden = Golden::now()?;
    let mut report = Report::of(wanted);

    report.part("formatting", formatting);
    report.part("shape", shape::check);
    report.part("scenarios", scenarios::check_shown);
    report.part("lints", lints);
    report.part("licences and sources", licences);
    report.part("build", runner::build);
    report.part("rules and units", rules_and_units);
    report.part("verbatim charters", verbatim_charters);
    report.part("proofs about charters", || proofs_about_charters(&mut bench));
    report.part("store stories on SQLite", || of_package("store", Vec::new()));
    report.part("store stories on PostgreSQL", || on_postgres(&mut bench, "store"));
    report.part("stories over HTTP", || with_mail(&mut bench));
    report.part("stories over HTTP on PostgreSQL", || on_postgres(&mut bench, "stories"));
    report.part("stories on small disks", on_small_disks);
    report.part("faults: simulated deliveries", faults::simulated);
    report.part("faults: killed processes", || killed_processes(&mut bench));
    report.part("network clients", || of_package("networks", Vec::new()));
    report.part("network contract: Mastodon API", || contract_with_snac(&mut bench));
    report.part("network contract: Bluesky", || contract_with_pds(&mut bench));
    report.part("network contract: WordPress", || contract_with_wordpress(&mut bench));
    report.part("network contract: mailing list", || contract_with_smtp(&mut bench));
    report.part("documentation examples", documentation_examples);
    report.part("documentation", documentation);
    report.part("browser stories", || in_browser(&mut bench, browser::stories));
    report.part("accessibility", || in_browser(&mut bench, browser::accessibility));
    report.part("golden files", || golden.compare());
    Ok(report.close())
}

/// What was installed: in the background from the start, or when it is first needed.
#[derive(Default)]
struct Bench {
    installing: Option<JoinHandle<Installed>>,
    installed: Option<Installed>,
}

impl Bench {
    fn preparing() -> Self {
        Self { installing: Some(install::in_background()), installed: None }
    }

    fn get(&mut self) -> Result<&Installed> {
        if let Some(installing) = self.installing.take() {
            let installed = installing.join().map_err(|_| anyhow!("installing what the tests need panicked"))?;
            self.installed = Some(installed);
        }
        Ok(self.installed.get_or_insert_with(install::everything))
    }
}

/// Every file as `cargo fmt` writes it.
pub fn formatting() -> Result<Outcome> {
    command::run(&mut cargo(&["fmt", "--all", "--check"]))?;
    Ok(Outcome::Passed)
}

/// No warning of clippy or the compiler, in any target.
pub fn lints() -> Result<Outcome> {
    command::run(&mut cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    Ok(Outcome::Passed)
}

/// Licences, duplicates and sources of what we build on. Advisories need the network and are looked up by people.
fn licences() -> Result<Outcome> {
    if command::found(&["cargo-deny"]).is_none() {
        return Ok(Outcome::Skipped("cargo-deny is not installed: cargo install cargo-deny".into()));
    }
    command::run(&mut cargo(&["deny", "--offline", "check", "licenses", "bans", "sources"]))?;
    Ok(Outcome::Passed)
}

fn rules_and_units() -> Result<Outcome> {
    let names = workspace::read()?.packages.into_iter().map(|package| package.name);
    let packages = names.filter(|name| !APART.contains(&name.as_str())).collect();
    runner::run(&Selection { packages, ..Selection::default() })
}

/// The rules of both presets over the texts that they are modelled on, which are no part of this repository.
fn verbatim_charters() -> Result<Outcome> {
    for key in ["django-social-media", "jupyter-media-strategy"] {
        let text = place::root().join(format!("../shared/charters/{key}.md"));
        if !text.is_file() {
            return Ok(Outcome::Skipped(format!("there is no ../shared/charters/{key}.md")));
        }
        let mut check = Command::new(place::program("debug"));
        check
            .args(["charter", "check"])
            .arg(place::root().join(format!("charters/{key}.toml")))
            .arg("--text")
            .arg(text);
        let printed = command::output(check.current_dir(place::root()))?;
        println!("{key}: {}", printed.lines().last().unwrap_or_default());
    }
    Ok(Outcome::Passed)
}

/// What the solver proves about both charters that ship, and that it refutes what does not hold.
fn proofs_about_charters(bench: &mut Bench) -> Result<Outcome> {
    match &bench.get()?.cvc5 {
        Ok(program) => {
            of_package("proofs", vec![("NUNCIO_TEST_SOLVER".into(), program.to_string_lossy().into_owned())])
        }
        Err(why) => Ok(Outcome::Skipped(why.clone())),
    }
}

fn of_package(name: &str, variables: Vec<(String, String)>) -> Result<Outcome> {
    runner::run(&Selection { packages: vec![name.into()], variables, ..Selection::default() })
}

/// Mail goes to a real server where one is installed, else to a listener that the stories bring.
fn with_mail(bench: &mut Bench) -> Result<Outcome> {
    let installed = bench.get()?;
    let Ok([node, folder]) = all([&installed.node, &installed.smtp]) else { return of_stories(Vec::new(), &[]) };
    let smtp = Smtp::start(node, folder)?;
    of_stories(smtp.variables(), &[])
}

/// A story that waits, for its server or for the disk, leaves a core to another one.
fn of_stories(mut variables: Vec<(String, String)>, files: &[&str]) -> Result<Outcome> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get) * 3 / 2;
    variables.push(("NEXTEST_TEST_THREADS".into(), threads.to_string()));
    let files = files.iter().map(|file| (*file).to_owned()).collect();
    runner::run(&Selection { packages: vec!["stories".into()], files, variables, ..Selection::default() })
}

/// The stories in which the database is at stake: what is decided, kept and sent. What pages look like, who comes and goes,
/// how people sign in and how charters are read does not depend on where rows lie.
const ON_POSTGRES: [&str; 3] = ["deciding", "keeping", "posting"];

/// What ran on SQLite in a part before this one is not run on it again.
fn on_postgres(bench: &mut Bench, package: &str) -> Result<Outcome> {
    let programs = match &bench.get()?.postgres {
        Ok(programs) => programs,
        Err(why) => return Ok(Outcome::Skipped(why.clone())),
    };
    let postgres = Postgres::start(programs)?;
    let variables = [("NUNCIO_TEST_POSTGRES", postgres.url.as_str()), ("NUNCIO_TEST_POSTGRES_ALONE", "yes")];
    let variables = variables.map(|(name, value)| (name.into(), value.into())).into();
    if package == "stories" { of_stories(variables, &ON_POSTGRES) } else { of_package(package, variables) }
}

/// Stories that mount a small disk. It is tried first, so that the end says when it takes more rights than we have.
fn on_small_disks() -> Result<Outcome> {
    if !disks::can_be_mounted()? {
        return Ok(Outcome::Skipped("no small disk can be mounted here: it takes root".into()));
    }
    runner::run(&Selection {
        packages: vec!["stories".into()],
        named: Some("databases_that_are_not_right::disks::".into()),
        everything: true,
        ..Selection::default()
    })
}

/// Without PostgreSQL the rig plays on SQLite alone, and says so.
fn killed_processes(bench: &mut Bench) -> Result<Outcome> {
    match &bench.get()?.postgres {
        Ok(programs) => faults::killed(Some(&Postgres::start(programs)?.url)),
        Err(why) => {
            println!("skipped on PostgreSQL: {why}");
            faults::killed(None)
        }
    }
}

fn contract_with_snac(bench: &mut Bench) -> Result<Outcome> {
    let installed = bench.get()?;
    let (node, snac) = match all([&installed.node, &installed.snac]) {
        Ok([node, snac]) => (node, snac),
        Err(why) => return Ok(Outcome::Skipped(why)),
    };
    let snac = Snac::start(node, snac)?;
    contract(snac.variables()?)
}

fn contract_with_pds(bench: &mut Bench) -> Result<Outcome> {
    let installed = bench.get()?;
    let (node, pds) = match all([&installed.node, &installed.pds]) {
        Ok([node, pds]) => (node, pds),
        Err(why) => return Ok(Outcome::Skipped(why)),
    };
    let pds = Pds::start(node, pds)?;
    contract(pds.variables())
}

fn contract_with_wordpress(bench: &mut Bench) -> Result<Outcome> {
    match &bench.get()?.wordpress {
        Ok(source) => part_of_contract("wordpress::", WordPress::start(source)?.variables()),
        Err(why) => Ok(Outcome::Skipped(why.clone())),
    }
}

fn contract_with_smtp(bench: &mut Bench) -> Result<Outcome> {
    let installed = bench.get()?;
    match all([&installed.node, &installed.smtp]) {
        Ok([node, folder]) => part_of_contract("mailing_list::", Smtp::start(node, folder)?.variables()),
        Err(why) => Ok(Outcome::Skipped(why)),
    }
}

/// The cases of one network alone: the others ran without the real server of this one.
fn part_of_contract(named: &str, variables: Vec<(String, String)>) -> Result<Outcome> {
    let (files, named) = (vec!["contract".to_owned()], Some(named.to_owned()));
    runner::run(&Selection { packages: vec!["networks".into()], files, named, variables, ..Selection::default() })
}

/// The contract tests, on the practice network and on the real server the variables name.
fn contract(variables: Vec<(String, String)>) -> Result<Outcome> {
    let files = vec!["contract".to_owned()];
    runner::run(&Selection { packages: vec!["networks".into()], files, variables, ..Selection::default() })
}

fn in_browser(bench: &mut Bench, work: fn(&browser::Tools) -> Result<Outcome>) -> Result<Outcome> {
    let installed = bench.get()?;
    match all([&installed.node, &installed.driver, &installed.chromium]) {
        Ok([node, driver, chromium]) => work(&browser::Tools { node, driver, chromium, bench: installed }),
        Err(why) => Ok(Outcome::Skipped(why)),
    }
}

fn all<const N: usize>(found: [&Found; N]) -> Result<[&std::path::PathBuf; N], String> {
    let missing: Vec<&str> = found.iter().filter_map(|found| found.as_ref().err()).map(String::as_str).collect();
    if !missing.is_empty() {
        return Err(missing.join("; "));
    }
    let present: Vec<&std::path::PathBuf> = found.into_iter().filter_map(|found| found.as_ref().ok()).collect();
    present.try_into().map_err(|_| String::from("something the part needs is missing"))
}

fn documentation_examples() -> Result<Outcome> {
    command::run(&mut cargo(&["test", "--workspace", "--doc", "--quiet", "--no-fail-fast"]))?;
    Ok(Outcome::Passed)
}

fn documentation() -> Result<Outcome> {
    let mut doc = cargo(&["doc", "--quiet", "--workspace", "--no-deps"]);
    command::run(doc.env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Outcome::Passed)
}
