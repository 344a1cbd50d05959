//! Real processes that are killed: the rig in `faults/`, over SQLite and PostgreSQL.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Search;
use crate::command::{self, cargo};
use crate::place;

/// The variable by which the rig finds its server.
pub const POSTGRES: &str = "NUNCIO_TEST_POSTGRES";

/// The variable by which a process is told to die.
const HOOK: &str = "NUNCIO_DIES_AT";

/// Plays the rig's cells; on PostgreSQL too where a server is at hand. Each that goes wrong is printed with the seed, the
/// commit and the cell to play again.
pub fn look(search: &Search, postgres: Option<&str>) -> Result<()> {
    command::run(&mut cargo(&["build", "--quiet", "--workspace", "--bins"]))?;
    hooks_are_for_development_only()?;
    let mut rig = Command::new(place::program_named("debug", "faults"));
    rig.args(["--seed", &search.seed.to_string()]).args(search.long.then_some("--long"));
    rig.env(POSTGRES, postgres.unwrap_or_default());
    let mut wrong = 0;
    let well = command::read_lines(&mut rig, |line| {
        println!("{line}");
        if let Some(cell) = cell_of(line) {
            wrong += 1;
            println!("{}", how_to_repeat(search.seed, cell));
        }
    })?;
    if !well {
        bail!("the rig of killed processes ended with {wrong} failure(s)");
    }
    Ok(())
}

/// What makes a process die is in the program that was built for development, and not in a release where there is one.
fn hooks_are_for_development_only() -> Result<()> {
    if !names_the_hook(&place::program("debug"))? {
        bail!("the program in debug does not heed {HOOK}, so that nothing could be killed inside");
    }
    let release = place::program("release");
    if release.is_file() && names_the_hook(&release)? {
        bail!("{} heeds {HOOK}, which no release may", release.display());
    }
    Ok(())
}

fn names_the_hook(program: &Path) -> Result<bool> {
    let bytes = fs::read(program).with_context(|| format!("{} cannot be read", program.display()))?;
    Ok(bytes.windows(HOOK.len()).any(|window| window == HOOK.as_bytes()))
}

/// The cell of a line such as `failure | SQLite, one process | K11 B | …`.
fn cell_of(line: &str) -> Option<&str> {
    line.strip_prefix("failure |")?.split('|').nth(1).map(str::trim)
}

fn how_to_repeat(seed: u64, cell: &str) -> String {
    format!("seed {seed} + commit {}: target/debug/faults --seed {seed} --only {cell:?}", command::commit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_played_again_by_its_name() {
        let cell = cell_of("failure | SQLite, one process | K11 B | after that commit: Lost(\"…\")");
        assert_eq!(cell, Some("K11 B"));
        assert!(how_to_repeat(7, "K11 B").ends_with("--seed 7 --only \"K11 B\""));
    }
}
