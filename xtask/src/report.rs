//! Runs named parts one after the other, goes on after one that failed, and closes with one summary.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

/// How a part ended.
pub enum Outcome {
    /// It ran and held.
    Passed,
    /// It did not run; the sentence says why.
    Skipped(String),
}

enum Ended {
    Passed,
    Skipped(String),
    Failed(String),
}

struct Part {
    name: String,
    ended: Ended,
    took: Duration,
}

/// The parts run so far.
pub struct Report {
    wanted: Vec<String>,
    parts: Vec<Part>,
    started: Instant,
}

impl Report {
    /// A report of the parts whose names contain one of the wanted words; of all parts when none is given.
    pub fn of(wanted: &[String]) -> Self {
        Self { wanted: wanted.to_vec(), parts: Vec::new(), started: Instant::now() }
    }

    fn wants(&self, name: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|word| name.contains(word.as_str()))
    }

    /// Runs one part and keeps how it ended.
    pub fn part(&mut self, name: &str, work: impl FnOnce() -> Result<Outcome>) {
        if !self.wants(name) {
            return;
        }
        println!("\n== {name}");
        let started = Instant::now();
        let ended = match work() {
            Ok(Outcome::Passed) => Ended::Passed,
            Ok(Outcome::Skipped(why)) => Ended::Skipped(why),
            Err(error) => Ended::Failed(format!("{error:#}")),
        };
        let took = started.elapsed();
        println!("-- {name}: {} ({:.1} s)", ended.in_words(), took.as_secs_f64());
        self.parts.push(Part { name: name.into(), ended, took });
    }

    /// Prints the summary and the closing line; failure when a part failed or none ran.
    pub fn close(self) -> ExitCode {
        self.print_slowest();
        self.print_parts();
        let count = |wanted: fn(&Ended) -> bool| self.parts.iter().filter(|part| wanted(&part.ended)).count();
        let passed = count(|ended| matches!(ended, Ended::Passed));
        let failed = count(|ended| matches!(ended, Ended::Failed(_)));
        let skipped = count(|ended| matches!(ended, Ended::Skipped(_)));
        println!("\nParts, {:.0} s in all:", self.started.elapsed().as_secs_f64());
        println!("{passed} passed, {failed} failed, {skipped} skipped");
        if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn print_slowest(&self) {
        let mut slowest: Vec<&Part> = self.parts.iter().collect();
        slowest.sort_by_key(|part| std::cmp::Reverse(part.took));
        println!("\nThe slowest parts:");
        for part in slowest.iter().take(10) {
            println!("  {:>7.1} s  {}", part.took.as_secs_f64(), part.name);
        }
    }

    fn print_parts(&self) {
        println!("\nSummary:");
        for part in &self.parts {
            println!("  {:<34} {}", part.name, part.ended.in_words());
        }
    }
}

impl Ended {
    fn in_words(&self) -> String {
        match self {
            Self::Passed => "passed".into(),
            Self::Skipped(why) => format!("skipped: {why}"),
            Self::Failed(why) => format!("FAILED: {why}"),
        }
    }
}
