//! `nuncio charter check | powers | diff | prove | explain`: everything is computed by the crates `charter` and `proofs`;
//! here files are read and answers printed.

use super::out::print;
use crate::cli::{ExplainOptions, Place};
use anyhow::Context as _;
use charter::{
    Charter,
    check::{self, Report},
    explain,
    powers::Powers,
};
use proofs::{NoProof, Proved, Solver};
use serde_json::json;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

/// How long a command waits for the solver: whoever typed it sees that it works.
const PATIENCE: Duration = Duration::from_mins(2);

/// Lists every clause with its standing. Fails when something has to be mended.
pub fn check(rules: &[PathBuf], text: Option<&Path>, json: bool) -> Result<ExitCode, anyhow::Error> {
    let tests = tests_of_the_source_tree()?;
    let (mut told, mut reports, mut passes) = (Vec::new(), Vec::new(), true);
    for file in rules {
        match load(file, text)? {
            Ok(charter) => {
                let report: Report = check::check(&charter, tests.as_ref());
                passes &= report.passes();
                told.push(report.to_text());
                reports.push(serde_json::to_value(&report)?);
            }
            Err(problems) => {
                passes = false;
                told.push(problems.to_string());
                reports.push(json!({ "file": file, "problems": problems }));
            }
        }
    }
    print(json, &told.join("\n"), &reports)?;
    Ok(if passes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints office × act × situation.
pub fn powers(rules: &Path, json: bool) -> Result<ExitCode, anyhow::Error> {
    let charter = load(rules, None)?.map_err(anyhow::Error::from)?;
    let powers = Powers::of(&charter);
    print(json, &powers.to_text(), &powers)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints what one version changes of another.
pub async fn diff(old: &Path, new: &Path, place: &Place) -> Result<ExitCode, anyhow::Error> {
    let old = load(old, None)?.map_err(anyhow::Error::from)?;
    let new = load(new, None)?.map_err(anyhow::Error::from)?;
    let difference = proofs::difference(Arc::new(old), Arc::new(new), &solver(place)).await?;
    print(place.json, &difference.to_text(), &difference)?;
    Ok(ExitCode::SUCCESS)
}

/// Proves or refutes the standing statements. Fails where one does not hold, or nothing could be proved.
pub async fn prove(rules: &[PathBuf], place: &Place) -> Result<ExitCode, anyhow::Error> {
    let solver = solver(place);
    let mut proved = Vec::new();
    for file in rules {
        let charter = load(file, None)?.map_err(anyhow::Error::from)?;
        proved.push(proofs::prove(Arc::new(charter), &solver).await.map_err(said)?);
    }
    let told: Vec<String> = proved.iter().map(Proved::to_text).collect();
    print(place.json, &told.join("\n"), &proved)?;
    Ok(if proved.iter().all(Proved::holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What stands in the way, as one sentence about the command.
fn said(why: NoProof) -> anyhow::Error {
    anyhow::Error::from(why).context("nothing was proved")
}

fn solver(place: &Place) -> Solver {
    Solver::named(place.solver.as_deref()).within(PATIENCE)
}

/// Says whether somebody may do something. A refusal is an answer, so it exits with 0; what makes no sense does not.
pub fn explain(asked: &ExplainOptions, json: bool) -> Result<ExitCode, anyhow::Error> {
    let charter = load(&asked.rules, None)?.map_err(anyhow::Error::from)?;
    let facts = asked.fact.iter().map(|fact| pair(fact)).collect::<Result<Vec<_>, _>>()?;
    let explained = explain::explain(&charter, &asked.act, &asked.office, &facts)?;
    print(json, &explained.to_string(), &explained)?;
    Ok(ExitCode::SUCCESS)
}

fn pair(fact: &str) -> Result<(String, String), anyhow::Error> {
    let (name, value) = fact
        .split_once('=')
        .with_context(|| format!("{fact:?} is not a fact; write NAME=VALUE, such as sponsor=campaign"))?;
    Ok((name.to_owned(), value.to_owned()))
}

/// Reads a rules file with the text that it names, or with another of the same structure.
fn load(file: &Path, text: Option<&Path>) -> Result<Result<Charter, charter::Problems>, anyhow::Error> {
    let name = file.display().to_string();
    let rules = fs::read_to_string(file).with_context(|| format!("the rules file {name} cannot be read"))?;
    let (path, other) = match text {
        Some(path) => (path.to_owned(), true),
        None => match charter::text_file(&name, &rules) {
            Ok(beside) => (file.with_file_name(beside), false),
            Err(problems) => return Ok(Err(problems)),
        },
    };
    let bytes = fs::read(&path).with_context(|| format!("the text {} cannot be read", path.display()))?;
    Ok(if other { Charter::load_over(&name, &rules, &bytes) } else { Charter::load(&name, &rules, &bytes) })
}

/// The names of every test, when this runs in the source tree; nothing elsewhere.
fn tests_of_the_source_tree() -> Result<Option<BTreeSet<String>>, anyhow::Error> {
    let here = std::env::current_dir()?;
    let Some(root) = here.ancestors().find(|folder| folder.join("crates/charter/Cargo.toml").is_file()) else {
        return Ok(None);
    };
    let mut tests = BTreeSet::new();
    for folder in ["crates", "stories"] {
        collect(&root.join(folder), &mut tests)?;
    }
    Ok(Some(tests))
}

fn collect(folder: &Path, tests: &mut BTreeSet<String>) -> Result<(), anyhow::Error> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, tests)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            tests.extend(check::tests_in(&fs::read_to_string(&path)?).map(str::to_owned));
        }
    }
    Ok(())
}
