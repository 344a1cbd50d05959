//! What leaves for LinkedIn: the text as it was written; a warning opens it. The markup is put in when it is sent.

use crate::{Capabilities, NetworkName, Refers, Rendered, Violation, fitting};
use publishing::Content;

/// What would leave for this content.
pub fn render(content: &Content, refers: Refers<'_>, capabilities: &Capabilities) -> Result<Rendered, Vec<Violation>> {
    let content = content.opened_by_warning();
    let mut wrong = fitting::violations(&content, refers.answers.is_some(), capabilities);
    if refers.answers.is_some() {
        wrong.push(Violation::NotTaken { what: "answers to a post" });
    }
    if wrong.is_empty() { Ok(Rendered::of(NetworkName::LinkedIn, content, refers, capabilities)) } else { Err(wrong) }
}
