//! What leaves for a Mastodon-like server: the text as it was written; a reply addresses whom it answers, because only
//! people who are mentioned are told.

use crate::{Capabilities, NetworkName, Parent, Rendered, Violation, Visibility, fitting};
use publishing::{Content, FacetKind, facets};

/// What would leave for this content.
pub fn render(
    content: &Content,
    parent: Option<&Parent>,
    capabilities: &Capabilities,
) -> Result<Rendered, Vec<Violation>> {
    let content = Content { text: addressed(&content.text, parent), ..content.clone() };
    let mut wrong = fitting::violations(&content, capabilities);
    if capabilities.needs_picture && content.pictures.is_empty() && parent.is_none() {
        wrong.push(Violation::NeedsPicture);
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(Rendered {
        network: NetworkName::Mastodon,
        facets: facets(&content.text),
        warning: content.warning.clone().filter(|line| !line.trim().is_empty()),
        language: content.language.as_str().to_owned(),
        visibility: capabilities.visibilities.first().copied().unwrap_or(Visibility::Public),
        pictures: fitting::pictures(&content),
        parent: parent.cloned(),
        deep_link: None,
        text: content.text,
    })
}

fn addressed(text: &str, parent: Option<&Parent>) -> String {
    match parent {
        Some(parent) if !parent.author.is_empty() && !mentions(text, &parent.author) => {
            format!("{} {text}", parent.author)
        }
        _ => text.to_owned(),
    }
}

fn mentions(text: &str, author: &str) -> bool {
    let author = author.trim_start_matches('@');
    facets(text).into_iter().any(|facet| match facet.kind {
        FacetKind::Mention { name, host } => {
            let full = host.map_or_else(|| name.clone(), |host| format!("{name}@{host}"));
            full.eq_ignore_ascii_case(author)
                || author.split('@').next().is_some_and(|local| full.eq_ignore_ascii_case(local))
        }
        _ => false,
    })
}
