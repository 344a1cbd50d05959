//! The run that looks for faults: past failures first, then fair weather and storms, then every planted bug, and one table
//! at the end. It prints `failure | WEATHER | SEED | WHAT` for each life that went wrong.

use super::simulator::{Bug, Report, Weather, simulate};
use std::time::Instant;

/// The lives that went wrong once.
const PAST: &str = include_str!("past_failures.txt");
/// How many lives a planted bug may get through.
const CAUGHT_WITHIN: u64 = 10_000;
/// Lives of one go, so that a long run says how far it is.
const AT_ONCE: u64 = 5_000_000;
/// Every fourth life is one of a storm; the others are lived in fair weather.
const STORMS: u64 = 4;

/// Lives so many lives from this seed on; whether all was well.
pub fn look_for(lives: u64, seed: u64) -> bool {
    let began = Instant::now();
    let past = past_failures();
    println!("{} past failures, {lives} lives from seed {seed} on, {} planted bugs", past.len(), Bug::ALL.len());
    let mut whole = Report::default();
    for (weather, seed) in past {
        whole = whole.and(lived(1, seed, weather));
    }
    let storms = lives / STORMS;
    whole = whole.and(in_portions(lives - storms, seed, "fair", began)).and(in_portions(storms, seed, "storm", began));
    let unseen = unseen_bugs(seed);
    println!("\n{}", whole.table);
    println!("{} of {} planted bugs were caught within {CAUGHT_WITHIN} lives", Bug::ALL.len() - unseen, Bug::ALL.len());
    println!("{} deliveries in {:.1?}, {} failures", whole.deliveries, began.elapsed(), whole.failures);
    whole.failures == 0 && unseen == 0
}

fn in_portions(lives: u64, seed: u64, weather: &str, began: Instant) -> Report {
    let mut report = Report::default();
    let mut done = 0;
    while done < lives {
        let portion = AT_ONCE.min(lives - done);
        report = report.and(lived(portion, seed + done, weather));
        done += portion;
        if lives > AT_ONCE {
            println!("{weather}: {done} of {lives} lives after {:.0?}", began.elapsed());
        }
    }
    report
}

/// Lives them, and says which went wrong.
fn lived(lives: u64, seed: u64, weather: &str) -> Report {
    let report = simulate(lives, seed, called(weather), None);
    if let Some((seed, what)) = &report.first_failure {
        println!("failure | {weather} | {seed} | {what}");
    }
    report
}

/// How many planted bugs nobody saw.
fn unseen_bugs(seed: u64) -> usize {
    Bug::ALL.iter().filter(|bug| !is_caught(**bug, seed)).count()
}

/// Looked for in small portions, because most are caught at once.
fn is_caught(bug: Bug, seed: u64) -> bool {
    const PORTION: u64 = 500;
    let portions = (0..CAUGHT_WITHIN / PORTION).map(|number| seed + number * PORTION);
    let caught = portions.into_iter().find_map(|from| {
        let report = simulate(PORTION, from, Weather::STORM, Some(bug));
        report.broken.iter().find(|(_, violation)| violation.invariant == bug.breaks()).map(|(seed, _)| *seed)
    });
    match caught {
        Some(at) => println!("planted: {bug:?} breaks {}, caught at seed {at}", bug.breaks()),
        None => println!("failure | storm | {seed} | planted: {bug:?} breaks {} and was not seen", bug.breaks()),
    }
    caught.is_some()
}

fn past_failures() -> Vec<(&'static str, u64)> {
    let lines = PAST.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(past_failure).collect()
}

fn past_failure(line: &'static str) -> (&'static str, u64) {
    let mut words = line.split(' ');
    let read = words.next().zip(words.next().and_then(|seed| seed.parse().ok()));
    read.unwrap_or_else(|| panic!("{line:?} in past_failures.txt is not: weather, seed, what it was"))
}

fn called(weather: &str) -> Weather {
    match weather {
        "fair" => Weather::FAIR,
        "storm" => Weather::STORM,
        other => panic!("{other:?} is no weather: fair or storm"),
    }
}
