//! Real processes that are killed: the rig in `faults/`, over SQLite and PostgreSQL.

use anyhow::{Result, bail};

use super::Search;
use crate::command::{self, cargo};
use crate::place;

/// The variable by which the rig finds its server.
pub const POSTGRES: &str = "NUNCIO_TEST_POSTGRES";

/// Plays the rig's cells; on PostgreSQL too where a server is at hand. Each that goes wrong is printed with the seed, the
/// commit and the cell to play again.
pub fn look(search: &Search, postgres: Option<&str>) -> Result<()> {
    command::run(&mut cargo(&["build", "--quiet", "--workspace", "--bins"]))?;
    let mut rig = std::process::Command::new(place::program_named("debug", "faults"));
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
