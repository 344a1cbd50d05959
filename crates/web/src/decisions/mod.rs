//! `/g/{group}/decisions`: what the group decides by a vote, and what it decided.

mod ballot;
mod calling;
mod changed;
mod counted;
mod list;
mod one;
mod reading;
mod steps;
mod view;
mod words;

pub use calling::Way;
pub(crate) use calling::way;
pub use view::{Changed, Decision, Decisions, Row, Said, Seat, Tally};
pub(crate) use words::href;

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/decisions", get(list::list))
        .route("/g/{group}/decisions/{number}", get(one::show))
        .route("/g/{group}/decisions/{number}/ballot", post(ballot::cast))
        .route("/g/{group}/decisions/{number}/second", post(steps::second))
        .route("/g/{group}/decisions/{number}/withdraw", post(steps::withdraw))
        .route("/g/{group}/decisions/{number}/text", post(steps::update))
        .route("/g/{group}/decisions/{number}/extend", post(steps::extend))
        .route("/g/{group}/requests/{id}/vote", post(calling::call))
}
