//! `/g/{group}/channels/…`: the register, one channel with its grants, a new one, connecting an account.

mod view;
pub use view::{Channels, Connect, Grant, NewChannel, One, Row};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
