//! `/g/{group}/campaigns`: what the group plans for sponsors, within which limits, and what of them is used.

mod list;
mod new;
mod one;
mod view;

pub use view::{Campaign, Campaigns};

use crate::{
    App,
    parts::{Tag, Tone},
};
use acts::campaigns::Stands;
use axum::{
    Router,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/g/{group}/campaigns", get(list::show).post(new::take))
        .route("/g/{group}/campaigns/{id}", get(one::show))
        .route("/g/{group}/campaigns/{id}/ask", post(one::ask))
}

/// How a campaign stands.
fn state(stands: Stands) -> Tag {
    match stands {
        Stands::Written => Tag::plain("pencil", "Nobody was asked yet"),
        Stands::Asked => Tag::new(Tone::Board, "hourglass", "Waits for its answer"),
        Stands::Agreed => Tag::well("Agreed to"),
        Stands::NotAgreed => Tag::plain("x", "Not agreed to, or its answer serves no more"),
        Stands::Over => Tag::plain("clock", "Over"),
    }
}
