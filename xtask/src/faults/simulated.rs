//! The simulator, optimised: many seeds, the seeds of past failures, and every planted bug.

use std::fs::OpenOptions;
use std::io::Write as _;

use anyhow::{Context, Result, bail};

use super::Search;
use crate::command::{self, cargo};
use crate::place;

/// Lives of a short run: a thousand times two thousand.
const SHORT: u64 = 2_000_000;
/// Lives of a long one.
const LONG: u64 = 100_000_000;
/// Where the seeds of failures are kept.
const PAST: &str = "crates/delivery/benches/simulate/past_failures.txt";

/// A life that went wrong.
#[derive(Debug, PartialEq, Eq)]
struct Failure {
    weather: String,
    seed: String,
    what: String,
}

/// Lives them all. Each that goes wrong is printed with its seed and the commit, and kept for every later run.
pub fn look(search: &Search) -> Result<()> {
    let lives = if search.long { LONG } else { SHORT };
    let mut simulate = cargo(&["bench", "--quiet", "--package", "delivery", "--bench", "simulate", "--", "--faults"]);
    simulate.args(["--deliveries", &lives.to_string(), "--seed", &search.seed.to_string()]);
    let mut failures = Vec::new();
    let well = command::read_lines(&mut simulate, |line| {
        println!("{line}");
        failures.extend(failure(line));
    })?;
    for failure in &failures {
        println!("{}", failure.how_to_repeat(&command::commit()));
    }
    keep(&failures)?;
    if !well {
        bail!("the simulator ended with {} failure(s); their seeds stand above and in {PAST}", failures.len());
    }
    Ok(())
}

fn failure(line: &str) -> Option<Failure> {
    let fields: Vec<&str> = line.strip_prefix("failure |")?.splitn(3, '|').map(str::trim).collect();
    let [weather, seed, what] = fields.as_slice() else { return None };
    Some(Failure { weather: (*weather).into(), seed: (*seed).into(), what: (*what).into() })
}

impl Failure {
    fn how_to_repeat(&self, commit: &str) -> String {
        let Self { weather, seed, what } = self;
        let storm = if weather == "storm" { " --storm" } else { "" };
        format!(
            "seed {seed} + commit {commit}: {what}\n    \
             cargo bench -p delivery --bench simulate -- --deliveries 1 --seed {seed}{storm}"
        )
    }
    /// A bug that was planted and not seen is a fault of the simulator, and no life to be lived again.
    fn is_of_a_life(&self) -> bool {
        !self.what.starts_with("planted:")
    }
}

fn keep(failures: &[Failure]) -> Result<()> {
    let lives: Vec<&Failure> = failures.iter().filter(|failure| failure.is_of_a_life()).collect();
    if lives.is_empty() {
        return Ok(());
    }
    let path = place::root().join(PAST);
    let kept = std::fs::read_to_string(&path).with_context(|| format!("{PAST} cannot be read"))?;
    let mut file = OpenOptions::new().append(true).open(&path).with_context(|| format!("{PAST} cannot be opened"))?;
    for Failure { weather, seed, what } in lives {
        if !kept.lines().any(|line| line.starts_with(&format!("{weather} {seed} "))) {
            writeln!(file, "{weather} {seed} {what}").with_context(|| format!("{PAST} cannot be written"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_how_it_is_repeated() {
        let failure = failure("failure | storm | 9 | class D, expired, lost ").expect("three fields");
        assert!(failure.is_of_a_life());
        let says = failure.how_to_repeat("abc1234");
        assert!(says.starts_with("seed 9 + commit abc1234: class D, expired, lost"), "{says}");
        assert!(says.ends_with("--deliveries 1 --seed 9 --storm"), "{says}");
    }

    #[test]
    fn other_lines_are_no_failures() {
        assert_eq!(failure("planted: CallsBeforeCommit breaks I1, caught at seed 2"), None);
    }
}
