//! The workspace as `cargo metadata` tells it: our packages, their targets, and who depends on whom.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command;

/// One of our packages.
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Kind and name of each target (`bench`, `bin`, `example`, `lib`, `test`).
    pub targets: Vec<(String, String)>,
    /// Direct dependencies of the code itself, not of its tests.
    pub dependencies: BTreeSet<String>,
}

/// Our packages, and the graph of everything below them.
pub struct Workspace {
    /// Our packages by name.
    pub packages: Vec<Package>,
    names: BTreeMap<String, String>,
    edges: BTreeMap<String, Vec<String>>,
}

/// Reads it; the lock file stays as it is.
pub fn read() -> Result<Workspace> {
    let json = command::output(&mut command::cargo(&["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&json).context("`cargo metadata` printed something else than JSON")?;
    let members: BTreeSet<&str> = list(&metadata["workspace_members"]).iter().filter_map(Value::as_str).collect();
    let ours = |package: &&Value| package["id"].as_str().is_some_and(|id| members.contains(id));
    let mut packages: Vec<Package> = list(&metadata["packages"]).iter().filter(ours).map(package).collect();
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    let names =
        list(&metadata["packages"]).iter().map(|package| (text(&package["id"]), text(&package["name"]))).collect();
    let edges =
        list(&metadata["resolve"]["nodes"]).iter().map(|node| (text(&node["id"]), normal_edges(node))).collect();
    Ok(Workspace { packages, names, edges })
}

impl Workspace {
    /// The names of everything a package is built from, its own excluded. Build scripts' and tests' needs do not count.
    pub fn built_from(&self, package: &str) -> BTreeSet<&str> {
        let mut waiting: Vec<&str> =
            self.names.iter().filter(|(_, name)| *name == package).map(|(id, _)| id.as_str()).collect();
        let mut seen: BTreeSet<&str> = waiting.iter().copied().collect();
        let mut below = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            for next in self.edges.get(id).into_iter().flatten() {
                if seen.insert(next) {
                    below.insert(self.names.get(next).map_or(next.as_str(), String::as_str));
                    waiting.push(next);
                }
            }
        }
        below
    }
}

fn package(json: &Value) -> Package {
    let manifest = PathBuf::from(text(&json["manifest_path"]));
    let kinds = |target: &Value| list(&target["kind"]).first().map(text).unwrap_or_default();
    let normal = |dependency: &&Value| dependency["kind"].is_null();
    Package {
        name: text(&json["name"]),
        folder: manifest.parent().map(PathBuf::from).unwrap_or_default(),
        targets: list(&json["targets"]).iter().map(|target| (kinds(target), text(&target["name"]))).collect(),
        dependencies: list(&json["dependencies"])
            .iter()
            .filter(normal)
            .map(|dependency| text(&dependency["name"]))
            .collect(),
    }
}

fn normal_edges(node: &Value) -> Vec<String> {
    let normal = |edge: &&Value| list(&edge["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
    list(&node["deps"]).iter().filter(normal).map(|edge| text(&edge["pkg"])).collect()
}

fn list(json: &Value) -> &[Value] {
    json.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}
