//! `/g/{group}/channels/…`: the register, one channel with its grants, a new one, connecting an account.

mod adding;
mod answering;
mod connecting;
mod granting;
mod holding;
mod known_as;
mod list;
mod moving;
mod offering;
mod one;
mod view;
mod words;
pub use adding::networks;
pub use view::{Back, Channels, Connect, Grant, NewChannel, One, Row};

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/channels", get(list::list))
        .route("/g/{group}/channels/new", get(adding::form).post(adding::enter))
        .route("/g/{group}/channels/{id}", get(one::show))
        .route("/g/{group}/channels/{id}/grants", post(granting::give))
        .route("/g/{group}/channels/{id}/grants/end", post(holding::end))
        .route("/g/{group}/channels/{id}/moves", post(moving::change))
        .route("/g/{group}/channels/{id}/ask", post(moving::ask))
        .route("/g/{group}/channels/{id}/test", post(connecting::test))
        .route("/g/{group}/channels/{id}/connect", get(connecting::form).post(connecting::start))
        .route("/connect/{network}", get(connecting::back).post(connecting::finish))
}

/// What servers read on which people agree to this program. It needs no account.
pub fn public_routes() -> Router<App> {
    Router::new().route(networks::bluesky::oauth::PATH, get(known_as::document))
}
