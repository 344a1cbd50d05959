//! What leaves for Bluesky. It knows no line for a warning, so that the warning opens the text.

use crate::{Capabilities, NetworkName, Parent, Refers, Rendered, Violation, fitting};
use publishing::Content;

/// What would leave for this content.
pub fn render(content: &Content, refers: Refers<'_>, capabilities: &Capabilities) -> Result<Rendered, Vec<Violation>> {
    let mut wrong = fitting::violations(&content.opened_by_warning(), refers.answers.is_some(), capabilities);
    if refers.answers.is_some_and(|parent| !is_record(parent)) {
        wrong.push(Violation::ForeignParent);
    }
    if refers.quotes.is_some_and(|quoted| !is_record(quoted)) {
        wrong.push(Violation::ForeignQuote);
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let rendered = Rendered::of(NetworkName::Bluesky, content.opened_by_warning(), refers, capabilities);
    // The text opens with it, and the record is labelled by it.
    Ok(Rendered { warning: content.warning.clone().filter(|line| !basics::text::is_blank(line)), ..rendered })
}

/// Whether it is named as a record names another: by its address and its version.
fn is_record(post: &Parent) -> bool {
    post.remote.id.starts_with("at://") && post.version.is_some()
}
