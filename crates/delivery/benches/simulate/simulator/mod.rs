//! A deterministic world around `step`: a store that can lose the last write, workers that die or sleep after every
//! command, networks with a truth of their own, people who answer late or never, and an oracle that sees it all.

mod chance;
mod keeper;
mod life;
mod network;
mod planted;
mod report;
mod scene;
mod table;

pub use chance::Weather;
pub use planted::Bug;
pub use report::{Report, simulate};
