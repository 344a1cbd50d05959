//! What the rig in `faults/` asks of a program that is built for development: to die at a place in its work, and to go by the
//! rig's time. Files say so that two variables name; a release build has neither.

use delivery::Class;
use jiff::SignedDuration;

#[cfg(debug_assertions)]
mod asked {
    use std::{env, fs, path::PathBuf, sync::LazyLock};

    /// The file that says where to die: the kill point and the class, such as `K11 B`.
    pub static DIES_AT: LazyLock<Option<PathBuf>> = LazyLock::new(|| env::var_os("NUNCIO_DIES_AT").map(PathBuf::from));
    /// The file that says how far to be ahead of the machine's clock, in microseconds.
    pub static AHEAD: LazyLock<Option<PathBuf>> =
        LazyLock::new(|| env::var_os("NUNCIO_CLOCK_AHEAD").map(PathBuf::from));

    /// What stands in it, where there is such a file.
    pub fn read(file: Option<&PathBuf>) -> Option<String> {
        fs::read_to_string(file?).ok()
    }
}

/// Dies at once, as by `kill -9`, where the rig wants a process to die at this point in the work on this class. Whoever can
/// take the wish away is the one that dies: of two processes only one does.
#[cfg(debug_assertions)]
pub fn may_die(point: &str, class: Option<Class>) {
    let Some(wish) = asked::read(asked::DIES_AT.as_ref()) else { return };
    let Some((wanted, of)) = wish.trim().split_once(' ') else { return };
    let meant = wanted == point && class.is_none_or(|class| class.word() == of);
    if meant && asked::DIES_AT.as_ref().is_some_and(|file| std::fs::remove_file(file).is_ok()) {
        std::process::abort();
    }
}

/// Nothing: this is a release build.
#[cfg(not(debug_assertions))]
pub fn may_die(_: &str, _: Option<Class>) {}

/// How far the rig wants this process to be ahead of its machine's clock.
#[cfg(debug_assertions)]
pub(crate) fn ahead() -> SignedDuration {
    let micros = asked::read(asked::AHEAD.as_ref()).and_then(|text| text.trim().parse().ok());
    SignedDuration::from_micros(micros.unwrap_or(0))
}

/// Not at all: this is a release build.
#[cfg(not(debug_assertions))]
pub(crate) fn ahead() -> SignedDuration {
    SignedDuration::ZERO
}
