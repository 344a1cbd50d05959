//! `/`: the groups a person belongs to; with one group, its Home.

mod view;
pub use view::{Group, Groups};
