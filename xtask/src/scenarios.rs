//! Which acceptance scenario is shown by which test. A scenario is a line of Markdown that starts with its id in bold
//! (`- **G1** …`); a test shows it when its name starts with the id (`fn g1_…`, `test('g1 …')`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::report::Outcome;
use crate::{files, place};

/// The ids that must be shown by now, one file in the repository.
const SHOWN: &str = "stories/shown.txt";

/// Where a test stands and how it is called.
type Places = BTreeMap<String, Vec<String>>;

/// Lists the ids of the files with their tests, then the ids without.
pub fn list(documents: &[String]) -> Result<()> {
    if documents.is_empty() {
        bail!("name the files with scenarios: cargo xtask scenarios FILE…");
    }
    let tests = tests()?;
    let mut without = Vec::new();
    for document in documents {
        let text = fs::read_to_string(document).with_context(|| format!("the file {document} could not be read"))?;
        for id in text.lines().filter_map(id_of_line) {
            match tests.get(&id) {
                Some(places) => println!("{id:<6} {}", places.join("\n       ")),
                None => without.push(id),
            }
        }
    }
    println!("\n{} without a test: {}", without.len(), without.join(" "));
    Ok(())
}

/// Fails when a scenario that must be shown has no test.
pub fn check_shown() -> Result<Outcome> {
    let text = fs::read_to_string(place::root().join(SHOWN)).with_context(|| format!("{SHOWN} could not be read"))?;
    let wanted: BTreeSet<&str> =
        text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect();
    let tests = tests()?;
    let without: Vec<&str> = wanted.iter().filter(|id| !tests.contains_key(**id)).copied().collect();
    if !without.is_empty() {
        bail!("no test carries the id of {}; a test that shows it starts with it, such as fn g1_…", without.join(", "));
    }
    println!("{} scenarios, each with its test", wanted.len());
    Ok(Outcome::Passed)
}

/// Every test of the source tree by the ids its name starts with.
fn tests() -> Result<Places> {
    let mut tests = Places::new();
    for path in files::below(&place::root(), &["rs", "mjs"])? {
        let text = fs::read_to_string(&path).with_context(|| format!("{} could not be read", files::shown(&path)))?;
        let is_script = path.extension().is_some_and(|ending| ending == "mjs");
        for (number, line) in text.lines().enumerate() {
            let name = if is_script { script_test(line) } else { rust_test(line) };
            for id in name.map(ids).unwrap_or_default() {
                tests.entry(id).or_default().push(place_of(&path, number + 1, name.unwrap_or_default()));
            }
        }
    }
    Ok(tests)
}

fn place_of(path: &Path, line: usize, name: &str) -> String {
    format!("{}:{line} {name}", files::shown(path))
}

/// `G1` out of `- **G1** [D-ADMIT] Given …`.
fn id_of_line(line: &str) -> Option<String> {
    let (id, _) = line.trim_start().strip_prefix("- **")?.split_once("**")?;
    is_id(&id.to_ascii_lowercase()).then(|| id.to_owned())
}

fn rust_test(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let declared = line.strip_prefix("fn ").or_else(|| line.strip_prefix("async fn "))?;
    declared.split(['(', '<']).next()
}

fn script_test(line: &str) -> Option<&str> {
    let called = line.trim_start().strip_prefix("await ").unwrap_or(line.trim_start());
    let name = called.strip_prefix("test(").or_else(|| called.strip_prefix("it("))?;
    let quote = name.chars().next().filter(|quote| "'\"`".contains(*quote))?;
    name.get(1..)?.split(quote).next()
}

/// The ids a name starts with: `h4_h8_a_vote` shows two.
fn ids(name: &str) -> Vec<String> {
    let words = name.split(['_', ' ', ',', ':']).filter(|word| !word.is_empty());
    words.take_while(|word| is_id(&word.to_ascii_lowercase())).map(str::to_ascii_uppercase).collect()
}

/// One to three letters, then one to three digits.
fn is_id(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_lowercase).count();
    let digits = word.chars().skip(letters).filter(char::is_ascii_digit).count();
    (1..=3).contains(&letters) && (1..=3).contains(&digits) && letters + digits == word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_every_id_it_starts_with() {
        assert_eq!(ids("h4_h8_a_member_cannot"), ["H4", "H8"]);
        assert_eq!(ids("AC01 a redirect is refused"), ["AC01"]);
        assert!(ids("a_member_of_2_groups").is_empty());
    }

    #[test]
    fn tests_are_found_in_rust_and_in_scripts() {
        assert_eq!(rust_test("    async fn g1_a_member_cannot_grant() {"), Some("g1_a_member_cannot_grant"));
        assert_eq!(script_test("test('g1 a member cannot grant', async () => {"), Some("g1 a member cannot grant"));
        assert_eq!(script_test("  await test(`g1 said`, () => {})"), Some("g1 said"));
    }

    #[test]
    fn a_scenario_is_a_line_that_starts_with_its_id() {
        assert_eq!(id_of_line("- **G1** [D-ROLES] Given a member"), Some("G1".into()));
        assert_eq!(id_of_line("- **Not an id** but a remark"), None);
        assert_eq!(id_of_line("See **G1** for more"), None);
    }
}
