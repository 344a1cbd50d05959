//! `/setup`: the first run, four steps from one link to a group that can post; and the links for its people.

mod channel;
mod charter;
pub(crate) mod invite;
mod name;
mod people;
mod roster;
mod step;
mod view;
pub use view::{Invited, Links, Officer, Reading, Setup, Stage};

use crate::App;
use axum::{Router, routing::get};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/setup", get(name::show).post(name::take))
        .route("/setup/charter", get(charter::show).post(charter::take))
        .route("/setup/people", get(people::show).post(people::take))
        .route("/setup/channel", get(channel::show).post(channel::take))
        .route("/g/{group}/invitations", get(invite::show).post(invite::make))
}
