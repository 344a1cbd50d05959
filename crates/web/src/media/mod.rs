//! `/g/{group}/media`: the pictures of a group, with what is said about them and where they are used.

mod bytes;
mod list;
mod one;
mod view;
mod words;

pub(crate) use view::called;
pub use view::{InLibrary, Library, OnePicture};

use crate::{App, guard::UPLOAD_LIMIT};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    let with_files = Router::new()
        .route("/g/{group}/media", get(list::show).post(list::put))
        .layer(DefaultBodyLimit::max(UPLOAD_LIMIT));
    Router::new()
        .route("/g/{group}/media/{id}", get(bytes::show))
        .route("/g/{group}/media/{id}/words", get(one::show).post(one::describe))
        .route("/g/{group}/media/{id}/take-out", post(one::take_out))
        .merge(with_files)
}
