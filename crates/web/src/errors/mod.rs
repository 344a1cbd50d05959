//! Errors as pages: what, which line, who can. Each keeps the words a person typed.

mod view;
pub use view::{Gone, Refused, Stale, Trouble};
