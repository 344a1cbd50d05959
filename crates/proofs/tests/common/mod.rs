//! The solver of the tests, and charters that were edited.

use charter::{Charter, presets::Preset};
use proofs::Solver;
use std::{process::Command, sync::Arc, time::Duration};

/// The solver: the one that the test run names, else `cvc5` where it is installed; nothing, with a word, where it is not.
pub fn solver() -> Option<Solver> {
    let named = std::env::var("NUNCIO_TEST_SOLVER").ok();
    let is_there = || Command::new("cvc5").arg("--version").output().is_ok();
    if named.is_none() && !is_there() {
        eprintln!("cvc5 is not installed, so nothing was proved here.");
        return None;
    }
    Some(Solver::named(named.as_deref()).within(Duration::from_mins(2)))
}

/// A preset after some edits of its rules; every edit has to find its place.
pub fn edited(preset: Preset, edits: &[(&str, &str)]) -> Arc<Charter> {
    let rules = edits.iter().fold(preset.rules.to_owned(), |rules, (from, to)| {
        assert_eq!(rules.matches(from).count(), 1, "{from:?} stands once");
        rules.replace(from, to)
    });
    let charter = Charter::load("rules", &rules, preset.text.as_bytes());
    Arc::new(charter.unwrap_or_else(|problems| panic!("{problems}")))
}
