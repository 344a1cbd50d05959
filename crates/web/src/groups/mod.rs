//! `/`: the groups a person belongs to; with one group, its Home.

mod view;
pub use view::{Group, Groups};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
