//! Runs other programs. A program that fails, cannot start or does not end becomes a sentence that names it.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::place;

/// The longest one part may take; what runs longer hangs.
const LIMIT: Duration = Duration::from_mins(25);

/// `cargo` as it started us, at the root of the clone.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(place::root());
    // Set for us by the cargo that runs xtask; the packages built below have their own.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_BIN_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs it with its output where ours goes.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = waited(command.stdin(Stdio::null()), &shown)?;
    if !status.success() {
        bail!("`{shown}` ended with {status}");
    }
    Ok(())
}

/// Runs it with its output appended to a log among the artefacts.
pub fn run_logged(command: &mut Command, log: &str) -> Result<()> {
    let (file, path) = log_file(log)?;
    let shown = shown(command);
    let status = waited(command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file), &shown)?;
    if !status.success() {
        bail!("`{shown}` ended with {status}; its last words in {}:\n{}", path.display(), tail(&path, 5));
    }
    Ok(())
}

/// What it prints, for programs that only tell something.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("`{shown}` could not be started"))?;
    if !output.status.success() {
        bail!("`{shown}` ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs it, however long it takes, and hands on each line that it prints. Whether it ended well.
pub fn read_lines(command: &mut Command, mut line: impl FnMut(&str)) -> Result<bool> {
    let shown = shown(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{shown}` could not be started"))?;
    for printed in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
        line(&printed.with_context(|| format!("what `{shown}` prints cannot be read"))?);
    }
    Ok(child.wait()?.success())
}

/// The commit of this clone, and whether it was changed since.
pub fn commit() -> String {
    let git = |arguments: &[&str]| output(Command::new("git").args(arguments).current_dir(place::root()));
    let Ok(commit) = git(&["rev-parse", "--short=12", "HEAD"]) else { return "unknown".into() };
    let changed = git(&["status", "--porcelain"]).is_ok_and(|changes| !changes.trim().is_empty());
    format!("{}{}", commit.trim(), if changed { " with changes" } else { "" })
}

/// A log among the artefacts, opened to append.
pub fn log_file(name: &str) -> Result<(File, PathBuf)> {
    fs::create_dir_all(place::artefacts()).context("the folder `artefacts` could not be made")?;
    let path = place::artefacts().join(name);
    let file = OpenOptions::new().create(true).append(true).open(&path);
    Ok((file.with_context(|| format!("the log {} could not be opened", path.display()))?, path))
}

/// The last lines of a log.
pub fn tail(log: &Path, lines: usize) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let all: Vec<&str> = text.lines().collect();
    let start = all.len().saturating_sub(lines);
    all.get(start..).unwrap_or_default().join("\n")
}

/// The first of these programs that is there: a path, or a name looked up in `PATH`.
pub fn found(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    names.iter().find_map(|name| {
        let here = PathBuf::from(name);
        if here.is_absolute() {
            return here.is_file().then_some(here);
        }
        folders.iter().map(|folder| folder.join(name)).find(|candidate| candidate.is_file())
    })
}

fn waited(command: &mut Command, shown: &str) -> Result<ExitStatus> {
    let mut child = command.spawn().with_context(|| format!("`{shown}` could not be started"))?;
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if started.elapsed() > LIMIT {
            end(&mut child);
            bail!("`{shown}` did not end within {} minutes and was stopped", LIMIT.as_secs() / 60);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn end(child: &mut Child) {
    // It may have ended in this instant; then there is nothing to stop.
    let _ = child.kill();
    let _ = child.wait();
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    let line = words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    if line.chars().count() > 160 { format!("{}…", line.chars().take(160).collect::<String>()) } else { line }
}
