//! `/g/{group}/posts/…`: the composer, its check while writing, and the page of one post with its receipts.

mod answering;
mod ask;
mod asked;
mod because;
mod beyond;
mod by_hand;
mod check;
mod compose;
mod composer;
mod course;
mod cutting;
mod declared;
mod desk;
mod earlier;
mod edit;
mod found;
mod importing;
mod in_words;
mod judgement;
mod keep;
mod languages;
mod lateness;
mod library;
mod link_tags;
mod meaning;
mod new;
mod onward;
mod previews;
mod queue;
mod receipts;
mod receive;
mod record;
mod redress;
mod repeating;
mod settle;
mod sheet;
mod show;
mod standing;
mod threads;
mod typed;
mod uploads;
mod view;

pub use compose::{
    ChannelChip, Checked, Compose, Fold, Go, Judgement, More, Part, Picture, Preview, PreviewPicture, Version, When,
};
pub use earlier::EarlierDrafts;
pub use importing::{Import, PreviewLine};
pub use library::{FromLibrary, Offered};
pub use repeating::{Occurring, Repeating};
pub use view::{Answers, PostPage, RedressForm, Redressing, SetRight};

use crate::{App, guard::UPLOAD_LIMIT};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    let with_files = Router::new()
        .route("/g/{group}/posts/new", get(new::get).post(new::post))
        .route("/g/{group}/posts/import", get(importing::get).post(importing::post))
        .route("/g/{group}/posts/new/check", post(check::new))
        .route("/g/{group}/posts/{id}/edit", get(edit::get).post(edit::post))
        .route("/g/{group}/posts/{id}/check", post(check::post))
        .layer(DefaultBodyLimit::max(UPLOAD_LIMIT));
    Router::new()
        .route("/g/{group}/posts/{id}", get(show::get))
        .route("/g/{group}/posts/{id}/drafts", get(earlier::get))
        .route("/g/{group}/posts/{id}/drafts/again", post(earlier::again))
        .route("/g/{group}/posts/{id}/schedule", post(queue::schedule))
        .route("/g/{group}/posts/{id}/ask", post(ask::post))
        .route("/g/{group}/posts/{id}/move", post(queue::r#move))
        .route("/g/{group}/posts/{id}/cancel", post(queue::cancel))
        .route("/g/{group}/posts/{id}/withdraw-everywhere", post(redress::withdraw))
        .route("/g/{group}/posts/{id}/correct", post(redress::correct))
        .route("/g/{group}/posts/{id}/repeat", post(repeating::repeat))
        .route("/g/{group}/posts/{id}/call-off-the-rest", post(repeating::call_off))
        .route("/g/{group}/posts/{id}/deliveries/{delivery}/posted", post(settle::posted))
        .route("/g/{group}/posts/{id}/deliveries/{delivery}/settle", post(settle::settle))
        .route("/g/{group}/posts/{id}/deliveries/{delivery}/withdraw", post(queue::withdraw))
        .route("/g/{group}/posts/{id}/deliveries/{delivery}/go-on", post(queue::go_on))
        .merge(with_files)
}
