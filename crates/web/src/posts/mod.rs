//! `/g/{group}/posts/…`: the composer, its check while writing, and the page of one post with its receipts.

mod compose;
mod view;

pub use compose::{ChannelChip, Checked, Compose, Fold, Go, Judgement, Picture, Preview, Version, When};
pub use view::{Answers, PostPage};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
