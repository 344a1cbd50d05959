//! `cargo xtask faults`: whether a post is ever doubled or lost, whatever goes wrong. Deliveries are lived in the simulator,
//! by the million, and then by real processes that are killed. What goes wrong is printed with its seed and the commit.

mod killed;
mod simulated;

use std::hash::{BuildHasher as _, RandomState};

use anyhow::{Context, Result, bail};

use crate::install;
use crate::report::Outcome;
use crate::servers::Postgres;

/// How much is looked at, and from which seed on.
pub struct Search {
    /// For hours, by command; otherwise for minutes, at every change.
    long: bool,
    /// The first seed.
    seed: u64,
}

/// Looks for faults; `--long` for hours, `--seed N` from that seed on. What the simulator finds does not keep the rig from
/// looking.
pub fn run(words: &[String]) -> Result<()> {
    let search = search(words)?;
    let simulated = simulated::look(&search);
    let killed = among_killed(&search);
    simulated.and(killed)
}

fn among_killed(search: &Search) -> Result<()> {
    if let Ok(server) = std::env::var(killed::POSTGRES) {
        return killed::look(search, Some(&server));
    }
    match &install::postgres_alone() {
        Ok(programs) => killed::look(search, Some(&Postgres::start(programs)?.url)),
        Err(why) => {
            println!("skipped on PostgreSQL: {why}");
            killed::look(search, None)
        }
    }
}

/// The short run of the simulator, as a part of the tests.
pub fn simulated() -> Result<Outcome> {
    simulated::look(&Search::short()).map(|()| Outcome::Passed)
}

/// The short run of the rig, as a part of the tests.
pub fn killed(postgres: Option<&str>) -> Result<Outcome> {
    killed::look(&Search::short(), postgres).map(|()| Outcome::Passed)
}

impl Search {
    fn short() -> Self {
        Self { long: false, seed: at_random() }
    }
}

fn search(words: &[String]) -> Result<Search> {
    let mut search = Search::short();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--long" => search.long = true,
            "--seed" => {
                let number = words.next().context("--seed takes a number")?;
                search.seed = number.parse().with_context(|| format!("{number:?} is no seed; a seed is a number"))?;
            }
            other => bail!("{other} is not known; there are --long and --seed NUMBER"),
        }
    }
    Ok(search)
}

/// Every run looks somewhere else.
fn at_random() -> u64 {
    const SHORT_ENOUGH_TO_TYPE: u64 = 1_000_000_000_000;
    RandomState::new().hash_one("a seed") % SHORT_ENOUGH_TO_TYPE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_begins_where_it_is_told_to() {
        let search = search(&["--seed".into(), "42".into(), "--long".into()]).expect("both are known");
        assert!(search.long && search.seed == 42);
    }

    #[test]
    fn a_word_that_is_not_known_is_named() {
        let refused = search(&["--quick".into()]).err().expect("it is not known");
        assert!(refused.to_string().starts_with("--quick is not known"));
    }
}
