//! What a command prints: a sentence for people, or data for programs.

use serde::Serialize;
use std::io::{self, ErrorKind, Write as _};

/// Prints the text, or with `--json` the data.
pub(super) fn print<T: Serialize>(json: bool, text: &str, data: &T) -> Result<(), anyhow::Error> {
    let told = if json { serde_json::to_string_pretty(data)? } else { text.trim_end().to_owned() };
    match writeln!(io::stdout().lock(), "{told}") {
        // Whoever reads, such as `head`, has seen enough: that is no failure.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => Ok(printed?),
    }
}
