//! How long the machine has been up: a clock that nobody sets, and that goes on while the machine sleeps.

use std::time::Duration;

/// How long it has been up, where the system tells.
#[cfg(target_os = "linux")]
pub fn now() -> Option<Duration> {
    let up = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Some(Duration::new(up.tv_sec.try_into().ok()?, up.tv_nsec.try_into().ok()?))
}

/// Nothing: what other systems count stops while they sleep, and a clock that was right all the while would be doubted.
#[cfg(not(target_os = "linux"))]
pub fn now() -> Option<Duration> {
    None
}
