//! What leaves for a static site: Markdown as it was written, unless the site would obey a part of it; a warning opens it.

use super::file;
use crate::{Capabilities, NetworkName, Refers, Rendered, Violation, fitting};
use publishing::Content;

/// What would leave for this content.
pub fn render(content: &Content, refers: Refers<'_>, capabilities: &Capabilities) -> Result<Rendered, Vec<Violation>> {
    let content = content.opened_by_warning();
    let mut wrong = fitting::violations(&content, refers.answers.is_some(), capabilities);
    if refers.answers.is_some() {
        wrong.push(Violation::NotTaken { what: "answers to a post" });
    }
    let read = [Some(content.text.as_str()), content.headline.as_deref()];
    let obeyed = read.into_iter().flatten().find_map(file::obeyed);
    wrong.extend(obeyed.map(|says| Violation::NotLikeThis(says.to_owned())));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let rendered = Rendered::of(NetworkName::Git, content, refers, capabilities);
    let headline = rendered.headline.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(Rendered { headline, ..rendered })
}
