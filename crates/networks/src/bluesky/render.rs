//! What leaves for Bluesky. It knows no line for a warning, so that the warning opens the text.

use crate::{Capabilities, NetworkName, Parent, Rendered, Violation, Visibility, fitting};
use basics::text::is_blank;
use publishing::{Content, facets};

/// What would leave for this content.
pub fn render(
    content: &Content,
    parent: Option<&Parent>,
    capabilities: &Capabilities,
) -> Result<Rendered, Vec<Violation>> {
    let warned = content.opened_by_warning();
    let mut wrong = fitting::violations(&warned, capabilities);
    if parent.is_some_and(|parent| !parent.remote.id.starts_with("at://") || parent.version.is_none()) {
        wrong.push(Violation::ForeignParent);
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(Rendered {
        network: NetworkName::Bluesky,
        facets: facets(&warned.text),
        warning: content.warning.clone().filter(|line| !is_blank(line)),
        language: content.language.as_str().to_owned(),
        visibility: Visibility::Public,
        pictures: fitting::pictures(content),
        parent: parent.cloned(),
        deep_link: None,
        text: warned.text,
    })
}
