//! `/you`: how a person signs in, the theme, the sessions.

mod view;
pub use view::{Passkey, Session, You};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
