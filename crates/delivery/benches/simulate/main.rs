//! Lives of deliveries, by the million: `cargo bench -p delivery --bench simulate -- --deliveries N --seed S`.
//!
//! Every life has its own seed, so a failure is repeated by `--deliveries 1 --seed` with the number that it printed, and
//! `--storm` where it was lived in a storm. `--faults` is the run of `cargo xtask faults`.

mod faults;
mod simulator;

use simulator::{Bug, Weather, simulate};
use std::{env, process::ExitCode, time::Instant};

fn main() -> ExitCode {
    let (mut deliveries, mut seed, mut bug, mut weather) = (10_000_000, 1, None, Weather::FAIR);
    let mut looks_for_faults = false;
    let mut words = env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap_or_default();
        match word.as_str() {
            "--deliveries" => deliveries = number(&value()),
            "--seed" => seed = number(&value()),
            "--storm" => weather = Weather::STORM,
            "--faults" => looks_for_faults = true,
            // What cargo says when it runs benches.
            "--bench" => {}
            "--bug" => bug = Some(planted(&value())),
            other => panic!("{other} is not known; use --deliveries N, --seed S, --storm, --bug NAME, --faults"),
        }
    }
    if looks_for_faults {
        let well = faults::look_for(deliveries, seed);
        return if well { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    if let Some(bug) = bug {
        println!("planted: {bug:?}, which breaks {}", bug.breaks());
    }
    let began = Instant::now();
    let report = simulate(deliveries, seed, weather, bug);
    println!("{report}in {:.2?}", began.elapsed());
    println!("figure | {deliveries} simulated deliveries | {:.1} s | seconds", began.elapsed().as_secs_f64());
    println!("figure | of these doubled, lost or otherwise wrong | {} | 0", report.failures);
    if report.failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn number(text: &str) -> u64 {
    text.replace('_', "").parse().unwrap_or_else(|_| panic!("{text:?} is not a number"))
}

fn planted(name: &str) -> Bug {
    let known = |bug: &&Bug| format!("{bug:?}") == name;
    *Bug::ALL.iter().find(known).unwrap_or_else(|| panic!("{name:?} is not a planted bug; they are {:?}", Bug::ALL))
}
