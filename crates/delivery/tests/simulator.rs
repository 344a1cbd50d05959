//! A short run of the simulator, and the proof that it can see: each planted bug is caught within 10,000 lives.

#[path = "../benches/simulate/simulator/mod.rs"]
mod simulator;

use simulator::{Bug, Report, Weather, simulate};

#[test]
fn in_fair_weather_nothing_is_doubled_or_lost() {
    let report = simulate(20_000, 1, Weather::FAIR, None);
    nothing_went_wrong(&report);
    assert!(report.delivered > report.deliveries * 9 / 10, "{report}");
    assert_eq!(report.delivered + report.asked + report.not_sent, report.deliveries);
}

#[test]
fn in_a_storm_nothing_is_doubled_or_lost() {
    let report = simulate(20_000, 5_000_000, Weather::STORM, None);
    nothing_went_wrong(&report);
    assert!(report.asked > 0 && report.not_sent > 0, "a storm that nobody notices is no storm: {report}");
}

#[test]
fn each_planted_bug_is_caught_by_the_invariant_that_it_breaks() {
    for bug in Bug::ALL {
        let seed = caught_at(*bug);
        assert!(seed.is_some(), "{bug:?} breaks {} and was not caught within 10,000 lives", bug.breaks());
    }
}

fn nothing_went_wrong(report: &Report) {
    assert_eq!((report.failures, report.doubles, report.lost), (0, 0, 0), "{report}");
}

/// The first seed whose life shows the bug, looked for in small portions because most are caught at once.
fn caught_at(bug: Bug) -> Option<u64> {
    (0..20).map(|portion| simulate(500, portion * 500 + 1, Weather::STORM, Some(bug))).find_map(|report| {
        report.broken.iter().find(|(_, violation)| violation.invariant == bug.breaks()).map(|(seed, _)| *seed)
    })
}
