//! `/g/{group}/applications`: who wants to join, what members attest about them, and the question to the group.

mod list;
mod one;
mod standing;
mod steps;
mod view;

pub use standing::{Stands, stands};
pub use view::{Application, Applications, Proof, Row};

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/applications", get(list::list))
        .route("/g/{group}/applications/{id}", get(one::show))
        .route("/g/{group}/applications/{id}/attest", post(steps::attest))
        .route("/g/{group}/applications/{id}/ask", post(steps::ask))
        .route("/g/{group}/applications/{id}/admit", post(steps::admit))
        .route("/g/{group}/applications/{id}/explain", post(steps::explain))
}
