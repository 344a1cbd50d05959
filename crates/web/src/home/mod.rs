//! `/g/{group}/`: what needs you, what is with others, what happened, what goes out.

mod view;
pub use view::{FirstStep, Health, Home, Need, Out};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
