//! `cargo xtask`: what is done to this repository, in one place. No tool has to be installed first.

mod bench;
mod bless;
mod browser;
mod check;
mod cold_start;
mod command;
mod disks;
mod documents;
mod faults;
mod files;
mod golden;
mod install;
mod leash;
mod place;
mod report;
mod runner;
mod scenarios;
mod servers;
mod shape;
mod shots;
mod sizes;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask test [WORD…]       everything that must hold, or the parts whose names contain a word
cargo xtask check              the inner loop: formatting, lints, shape, the rules' tests
cargo xtask bench [NAME…]      figures of speed and memory, in release mode
cargo xtask faults [--long]    looks for posts that are doubled or lost; --seed NUMBER begins there
cargo xtask scenarios FILE…    acceptance ids and the tests that show them
cargo xtask shots              a picture of every page of the demo
cargo xtask bless [--mutate]   renew the golden files; or drop each rule once and see a test notice
cargo xtask sizes              how long files and functions are
cargo xtask install            only what the tests need from outside
cargo xtask servers            PostgreSQL, snac and a PDS, until Enter, with the variables the tests read";

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Result<ExitCode> {
    let Some((task, arguments)) = words.split_first() else {
        bail!("name what to do:\n{USAGE}");
    };
    match task.as_str() {
        "test" => return test::run(arguments),
        "check" => return Ok(check::run()),
        "faults" => faults::run(arguments)?,
        "bench" => bench::run(arguments)?,
        "scenarios" => scenarios::list(arguments)?,
        "shots" => shots::take()?,
        "bless" => bless::run(arguments)?,
        "sizes" => sizes::print()?,
        "install" => drop(install::everything()),
        "servers" => servers::stand()?,
        "help" | "--help" => println!("{USAGE}"),
        other => bail!("there is no task {other}; there are:\n{USAGE}"),
    }
    Ok(ExitCode::SUCCESS)
}
