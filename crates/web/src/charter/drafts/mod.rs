//! `/g/{group}/charter/drafts`: a text with rules that a member proposes, what it changes, and who decides about it.

mod difference;
mod follow;
mod new;
mod one;
mod steps;
mod view;

pub use view::{Changed, Entry, Follow, NewDraft, Power, Shown};

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/charter/drafts", post(new::take))
        .route("/g/{group}/charter/drafts/new", get(new::show))
        .route("/g/{group}/charter/drafts/{id}", get(one::show))
        .route("/g/{group}/charter/drafts/{id}/ask", post(steps::ask))
        .route("/g/{group}/charter/drafts/{id}/advice", post(steps::advice))
}
