//! What the documents point to: every file that a document names in backticks must be there.

use std::collections::BTreeSet;
use std::fs;

use anyhow::Result;

use crate::{files, place};

/// Endings of files that documents name.
const ENDINGS: [&str; 8] = ["rs", "md", "toml", "mjs", "txt", "css", "html", "sql"];

/// A sentence for every file that is named and missing.
pub fn missing_files() -> Result<Vec<String>> {
    let known = known()?;
    let mut faults = Vec::new();
    for document in files::below(&place::root(), &["md"])? {
        for (number, line) in fs::read_to_string(&document)?.lines().enumerate() {
            let missing = named(line).filter(|name| !is_known(&known, name));
            let at = format!("{}:{}", files::shown(&document), number + 1);
            faults.extend(missing.map(|name| format!("{at} names {name}, which is not there")));
        }
    }
    Ok(faults)
}

fn known() -> Result<BTreeSet<String>> {
    let all = files::below(&place::root(), &ENDINGS)?;
    Ok(all.iter().map(|path| format!("/{}", files::shown(path))).collect())
}

/// The paths between backticks that have a folder and end like a file: `web/src/routes.rs`, and not `routes.rs` alone.
fn named(line: &str) -> impl Iterator<Item = &str> {
    let quoted = line.split('`').skip(1).step_by(2).map(|name| name.split("::").next().unwrap_or(name));
    quoted.filter(|name| {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        name.contains('/') && !name.contains([' ', '*', '{', '<']) && ENDINGS.contains(&ending)
    })
}

/// A document may leave out the folders that a reader knows: `acts/src/access.rs` is below `crates`.
fn is_known(known: &BTreeSet<String>, name: &str) -> bool {
    let end = format!("/{}", name.trim_start_matches("./").trim_start_matches("../"));
    known.iter().any(|path| path.ends_with(&end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_with_a_folder_and_an_ending() {
        let line = "`web/src/routes.rs` has them; `acts/src/access.rs::grant` too, `routes.rs`, `charters/*.toml`, `--data DIR`";
        assert_eq!(named(line).collect::<Vec<_>>(), ["web/src/routes.rs", "acts/src/access.rs"]);
    }

    #[test]
    fn a_file_is_known_by_its_last_folders() {
        let known = BTreeSet::from(["/crates/web/src/routes.rs".to_owned()]);
        assert!(is_known(&known, "web/src/routes.rs") && is_known(&known, "../crates/web/src/routes.rs"));
        assert!(!is_known(&known, "web/src/roots.rs"));
    }
}
