//! What leaves for Bluesky. It knows no line for a warning, so that the warning opens the text.

use super::AtUri;
use crate::{Capabilities, NetworkName, Parent, Refers, Rendered, Violation, fitting};
use publishing::{Content, Whoever};

/// What would leave for this content.
pub fn render(content: &Content, refers: Refers<'_>, capabilities: &Capabilities) -> Result<Rendered, Vec<Violation>> {
    let mut wrong = fitting::violations(&content.opened_by_warning(), refers.answers.is_some(), capabilities);
    if refers.answers.is_some_and(|parent| !is_record(parent)) {
        wrong.push(Violation::ForeignParent);
    }
    if refers.quotes.is_some_and(|quoted| !is_record(quoted)) {
        wrong.push(Violation::ForeignQuote);
    }
    if content.gates.answers != Whoever::Everybody && refers.answers.is_some_and(|parent| !begins_with_us(parent)) {
        let says = "who may answer is said by whoever began the thread: leave it open to everybody";
        wrong.push(Violation::NotLikeThis(says.to_owned()));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let rendered = Rendered::of(NetworkName::Bluesky, content.opened_by_warning(), refers, capabilities);
    // The text opens with it, and the record is labelled by it.
    Ok(Rendered { warning: content.warning.clone().filter(|line| !basics::text::is_blank(line)), ..rendered })
}

/// Whether it stands in a thread that this account began, whose first post says who may answer all of it.
fn begins_with_us(parent: &Parent) -> bool {
    let ours = parent.author.is_empty();
    let of = |id: &str| AtUri::parse(id).map(|at| at.authority);
    ours && parent.root.as_ref().is_none_or(|root| of(&root.id) == of(&parent.remote.id))
}

/// Whether it is named as a record names another: by its address and its version.
fn is_record(post: &Parent) -> bool {
    post.remote.id.starts_with("at://") && post.version.is_some()
}
