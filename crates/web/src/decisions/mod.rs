//! `/g/{group}/decisions`: what the group decides by a vote, and what it decided.

mod anew;
mod aside;
mod asking;
mod ballot;
mod beside;
mod calling;
mod changed;
mod counted;
mod declaring;
mod duty;
mod list;
mod one;
mod public;
mod public_view;
mod ranks;
mod reading;
mod steps;
mod view;
mod words;

pub(crate) use calling::way;
pub use calling::{Calling, Typed, Way};
pub use declaring::Declaring;
pub use public_view::{PublicDecision, PublicRecord};
pub use view::{
    Agreed, Changed, Decision, Decisions, Duty, RankedOption, Ranks, Reconsidered, Rounds, Row, Said, Seat, Tally,
};
pub(crate) use words::href;

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of the public record, which needs no account.
pub fn public_routes() -> Router<App> {
    Router::new().route("/g/{group}/record", get(public::list)).route("/g/{group}/record/{number}", get(public::one))
}

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/decisions", get(list::list).post(asking::ask))
        .route("/g/{group}/decisions/public-name", post(public::change))
        .route("/g/{group}/decisions/duty", post(duty::put_away))
        .route("/g/{group}/decisions/{number}", get(one::show))
        .route("/g/{group}/decisions/{number}/ballot", post(ballot::cast))
        .route("/g/{group}/decisions/{number}/of/{person}", get(ballot::of_a_voter))
        .route("/g/{group}/decisions/{number}/second", post(steps::second))
        .route("/g/{group}/decisions/{number}/withdraw", post(steps::withdraw))
        .route("/g/{group}/decisions/{number}/text", post(steps::update))
        .route("/g/{group}/decisions/{number}/extend", post(steps::extend))
        .route("/g/{group}/decisions/{number}/parent", post(aside::take_to_parent))
        .route("/g/{group}/decisions/{number}/set-aside", post(aside::set_aside))
        .route("/g/{group}/decisions/{number}/anew", post(anew::put))
        .route("/g/{group}/decisions/{number}/take-over", post(steps::take_over))
        .route("/g/{group}/decisions/{number}/stay-out", post(steps::stay_out))
        .route("/g/{group}/requests/{id}/vote", post(calling::call))
        .route("/g/{group}/requests/{id}/consensus", post(declaring::declare))
}
