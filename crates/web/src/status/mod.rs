//! `/status`: what runs here, and what it may talk to.

mod view;
pub use view::{Allowed, Status};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
