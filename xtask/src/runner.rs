//! Runs the tests of chosen packages with cargo-nextest where it is installed, else as `cargo test` builds them.
//! It always builds the whole workspace: choosing packages for cargo would choose other features of what they share,
//! and everything would be built twice.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{self, cargo};
use crate::report::Outcome;

/// Which tests to run, and with what in their environment.
#[derive(Default)]
pub struct Selection {
    /// The packages.
    pub packages: Vec<String>,
    /// Only the tests of these files below `tests/`; all of them where none is named.
    pub files: Vec<String>,
    /// Only tests whose name contains this.
    pub named: Option<String>,
    /// Variables the tests read.
    pub variables: Vec<(String, String)>,
    /// Show what tests print, and run those marked `#[ignore]` as well.
    pub everything: bool,
}

/// Builds all tests and the program.
pub fn build() -> Result<Outcome> {
    command::run(&mut cargo(&["build", "--workspace", "--bins", "--tests", "--examples"]))?;
    Ok(Outcome::Passed)
}

/// Runs them. No test at all is a failure: a part that checks nothing must not look green.
pub fn run(selection: &Selection) -> Result<Outcome> {
    if command::found(&["cargo-nextest"]).is_some() { with_nextest(selection) } else { with_cargo(selection) }
}

fn with_nextest(selection: &Selection) -> Result<Outcome> {
    let packages: Vec<String> = selection.packages.iter().map(|name| format!("package(={name})")).collect();
    let mut filter = format!("({})", packages.join(" + "));
    if !selection.files.is_empty() {
        let files: Vec<String> = selection.files.iter().map(|file| format!("binary(={file})")).collect();
        filter = format!("{filter} & ({})", files.join(" + "));
    }
    if let Some(named) = &selection.named {
        filter = format!("{filter} & test({named})");
    }
    let mut nextest =
        cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--show-progress=none", "--status-level=slow"]);
    nextest.args(["--final-status-level=slow", "--cargo-quiet", "-E", &filter]);
    if selection.everything {
        nextest.args(["--run-ignored=all", "--no-capture"]);
    }
    command::run(nextest.envs(selection.variables.clone()))?;
    Ok(Outcome::Passed)
}

struct Tests {
    package: String,
    target: String,
    manifest: PathBuf,
    program: PathBuf,
}

impl Tests {
    fn are_of(&self, selection: &Selection) -> bool {
        let file = selection.files.is_empty() || selection.files.contains(&self.target);
        file && selection.packages.contains(&self.package)
    }
}

fn with_cargo(selection: &Selection) -> Result<Outcome> {
    let tests = built_by_cargo()?;
    let chosen: Vec<&Tests> = tests.iter().filter(|tests| tests.are_of(selection)).collect();
    if chosen.is_empty() {
        bail!("there is no test in {}", selection.packages.join(", "));
    }
    let failures: Vec<String> = chosen
        .iter()
        .filter_map(|tests| run_program(tests, selection).err())
        .map(|error| format!("{error:#}"))
        .collect();
    if !failures.is_empty() {
        bail!("{}", failures.join("; "));
    }
    Ok(Outcome::Passed)
}

fn built_by_cargo() -> Result<Vec<Tests>> {
    let messages = command::output(&mut cargo(&[
        "test",
        "--workspace",
        "--no-run",
        "--quiet",
        "--message-format=json-render-diagnostics",
    ]))?;
    let objects = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let tests: Vec<Tests> = objects.filter_map(|object| tests_of(&object)).collect();
    if tests.is_empty() {
        bail!("`cargo test --no-run` named no test program");
    }
    Ok(tests)
}

fn tests_of(message: &Value) -> Option<Tests> {
    let is_test = message["profile"]["test"] == true;
    let manifest = PathBuf::from(message["manifest_path"].as_str()?);
    let package = manifest.parent()?.file_name()?.to_str()?.to_owned();
    let program = PathBuf::from(message["executable"].as_str()?);
    let target = message["target"]["name"].as_str()?.to_owned();
    is_test.then_some(Tests { package, target, manifest, program })
}

fn run_program(tests: &Tests, selection: &Selection) -> Result<()> {
    let folder = tests.manifest.parent().context("a manifest lies in a folder")?;
    let mut program = Command::new(&tests.program);
    program.current_dir(folder).env("CARGO_MANIFEST_DIR", folder).env("CARGO_PKG_NAME", &tests.package);
    program.args(selection.named.iter());
    if selection.everything {
        program.args(["--include-ignored", "--nocapture"]);
    }
    command::run(program.envs(selection.variables.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_program_is_known_by_the_package_it_lies_in() {
        let message = serde_json::json!({
            "reason": "compiler-artifact", "manifest_path": "/clone/crates/charter/Cargo.toml",
            "target": { "name": "contract" }, "profile": { "test": true }, "executable": "/clone/target/debug/deps/charter-1"
        });
        let tests = tests_of(&message).expect("a test program");
        assert_eq!(
            (tests.package.as_str(), tests.program.to_str()),
            ("charter", Some("/clone/target/debug/deps/charter-1"))
        );
    }

    #[test]
    fn a_library_is_no_test_program() {
        let message = serde_json::json!({
            "manifest_path": "/clone/crates/charter/Cargo.toml", "profile": { "test": false }, "executable": null
        });
        assert!(tests_of(&message).is_none());
    }
}
