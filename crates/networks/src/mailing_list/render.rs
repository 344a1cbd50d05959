//! What leaves for a list: plain text as it was written; a warning opens it.

use crate::{Capabilities, NetworkName, Refers, Rendered, Violation, fitting};
use publishing::Content;

/// What would leave for this content. A picture stands in the way once, whatever else is said of it.
pub fn render(content: &Content, refers: Refers<'_>, capabilities: &Capabilities) -> Result<Rendered, Vec<Violation>> {
    let content = content.opened_by_warning();
    let bare = Content { pictures: vec![], ..content.clone() };
    let mut wrong = fitting::violations(&bare, refers.answers.is_some(), capabilities);
    if !content.pictures.is_empty() {
        wrong.push(Violation::NotTaken { what: "pictures" });
    }
    if refers.answers.is_some() {
        wrong.push(Violation::NotTaken { what: "answers to a post" });
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let rendered = Rendered::of(NetworkName::MailingList, content, refers, capabilities);
    let headline = rendered.headline.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(Rendered { headline, ..rendered })
}
