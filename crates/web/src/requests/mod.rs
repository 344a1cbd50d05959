//! `/g/{group}/requests`: questions put to another body, and their answers.

mod about;
mod addresses;
mod again;
mod calling_in;
mod history;
mod list;
pub(crate) mod one;
mod recording;
pub(crate) mod removal;
mod view;
pub(crate) mod words;
pub use addresses::Addressee;
pub use calling_in::CallIn;
pub use view::{Removal, Request, Requests, Row};

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/requests", get(list::list))
        .route("/g/{group}/requests/call-in", post(calling_in::call))
        .route("/g/{group}/requests/to/{body}", post(addresses::save))
        .route("/g/{group}/requests/{id}", get(one::show).post(recording::record))
        .route("/g/{group}/requests/{id}/again", post(again::put))
        .route("/g/{group}/requests/{id}/reply", post(removal::reply))
        .route("/g/{group}/requests/{id}/remove", post(removal::remove))
}
