//! `cargo xtask bless`: renews the golden files from what the program makes today, for a person to review as a diff.
//! `--mutate` shows the opposite: each enforced rule is dropped once, and a golden row or a named scenario must notice.

use anyhow::{Result, bail};

use crate::golden::Golden;
use crate::runner::{self, Selection};
use crate::workspace;

/// What tells tests to write instead of compare: ours, and the word of the library that shows what must not compile.
const WRITE: [(&str, &str); 2] = [("NUNCIO_BLESS", "1"), ("TRYBUILD", "overwrite")];

/// Renews, or with `--mutate` drops every rule once.
pub fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => renew(),
        [mutate] if mutate == "--mutate" => drop_each_rule(),
        _ => bail!("bless takes nothing or --mutate, not: {}", arguments.join(" ")),
    }
}

fn renew() -> Result<()> {
    let before = Golden::now()?;
    let packages = workspace::read()?.packages.into_iter().map(|package| package.name).collect();
    let variables = WRITE.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let ran = runner::run(&Selection { packages, variables, ..Selection::default() });
    let changed = before.changed_until(&Golden::now()?);
    println!("\n{} golden file(s) renewed; `git diff` shows what to review", changed.len());
    for file in changed {
        println!("  {file}");
    }
    ran.map(|_| ())
}

fn drop_each_rule() -> Result<()> {
    let selection = Selection {
        packages: vec!["charter".into()],
        named: Some("dropping_any_enforced_rule".into()),
        everything: true,
        ..Selection::default()
    };
    runner::run(&selection).map(|_| ())
}
