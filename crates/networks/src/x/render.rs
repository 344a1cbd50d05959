//! What leaves for X: the text as it was written; a warning opens it, because X has no line of its own for one.

use crate::{Capabilities, NetworkName, Refers, Rendered, Violation, fitting};
use publishing::Content;

/// What would leave for this content.
pub fn render(content: &Content, refers: Refers<'_>, capabilities: &Capabilities) -> Result<Rendered, Vec<Violation>> {
    let content = content.opened_by_warning();
    let mut wrong = fitting::violations(&content, refers.answers.is_some(), capabilities);
    if content.quotes.is_some() && (content.poll.is_some() || !content.pictures.is_empty()) {
        let says = "a post on X that quotes another has no pictures and no poll beside it: take one of them out";
        wrong.push(Violation::NotLikeThis(says.to_owned()));
    }
    if wrong.is_empty() { Ok(Rendered::of(NetworkName::X, content, refers, capabilities)) } else { Err(wrong) }
}
