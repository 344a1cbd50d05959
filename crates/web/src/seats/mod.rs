//! `/seats`: what the bodies are asked on which somebody has a seat, whether they are in the group that asks or not. Nothing
//! else of a group stands here.

mod list;
mod one;
mod view;

pub(crate) use list::asked;
pub use view::{SeatRow, SeatVote, Seats};

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};
use decisions::Number;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/seats", get(list::show))
        .route("/seats/{group}/{number}", get(one::show))
        .route("/seats/{group}/{number}/ballot", post(one::cast))
}

/// The page of one vote for whoever has a seat on its body.
pub(crate) fn href(slug: &str, number: Number) -> String {
    format!("/seats/{slug}/{number}")
}
