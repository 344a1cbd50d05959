//! Where things are in the clone. Everything that is made here lies in folders git ignores.

use std::path::PathBuf;

/// The root of the clone.
pub fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    package.parent().map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// What was installed for the tests and may be kept between runs.
pub fn cache() -> PathBuf {
    root().join(".cache/testbench")
}

/// What a run leaves behind to be looked at: logs, screenshots.
pub fn artefacts() -> PathBuf {
    root().join("artefacts")
}

/// The scripts that start real servers.
pub fn testbench() -> PathBuf {
    root().join("testbench")
}

/// The program built by the last build in this profile (`debug` or `release`).
pub fn program(profile: &str) -> PathBuf {
    program_named(profile, "nuncio")
}

/// The same of another program of ours.
pub fn program_named(profile: &str, name: &str) -> PathBuf {
    target().join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
