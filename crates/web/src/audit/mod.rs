//! `/g/{group}/audit`: every act with its clause, the state of the chain on top.

mod view;
pub use view::{Audit, Chain, Entry};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
