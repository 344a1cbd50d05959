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
        let named = if is_script { script_tests(&text) } else { rust_tests(&text) };
        for (line, name) in named {
            for id in ids(name) {
                tests.entry(id).or_default().push(place_of(&path, line, name));
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

/// Functions with an attribute whose last word is `test`, with their lines.
fn rust_tests(text: &str) -> Vec<(usize, &str)> {
    let mut is_test = false;
    let mut found = Vec::new();
    for (number, line) in text.lines().map(str::trim_start).enumerate() {
        if let Some(attribute) = line.strip_prefix("#[") {
            let path = attribute.split(['(', ']']).next().unwrap_or_default();
            is_test |= path.rsplit("::").next() == Some("test");
            continue;
        }
        let declared = std::mem::take(&mut is_test);
        let function = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ").filter(|_| declared);
        found.extend(function.and_then(|rest| rest.split(['(', '<']).next()).map(|name| (number + 1, name)));
    }
    found
}

fn script_tests(text: &str) -> Vec<(usize, &str)> {
    let numbered = text.lines().enumerate();
    numbered.filter_map(|(number, line)| Some((number + 1, script_test(line)?))).collect()
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
        let source =
            "#[tokio::test]\nasync fn g1_a_member_cannot_grant() {\n}\nfn g2_no_test() {}\n#[cfg(test)]\nfn g4() {}";
        assert_eq!(rust_tests(source), [(2, "g1_a_member_cannot_grant")]);
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
