//! What leaves for a blog: the text as it was written, which the page shows as Markdown does; a warning opens it.

use crate::{Capabilities, NetworkName, Refers, Rendered, Violation, fitting};
use publishing::Content;

/// What would leave for this content.
pub fn render(content: &Content, refers: Refers<'_>, capabilities: &Capabilities) -> Result<Rendered, Vec<Violation>> {
    let content = content.opened_by_warning();
    let mut wrong = fitting::violations(&content, refers.answers.is_some(), capabilities);
    if refers.answers.is_some() {
        wrong.push(Violation::NotTaken { what: "answers to a post" });
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let rendered = Rendered::of(NetworkName::WordPress, content, refers, capabilities);
    let headline = rendered.headline.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(Rendered { headline, ..rendered })
}
