//! The files of a group as they leave: handles that are read chunk by chunk from where they are kept.

use crate::Installation;
use anyhow::Error;
use basics::{Digest, GroupId};
use futures::future::BoxFuture;
use networks::{Chunks, Medium, Rendered, Source};
use std::{io, sync::Arc};
use store::KeptMedium;

/// The file of a picture of a group. Its bytes are held to their digest while they are read.
///
/// # Errors
/// Where no such picture is one of this group.
pub async fn of_group(here: &Installation, group: GroupId, digest: Digest) -> Result<Medium, Error> {
    let kept = here.store.medium(group, digest).await?;
    let (kind, length) = (kept.row.mime.clone(), kept.row.bytes);
    Ok(Medium::new(kind, length, digest, Arc::new(OnTheShelf(kept))))
}

/// The files of everything that leaves with a post.
pub(crate) async fn of_post(here: &Installation, group: GroupId, rendered: &Rendered) -> Result<Vec<Medium>, Error> {
    let mut media = Vec::with_capacity(rendered.pictures.len());
    for picture in &rendered.pictures {
        media.push(of_group(here, group, picture.digest).await?);
    }
    Ok(media)
}

/// Whether the file of a picture is there, with the bytes that were approved.
pub(crate) async fn is_there(here: &Installation, group: GroupId, digest: Digest) -> Result<(), Error> {
    Ok(of_group(here, group, digest).await?.is_right().await?)
}

struct OnTheShelf(KeptMedium);

impl Source for OnTheShelf {
    fn open(&self) -> BoxFuture<'static, io::Result<Chunks>> {
        let kept = self.0.clone();
        Box::pin(async move { kept.open().await })
    }
}
