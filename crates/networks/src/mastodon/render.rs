//! What leaves for a Mastodon-like server: the text as it was written; a reply addresses whom it answers, because only
//! people who are mentioned are told.

use crate::{Capabilities, NetworkName, Parent, Refers, Rendered, Violation, Visibility, fitting};
use publishing::{Content, FacetKind, facets};

/// What would leave for this content.
pub fn render(content: &Content, refers: Refers<'_>, capabilities: &Capabilities) -> Result<Rendered, Vec<Violation>> {
    let content = Content { text: addressed(&content.text, refers.answers), ..content.clone() };
    let mut wrong = fitting::violations(&content, refers.answers.is_some(), capabilities);
    wrong.extend(about_others(&content, refers));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let usual = capabilities.visibilities.first().copied().unwrap_or_default();
    let rendered = Rendered::of(NetworkName::Mastodon, content, refers, capabilities);
    let visibility = if rendered.visibility == Visibility::Public { usual } else { rendered.visibility };
    Ok(Rendered { visibility, ..rendered })
}

/// What stands in the way of naming these posts: one of another network, and a quote beside a poll, which servers refuse.
fn about_others(content: &Content, refers: Refers<'_>) -> Vec<Violation> {
    let foreign = |post: Option<&Parent>| post.is_some_and(|post| post.remote.id.contains("://"));
    let mut wrong = Vec::new();
    if foreign(refers.answers) {
        wrong.push(Violation::ForeignParent);
    }
    if foreign(refers.quotes) {
        wrong.push(Violation::ForeignQuote);
    }
    if content.poll.is_some() && refers.quotes.is_some() {
        let says = "a post there cannot both ask something and quote: make it two posts";
        wrong.push(Violation::NotLikeThis(says.to_owned()));
    }
    wrong
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
