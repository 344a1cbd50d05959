//! `/g/{group}/requests`: questions put to another body, and their answers.

mod view;
pub use view::{Request, Requests, Row};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
