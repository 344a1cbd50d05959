//! `/g/{group}/decisions`: what the group decides by a vote, and what it decided.

mod anew;
mod aside;
mod asking;
mod ballot;
mod beside;
mod beside_view;
mod calling;
mod changed;
mod consenting;
mod counted;
mod course;
mod declaring;
mod duty;
mod list;
mod one;
mod present;
mod public;
mod public_view;
mod ranks;
mod reading;
mod steps;
mod view;
mod ways;
pub(crate) mod words;

pub(crate) use ballot::{Filled, READ_AGAIN, choices};
pub use beside_view::{Answering, Casting, Objection, Presence};
pub use calling::Typed;
pub use declaring::Declaring;
pub(crate) use public::{is_over, is_public};
pub use public_view::{PublicDecision, PublicRecord};
pub use view::{
    Agreed, Changed, Decision, Decisions, Duty, RankedOption, Ranks, Reconsidered, Rounds, Row, Said, Seat, Tally,
};
pub(crate) use ways::way;
pub use ways::{Calling, Way};
pub(crate) use words::href;

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};
use steps::{Step, takes};

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
        .route("/g/{group}/decisions/duties", post(duty::read))
        .route("/g/{group}/decisions/{number}", get(one::show))
        .route("/g/{group}/decisions/{number}/ballot", post(ballot::cast))
        .route("/g/{group}/decisions/{number}/of/{person}", get(ballot::of_a_voter))
        .route("/g/{group}/decisions/{number}/second", takes(Step::Second))
        .route("/g/{group}/decisions/{number}/withdraw", takes(Step::Withdraw))
        .route("/g/{group}/decisions/{number}/text", takes(Step::Update))
        .route("/g/{group}/decisions/{number}/extend", takes(Step::Extend))
        .route("/g/{group}/decisions/{number}/parent", takes(Step::TakeToParent))
        .route("/g/{group}/decisions/{number}/set-aside", takes(Step::SetAside))
        .route("/g/{group}/decisions/{number}/anew", takes(Step::PutAnew))
        .route("/g/{group}/decisions/{number}/take-over", takes(Step::TakeOver))
        .route("/g/{group}/decisions/{number}/stay-out", takes(Step::StayOut))
        .route("/g/{group}/decisions/{number}/present", takes(Step::BePresent))
        .route("/g/{group}/decisions/{number}/objection", takes(Step::AnswerObjection))
        .route("/g/{group}/decisions/{number}/casting", takes(Step::CastingVote))
        .route("/g/{group}/requests/{id}/vote", post(calling::call))
        .route("/g/{group}/requests/{id}/consensus", post(declaring::declare))
}
