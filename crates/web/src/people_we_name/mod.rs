//! `/g/{group}/people-we-name`: the people outside whom a group names in its posts, what each network calls them, and who is
//! not to be mentioned.

mod list;
mod one;
mod typed;
mod view;

pub use view::{InBook, OnePerson, PeopleWeName};

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/people-we-name", get(list::show).post(list::put))
        .route("/g/{group}/people-we-name/{id}", get(one::show).post(one::change))
        .route("/g/{group}/people-we-name/{id}/forget", post(one::forget))
}
