//! Writing: drafts are a member's papers. They are kept without an entry in the log, and only members reach them.

use crate::{Declined, Installation, library, naming};
use basics::{GroupId, MediaId, PersonId, PostId};
use publishing::{Area, BadPicture, Draft, Inspected, cut_out, inspect};
use std::io::{self, Read as _};
use store::{Arrived, Blob, MediaRow, Saved};

/// Begins a post.
pub async fn begin(here: &Installation, group: GroupId, who: PersonId, draft: &Draft) -> Result<PostId, Declined> {
    only_members(here, group, who).await?;
    let begun = here.store.bookkeeping().begin_draft(group, who, draft).await?;
    library::learns_from(here, group, who, draft).await?;
    Ok(begun)
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
    if begun {
        library::learns_from(here, group, who, draft).await?;
    }
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
    if matches!(saved, Saved::As(_)) {
        library::learns_from(here, group, who, draft).await?;
    }
    Ok(saved)
}

/// Takes a draft again that was saved before: it becomes the newest, over the one with the number `seen`. Whom its words stand
/// for is what the book says now.
///
/// # Errors
/// For whoever is no member, and for a draft that nobody saved.
pub async fn take_again(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    post: PostId,
    seen: i64,
    number: i64,
) -> Result<Saved, Declined> {
    only_members(here, group, who).await?;
    let earlier = here.store.saved_draft(group, post, number).await?.ok_or(Declined::NotFound("draft"))?;
    let mut draft = earlier.draft;
    naming::resolve(here, group, &mut draft).await?;
    save(here, group, who, post, seen, &draft).await
}

/// Keeps an uploaded picture, after its bytes were looked at and what they told about place and camera was taken out.
pub async fn upload(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    file: Arrived,
    claimed: Option<String>,
) -> Result<MediaRow, Declined> {
    only_members(here, group, who).await?;
    let looked = here.opening.work(move || looked_at(&file, claimed.as_deref())).await?;
    let inspected = looked.map_err(anyhow::Error::from)?.map_err(Declined::rule)?;
    Ok(here.store.bookkeeping().keep_picture(group, who, &blob(&inspected)).await?)
}

/// A picture is looked at as a whole, in its turn: its pixels take more room than its file.
fn looked_at(file: &Arrived, claimed: Option<&str>) -> io::Result<Result<Inspected, BadPicture>> {
    if !file.is_whole() {
        return Ok(Err(BadPicture::TooLong { bytes: file.length() }));
    }
    let mut bytes = Vec::new();
    file.open()?.read_to_end(&mut bytes)?;
    Ok(inspect(&bytes, claimed))
}

/// Cuts a part out of a picture of the group. The picture is kept as it was uploaded.
///
/// # Errors
/// For whoever is no member, for a picture of nobody here, for one that moves, and where the part does not lie within it.
pub async fn cut(
    here: &Installation,
    group: GroupId,
    who: PersonId,
    picture: MediaId,
    area: Area,
) -> Result<MediaRow, Declined> {
    only_members(here, group, who).await?;
    let whole = here.store.picture(group, picture).await?.ok_or(Declined::NotFound("picture"))?;
    let bytes = here.store.picture_bytes(group, whole.digest).await?;
    let part = here.opening.work(move || cut_out(&bytes, area)).await?.map_err(Declined::rule)?;
    Ok(here.store.bookkeeping().keep_cut(group, who, picture, &blob(&part)).await?)
}

fn blob(picture: &Inspected) -> Blob<'_> {
    let Inspected { bytes, mime, width, height, digest } = picture;
    Blob { bytes, mime, width: *width, height: *height, digest: *digest }
}

/// Whoever is no member finds nothing here, not even that there is something.
pub(crate) async fn only_members(here: &Installation, group: GroupId, who: PersonId) -> Result<(), Declined> {
    if here.store.standing(group, who).await?.is_member() { Ok(()) } else { Err(Declined::NotFound("post")) }
}
