//! `/g/{group}/charter`: the text as adopted, line by line, or the same as a table of powers.

mod view;
pub use view::{Cell, CharterText, Governs, Line, LineShape, PowerRow, Powers, Situation, Version};

/// The routes of these pages.
pub fn routes() -> axum::Router<crate::App> {
    axum::Router::new()
}
