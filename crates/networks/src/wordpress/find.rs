//! Whether an attempt left something: the draft is asked whether it is published (class D). A draft that answers is its
//! own control.

use super::{publish::Material, site::Site, view};
use crate::Prepared;
use delivery::Finding;

/// Asks the draft. One that a person trashed, planned or hid meanwhile is nothing this program can decide about.
pub async fn by_draft(site: &Site<'_>, prepared: &Prepared) -> Finding {
    let Some(Material { draft }) = Material::of(prepared) else { return Finding::NoAnswer };
    match site.post(draft).await {
        Ok(post) if post.status == "publish" => Finding::Seen(view::remote(&post)),
        Ok(post) if post.status == "draft" => Finding::NotSeen { control: true, complete: true },
        Ok(_) | Err(_) => Finding::NoAnswer,
    }
}
