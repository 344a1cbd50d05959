//! `/carry-on`: what was typed into a form is not lost where the session had ended when it was sent.
//!
//! The form is answered with a page that keeps its words (`over`); after signing in in another tab, a button of that
//! page leads to `/carry-on`, which makes the same form again with the token of the new session. Nothing is done in
//! between: the form is sent by whoever sees it there.

mod over;
mod page;
mod typed;
mod view;

pub use over::keeping_what_was_typed;
pub(crate) use typed::Typed;
pub use view::{CarryOn, Kept, Over};

use crate::App;
use axum::{Router, extract::DefaultBodyLimit, routing::post};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    // As JSON in a form, a character of six bytes is the longest that becomes of one.
    Router::new().route("/carry-on", post(page::go_on)).layer(DefaultBodyLimit::max(6 * typed::LIMIT + 4096))
}
