//! The oracle: compares what is visible on the network with what the row says, and counts.

use super::{Bug, Weather, life::Life, planted::Engine, scene::Scene, table::Table};
use delivery::{
    State,
    invariants::{Violation, check, left_late},
};
use std::{fmt, ops::Range, panic::resume_unwind, thread};

/// What became of many deliveries.
#[derive(Default)]
pub struct Report {
    /// How many lives were lived.
    pub deliveries: u64,
    /// How many are on the network, and their row says so.
    pub delivered: u64,
    /// How many wait for a person who was told.
    pub asked: u64,
    /// How many ended without being sent: refused, given up, called off, missed.
    pub not_sent: u64,
    /// How many are there more than once.
    pub doubles: u64,
    /// How many are not what their row says.
    pub lost: u64,
    /// How many broke an invariant, were doubled or lost.
    pub failures: u64,
    /// The first of them: its seed, and what happened.
    pub first_failure: Option<(u64, String)>,
    /// By class and scene.
    pub table: Table,
    /// The first seed that broke each invariant.
    pub broken: Vec<(u64, Violation)>,
}

enum Fate {
    Delivered,
    Asked,
    NotSent,
    Doubled,
    Lost,
}

/// Lives what follows from so many seeds, on every core: one delivery for each, or two where the second is the next part of
/// a thread.
pub fn simulate(seeds: u64, seed: u64, weather: Weather, bug: Option<Bug>) -> Report {
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    let share = seeds.div_ceil(cores);
    let shares =
        (0..cores).map(|core| (seed + core * share).min(seed + seeds)..(seed + (core + 1) * share).min(seed + seeds));
    thread::scope(|scope| {
        let workers: Vec<_> = shares.map(|seeds| scope.spawn(move || live(seeds, weather, bug))).collect();
        let reports = workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        reports.fold(Report::default(), Report::and)
    })
}

fn live(seeds: Range<u64>, weather: Weather, bug: Option<Bug>) -> Report {
    let mut report = Report::default();
    for seed in seeds {
        Life::each(seed, weather, Engine(bug), |life| report.count(seed, life));
    }
    report
}

fn fate(life: &Life) -> Fate {
    use State as S;
    let objects = life.network.objects();
    match life.keeper.row.state {
        _ if objects > 1 => Fate::Doubled,
        S::Confirmed | S::Verified | S::Live | S::Altered | S::Vanished | S::Withdrawn if objects == 1 => {
            Fate::Delivered
        }
        S::Cancelled if objects == 1 && life.adopted => Fate::Delivered,
        S::Scheduled | S::Asked | S::NeedsHuman => Fate::Asked,
        S::Rejected | S::FailedFinal | S::Cancelled | S::Expired if objects == 0 => Fate::NotSent,
        _ => Fate::Lost,
    }
}

impl Report {
    /// This report and that of the seeds after it.
    pub fn and(self, later: Self) -> Self {
        let mut broken = self.broken;
        for (seed, violation) in later.broken {
            note(&mut broken, seed, violation);
        }
        Self {
            deliveries: self.deliveries + later.deliveries,
            delivered: self.delivered + later.delivered,
            asked: self.asked + later.asked,
            not_sent: self.not_sent + later.not_sent,
            doubles: self.doubles + later.doubles,
            lost: self.lost + later.lost,
            failures: self.failures + later.failures,
            first_failure: self.first_failure.or(later.first_failure),
            table: self.table.and(later.table),
            broken,
        }
    }
    fn count(&mut self, seed: u64, life: &Life) {
        self.deliveries += 1;
        let cell = self.table.cell(life.keeper.class(), Scene::of(seed));
        cell.deliveries += 1;
        cell.late += u64::from(left_late(&life.keeper.history));
        let wrong = match fate(life) {
            Fate::Delivered => bump(&mut self.delivered),
            Fate::Asked => bump(&mut self.asked),
            Fate::NotSent => bump(&mut self.not_sent),
            Fate::Doubled => bump(&mut self.doubles).or(bump(&mut cell.doubled)).or(Some("doubled")),
            Fate::Lost => bump(&mut self.lost).or(bump(&mut cell.lost)).or(Some("lost")),
        };
        let violation = check(&life.keeper.history).err();
        if wrong.is_some() || violation.is_some() {
            self.failures += 1;
            let state = life.keeper.row.state;
            let class = life.keeper.class();
            self.first_failure.get_or_insert_with(|| {
                let broken = violation.as_ref().map_or_else(String::new, ToString::to_string);
                (seed, format!("class {class}, {state}, {} {broken}", wrong.unwrap_or("")))
            });
        }
        if let Some(violation) = violation {
            note(&mut self.broken, seed, violation);
        }
    }
}

/// Keeps the first violation of each invariant.
fn note(broken: &mut Vec<(u64, Violation)>, seed: u64, violation: Violation) {
    if broken.iter().all(|(_, known)| known.invariant != violation.invariant) {
        broken.push((seed, violation));
    }
}

fn bump(count: &mut u64) -> Option<&'static str> {
    *count += 1;
    None
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { deliveries, delivered, asked, not_sent, doubles, lost, failures, .. } = self;
        writeln!(f, "{deliveries} deliveries: {delivered} delivered, {asked} wait for a person, {not_sent} not sent")?;
        writeln!(f, "doubles {doubles}, lost {lost}, failures {failures}")?;
        if let Some((seed, what)) = &self.first_failure {
            writeln!(f, "seed {seed}: {what}")?;
        }
        for (seed, violation) in &self.broken {
            writeln!(f, "seed {seed}: {violation}")?;
        }
        Ok(())
    }
}
