//! `/setup`: the first run, four steps from one link to a group that can post.

mod view;
pub use view::{Officer, Reading, Setup, Stage};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
