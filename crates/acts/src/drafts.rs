//! Writing: drafts are a member's papers. They are kept without an entry in the log, and only members reach them.

use crate::{Declined, Installation, library};
use basics::{GroupId, PersonId, PostId};
use publishing::{Draft, inspect};
use store::{Blob, MediaRow, Saved};

/// Begins a post.
pub async fn begin(here: &Installation, group: GroupId, who: PersonId, draft: &Draft) -> Result<PostId, Declined> {
    only_members(here, group, who).await?;
    Ok(here.store.bookkeeping().begin_draft(group, who, draft).await?)
}

/// Begins a post under the id that its form carried. False when that was done already.
pub async fn begin_as(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    post: PostId,
    draft: &Draft,
) -> Result<bool, Declined> {
    only_members(here, group, who).await?;
    let begun = here.store.bookkeeping().begin_draft_as(group, who, post, draft).await?;
    library::learns_from(here, group, who, draft).await?;
    Ok(begun)
}

/// Saves a draft over the one with the number `seen`; somebody else's newer one is never overwritten.
pub async fn save(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    post: PostId,
    seen: i64,
    draft: &Draft,
) -> Result<Saved, Declined> {
    only_members(here, group, who).await?;
    let saved = here.store.bookkeeping().save_draft(group, post, seen, draft, who).await?;
    library::learns_from(here, group, who, draft).await?;
    Ok(saved)
}

/// Keeps an uploaded picture, after its bytes were looked at and what they told about place and camera was taken out.
pub async fn upload(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    bytes: Vec<u8>,
    claimed: Option<String>,
) -> Result<MediaRow, Declined> {
    only_members(here, group, who).await?;
    let inspected = here.opening.work(move || inspect(&bytes, claimed.as_deref())).await?.map_err(Declined::rule)?;
    let blob = Blob {
        bytes: &inspected.bytes,
        mime: inspected.mime,
        width: inspected.width,
        height: inspected.height,
        digest: inspected.digest,
    };
    Ok(here.store.bookkeeping().keep_picture(group, who, &blob).await?)
}

/// Whoever is no member finds nothing here, not even that there is something.
pub(crate) async fn only_members(here: &Installation, group: GroupId, who: PersonId) -> Result<(), Declined> {
    if here.store.standing(group, who).await?.is_member() { Ok(()) } else { Err(Declined::NotFound("post")) }
}
