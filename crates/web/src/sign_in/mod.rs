//! `/sign-in`: by passkey, by password with a second factor, or once by a link; and proving it again before an act
//! that asks for it.

mod view;
pub use view::{Again, Enrol, OneTimeLink, SignIn};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
