//! `/g/{group}/members`: who is in the group, in which office, until when.

mod view;
pub use view::{Member, Members};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
