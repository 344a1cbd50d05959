//! `cargo xtask bench`: figures of speed and memory in release mode, with the machine's load beside them.
//! With names (`cold-start`, `verdict`, `pages` …) only those are built and run. A bench is a `[[bench]]` target of any crate that prints lines `figure | NAME | MEASURED | AIM`; what it prints
//! besides is shown as it comes. Figures are compared by people: nothing here fails because a number is high.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{self, cargo};
use crate::{cold_start, workspace};

/// One line of the table.
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// The value with its unit.
    pub measured: String,
    /// The aim with its unit.
    pub aim: String,
}

/// What is measured on the program itself.
const COLD_START: &str = "cold-start";

/// Builds in release mode, runs every bench or those that are named, and prints one table.
pub fn run(named: &[String]) -> Result<()> {
    let chosen = |name: &str| named.is_empty() || named.iter().any(|wanted| wanted == name);
    let benches: Vec<String> = benches()?.into_iter().filter(|bench| chosen(bench)).collect();
    if benches.is_empty() && !chosen(COLD_START) {
        bail!("there is no bench {}", named.join(", "));
    }
    build(&benches, chosen(COLD_START))?;
    println!("load before: {}", load());
    let mut figures = if chosen(COLD_START) { cold_start::measure()? } else { Vec::new() };
    for bench in &benches {
        println!("\n== {bench}");
        let printed = command::output(&mut cargo(&["bench", "--quiet", "--workspace", "--bench", bench]))?;
        print!("{printed}");
        figures.extend(printed.lines().filter_map(figure));
    }
    println!("\n{:<58} {:>20}   aim", "figure", "measured");
    for figure in &figures {
        println!("{:<58} {:>20}   {}", figure.name, figure.measured, figure.aim);
    }
    println!("\nload after: {}; {}", load(), machine());
    Ok(())
}

fn build(benches: &[String], program: bool) -> Result<()> {
    let mut build = cargo(&["build", "--release", "--workspace"]);
    build.args(benches.iter().flat_map(|bench| ["--bench", bench.as_str()]));
    if program {
        build.args(["--bin", "nuncio"]);
    }
    command::run(&mut build)
}

fn benches() -> Result<Vec<String>> {
    let packages = workspace::read()?.packages;
    let targets = packages.into_iter().flat_map(|package| package.targets);
    Ok(targets.filter(|(kind, _)| kind == "bench").map(|(_, name)| name).collect())
}

fn figure(line: &str) -> Option<Figure> {
    let fields: Vec<&str> = line.strip_prefix("figure |")?.split('|').map(str::trim).collect();
    let [name, measured, aim] = fields.as_slice() else { return None };
    Some(Figure { name: (*name).into(), measured: (*measured).into(), aim: (*aim).into() })
}

fn load() -> String {
    let told = std::fs::read_to_string("/proc/loadavg")
        .context("no /proc")
        .or_else(|_| command::output(&mut Command::new("uptime")));
    told.map_or_else(|_| "unknown".into(), |text| text.trim().to_owned())
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{cores} cores, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_line_of_three_fields() {
        let read = figure("figure | a verdict, computed | 18 µs | ≤ 25 µs").expect("three fields");
        assert_eq!(
            (read.name.as_str(), read.measured.as_str(), read.aim.as_str()),
            ("a verdict, computed", "18 µs", "≤ 25 µs")
        );
        assert!(figure("figure | too few").is_none());
        assert!(figure("anything else").is_none());
    }
}
