//! `/g/{group}/requests`: questions put to another body, and their answers.

mod view;
pub use view::{Request, Requests, Row};
