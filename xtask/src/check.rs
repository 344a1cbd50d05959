//! `cargo xtask check`: the inner loop. Formatting, lints, the shape, and the tests of the rules, in seconds when warm.

use std::process::ExitCode;

use crate::report::Report;
use crate::runner::{self, Selection};
use crate::{shape, test};

/// Runs the loop.
pub fn run() -> ExitCode {
    let mut report = Report::of(&[]);
    report.part("formatting", test::formatting);
    report.part("shape", shape::check);
    report.part("lints", test::lints);
    report.part("rules", || {
        let packages = shape::RULES.iter().map(|name| (*name).to_owned()).collect();
        runner::run(&Selection { packages, ..Selection::default() })
    });
    report.close()
}
