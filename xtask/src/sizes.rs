//! `cargo xtask sizes`: how long our files and functions are, crate by crate, so that drift is seen.
//! The aims: a file about 120 lines in the median and 300 at the ninetieth percentile, a function 12 and 40.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::{files, workspace};

/// Files longer than this are named below the table.
const LONG: usize = 300;

#[derive(Default)]
struct Sizes {
    files: Vec<(usize, String)>,
    functions: Vec<usize>,
}

/// Prints the table, and the long files below it.
pub fn print() -> Result<()> {
    let mut whole = Sizes::default();
    println!(
        "{:<12} {:>5} {:>7} {:>7} {:>5} {:>8} {:>7} {:>5} {:>5}",
        "crate", "files", "lines", "median", "p90", "longest", "fn med", "p90", "p99"
    );
    for package in workspace::read()?.packages {
        let sizes = measured(&package.folder)?;
        sizes.print_row(&package.name);
        whole.files.extend(sizes.files);
        whole.functions.extend(sizes.functions);
    }
    whole.print_row("all");
    whole.files.sort();
    for (lines, file) in whole.files.iter().rev().take_while(|(lines, _)| *lines > LONG) {
        println!("{lines:>6} lines  {file}");
    }
    Ok(())
}

impl Sizes {
    fn print_row(&self, name: &str) {
        let lines: Vec<usize> = self.files.iter().map(|(lines, _)| *lines).collect();
        let (median, p90, longest) = (at(&lines, 50), at(&lines, 90), at(&lines, 100));
        let (fn_median, fn_p90, fn_p99) = (at(&self.functions, 50), at(&self.functions, 90), at(&self.functions, 99));
        let total: usize = lines.iter().sum();
        println!(
            "{name:<12} {:>5} {total:>7} {median:>7} {p90:>5} {longest:>8} {fn_median:>7} {fn_p90:>5} {fn_p99:>5}",
            lines.len()
        );
    }
}

fn measured(folder: &Path) -> Result<Sizes> {
    let mut sizes = Sizes::default();
    for path in files::below(folder, &["rs"])? {
        let text = fs::read_to_string(&path)?;
        sizes.files.push((text.lines().count(), files::shown(&path)));
        sizes.functions.extend(functions(&text));
    }
    Ok(sizes)
}

/// The length of each function in lines. A formatted file closes a function at the indentation it began with.
fn functions(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let begins = lines.iter().enumerate().filter(|(_, line)| begins_function(line));
    begins.filter_map(|(start, line)| length(lines.get(start..)?, indentation(line))).collect()
}

fn begins_function(line: &str) -> bool {
    const BEFORE: [&str; 7] = ["pub", "pub(crate)", "pub(super)", "async", "const", "unsafe", "default"];
    line.split_whitespace().find(|word| !BEFORE.contains(word)) == Some("fn")
}

fn length(lines: &[&str], begin: usize) -> Option<usize> {
    let first = lines.first()?.trim_end();
    if first.ends_with(['}', ';']) {
        return first.ends_with('}').then_some(1);
    }
    let end = lines
        .iter()
        .skip(1)
        .position(|line| indentation(line) == begin && line.trim_start().starts_with(['}', ';']))?;
    Some(end + 2)
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The value at a percentile.
fn at(values: &[usize], percentile: usize) -> usize {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let index = (sorted.len() * percentile / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_counts_from_its_first_line_to_its_closing_brace() {
        assert_eq!(functions("fn one() {}\n\npub fn two(\n    a: u8,\n) -> u8 {\n    a\n}\n"), [1, 5]);
    }

    #[test]
    fn a_signature_without_a_body_is_no_function() {
        assert!(functions("trait Door {\n    fn opens(&self) -> bool;\n}\n").is_empty());
    }

    #[test]
    fn a_percentile_of_nothing_is_nothing() {
        assert_eq!(at(&[], 90), 0);
        assert_eq!(at(&[3, 1, 2], 50), 2);
        assert_eq!(at(&[3, 1, 2], 100), 3);
    }
}
