//! `/g/{group}/calendar`: five rolling weeks, or the same as a list.

mod view;
pub use view::{Calendar, Day, Filter, Idea, Item, Shape, State};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
