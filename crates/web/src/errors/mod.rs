//! Errors as pages: what, which line, who can. Each keeps the words a person typed.

mod not_taken;
mod view;

pub use not_taken::{NotTaken, not_taken};
pub use view::{Gone, Refused, SentBefore, Stale, Trouble};

use crate::{frame::Plain, page::Page};
use axum::{http::StatusCode, response::Response};

/// The page for what is not there, or not for this reader.
pub fn gone(plain: Plain) -> Page<Gone> {
    Page::with(StatusCode::NOT_FOUND, Gone { plain })
}

/// The page for everything that is neither a refusal under the charter nor two people at once.
pub fn trouble(status: StatusCode, plain: Plain, words: &str, request: &str) -> Response {
    let heading = match status {
        StatusCode::FORBIDDEN => "Nothing was changed",
        StatusCode::PAYLOAD_TOO_LARGE => "That is too much at once",
        StatusCode::TOO_MANY_REQUESTS => "Too often",
        _ => "This did not work",
    };
    let (heading, words, request) = (heading.to_owned(), words.to_owned(), request.to_owned());
    not_taken(status, Trouble { plain, heading, words, typed: Vec::new(), request })
}
