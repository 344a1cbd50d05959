//! The shape of the code: which crate may know which. An edge that is not in the table is a failure, so a new one
//! is seen in review. It also holds what a dependency graph cannot show: no page asks for a role by name, and documents
//! name files that are there.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Result, bail};

use crate::report::Outcome;
use crate::workspace::{self, Workspace};
use crate::{documents, files, place};

/// Who may know whom, among our crates. The rules crates stand first.
const KNOWS: [(&str, &[&str]); 21] = [
    ("basics", &[]),
    ("charter", &["basics"]),
    ("membership", &["basics", "charter"]),
    ("decisions", &["basics", "charter"]),
    ("meetings", &["basics", "charter"]),
    ("channels", &["basics", "charter"]),
    ("publishing", &["basics", "channels", "charter"]),
    ("delivery", &["basics"]),
    ("people", &["basics", "charter"]),
    ("audit", &["basics", "charter"]),
    (
        "store",
        &[
            "audit",
            "basics",
            "channels",
            "charter",
            "decisions",
            "delivery",
            "meetings",
            "membership",
            "people",
            "publishing",
        ],
    ),
    ("proofs", &["charter"]),
    ("egress", &["basics"]),
    ("mail", &["people"]),
    ("networks", &["basics", "channels", "delivery", "egress", "mail", "people", "publishing"]),
    (
        "acts",
        &[
            "audit",
            "basics",
            "channels",
            "charter",
            "decisions",
            "delivery",
            "egress",
            "mail",
            "meetings",
            "membership",
            "networks",
            "people",
            "proofs",
            "publishing",
            "store",
        ],
    ),
    (
        "web",
        &[
            "acts",
            "audit",
            "basics",
            "channels",
            "charter",
            "decisions",
            "delivery",
            "meetings",
            "membership",
            "networks",
            "people",
            "publishing",
            "store",
        ],
    ),
    (
        "nuncio",
        &[
            "acts",
            "audit",
            "basics",
            "channels",
            "charter",
            "decisions",
            "delivery",
            "egress",
            "mail",
            "meetings",
            "membership",
            "networks",
            "people",
            "proofs",
            "publishing",
            "store",
            "web",
        ],
    ),
    (
        "stories",
        &[
            "acts",
            "audit",
            "basics",
            "channels",
            "charter",
            "decisions",
            "delivery",
            "egress",
            "mail",
            "meetings",
            "membership",
            "networks",
            "nuncio",
            "people",
            "proofs",
            "publishing",
            "store",
            "web",
        ],
    ),
    ("faults", &["acts", "basics", "channels", "delivery", "networks", "people", "store", "stories"]),
    ("xtask", &[]),
];

/// Pure: no waiting, no files, no network, no clock.
pub const RULES: [&str; 10] = [
    "basics",
    "charter",
    "membership",
    "decisions",
    "meetings",
    "channels",
    "publishing",
    "delivery",
    "people",
    "audit",
];

/// What a rules crate is never built from, however far down.
const OUTSIDE: [&str; 8] = ["tokio", "sea-orm", "sqlx", "axum", "reqwest", "hyper", "rustls", "lettre"];

/// Libraries only these crates of ours may name. `networks` serves too: its practice network is a server with a page.
const ONLY: [(&str, &[&str]); 7] = [
    ("cedar-policy-symcc", &["proofs"]),
    ("sea-orm", &["store"]),
    ("sqlx", &["store"]),
    ("reqwest", &["egress"]),
    ("lettre", &["mail"]),
    ("axum", &["web", "networks"]),
    ("askama", &["web", "networks"]),
];

/// Crates that carry tests or start the program may name any library.
const FREE: [&str; 2] = ["nuncio", "stories"];

/// Checks every edge and prints each that is not allowed.
pub fn check() -> Result<Outcome> {
    let workspace = workspace::read()?;
    let mut faults = unknown_edges(&workspace);
    faults.extend(impure_rules(&workspace));
    faults.extend(libraries_out_of_place(&workspace));
    faults.extend(roles_asked_by_name()?);
    faults.extend(documents::missing_files()?);
    for fault in &faults {
        println!("{fault}");
    }
    if !faults.is_empty() {
        bail!("{} edge(s) or line(s) are not allowed; the table is in xtask/src/shape.rs", faults.len());
    }
    println!("{} crates, every edge in the table", workspace.packages.len());
    Ok(Outcome::Passed)
}

fn unknown_edges(workspace: &Workspace) -> Vec<String> {
    let ours: BTreeSet<&str> = workspace.packages.iter().map(|package| package.name.as_str()).collect();
    let mut faults = Vec::new();
    for package in &workspace.packages {
        let Some((_, allowed)) = KNOWS.iter().find(|(name, _)| *name == package.name) else {
            faults.push(format!("the crate {} is not in the table", package.name));
            continue;
        };
        let edges = package.dependencies.iter().filter(|name| ours.contains(name.as_str()));
        let unknown = edges.filter(|name| !allowed.contains(&name.as_str()));
        faults.extend(unknown.map(|name| format!("{} must not know {name}", package.name)));
    }
    faults
}

fn impure_rules(workspace: &Workspace) -> Vec<String> {
    let mut faults = Vec::new();
    for rules in RULES {
        let below = workspace.built_from(rules);
        let outside = OUTSIDE.iter().filter(|library| below.contains(**library));
        faults.extend(outside.map(|library| format!("{rules} is a rules crate and must not be built from {library}")));
    }
    faults
}

fn libraries_out_of_place(workspace: &Workspace) -> Vec<String> {
    let mut faults = Vec::new();
    for package in workspace.packages.iter().filter(|package| !FREE.contains(&package.name.as_str())) {
        let named = ONLY.iter().filter(|(library, _)| package.dependencies.contains(*library));
        let wrong = named.filter(|(_, homes)| !homes.contains(&package.name.as_str()));
        faults.extend(wrong.map(|(library, homes)| {
            format!("{} names {library}, which only {} may", package.name, homes.join(" and "))
        }));
    }
    faults
}

fn roles_asked_by_name() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for file in files::below(&place::root().join("crates/web/src"), &["rs"])? {
        for (number, line) in fs::read_to_string(&file)?.lines().enumerate() {
            let asks = line.contains("if role ==") || line.contains("if office ==") || line.contains("match role");
            if asks {
                faults.push(format!("{}:{} asks for a role; only the judge may", files::shown(&file), number + 1));
            }
        }
    }
    Ok(faults)
}
