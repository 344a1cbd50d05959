//! Pictures: a row each, and their files on the shelf.

use super::shelf::{Arriving, Chunks, Shelf};
use crate::{Bookkeeping, Store, database::tables::media};
use anyhow::Context as _;
use basics::{Digest, GroupId, MediaId, PersonId};
use futures::TryStreamExt as _;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::io;

/// A picture that was inspected and made safe.
pub struct Blob<'bytes> {
    /// Its bytes, as they are to be sent.
    pub bytes: &'bytes [u8],
    /// Their type.
    pub mime: &'bytes str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Their digest.
    pub digest: Digest,
}

/// A picture of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaRow {
    /// Its id.
    pub id: MediaId,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Their type.
    pub mime: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Length in bytes.
    pub bytes: u64,
}

impl Bookkeeping<'_> {
    /// Keeps a picture. The bytes are on disk before the row is there, so that no row is without its bytes. The same bytes
    /// are one picture: whoever uploads them again finds it, also where it was taken out of the library.
    pub async fn keep_picture(&self, group: GroupId, by: PersonId, blob: &Blob<'_>) -> Result<MediaRow, anyhow::Error> {
        let row = self.keep_bytes(group, by, None, blob).await?;
        self.put_back(group, blob.digest).await?;
        Ok(row)
    }

    /// Keeps a part that was cut out of a picture of the group. It is none of the library.
    pub async fn keep_cut(
        &self,
        group: GroupId,
        by: PersonId,
        of: MediaId,
        blob: &Blob<'_>,
    ) -> Result<MediaRow, anyhow::Error> {
        self.keep_bytes(group, by, Some(of), blob).await
    }

    async fn keep_bytes(
        &self,
        group: GroupId,
        by: PersonId,
        cut_from: Option<MediaId>,
        blob: &Blob<'_>,
    ) -> Result<MediaRow, anyhow::Error> {
        self.store.shelf().put(blob.digest, blob.bytes).await?;
        if let Some(known) = self.store.picture_of_bytes(group, blob.digest).await? {
            return Ok(known);
        }
        let now = self.store.now();
        let row = media::ActiveModel {
            id: Set(MediaId::mint(now).uuid()),
            group_id: Set(group.uuid()),
            digest: Set(blob.digest.bytes().to_vec()),
            mime: Set(blob.mime.to_owned()),
            width: Set(blob.width.into()),
            height: Set(blob.height.into()),
            bytes: Set(i64::try_from(blob.bytes.len())?),
            uploaded_by: Set(by.uuid()),
            uploaded_at: Set(now.micros()),
            cut_from: Set(cut_from.map(MediaId::uuid)),
        };
        let row = media::Entity::insert(row).exec_with_returning(self.store.writer()).await?;
        media_of(&row)
    }
}

impl Store {
    /// A picture of a group.
    pub async fn picture(&self, group: GroupId, id: MediaId) -> Result<Option<MediaRow>, anyhow::Error> {
        let of_group = media::Column::GroupId.eq(group.uuid());
        let row = media::Entity::find_by_id(id.uuid()).filter(of_group).one(self.reader()).await?;
        row.as_ref().map(media_of).transpose()
    }

    /// The picture of a group that has these bytes: the one that was uploaded first.
    pub async fn picture_of_bytes(&self, group: GroupId, digest: Digest) -> Result<Option<MediaRow>, anyhow::Error> {
        let row = media::Entity::find()
            .filter(media::Column::GroupId.eq(group.uuid()))
            .filter(media::Column::Digest.eq(digest.bytes().to_vec()))
            .order_by_asc(media::Column::UploadedAt)
            .one(self.reader())
            .await?;
        row.as_ref().map(media_of).transpose()
    }

    /// The file of a picture of a group, to be read as often as it takes: only of one that this group uploaded.
    pub async fn medium(&self, group: GroupId, digest: Digest) -> Result<KeptMedium, anyhow::Error> {
        let row = self.picture_of_bytes(group, digest).await?;
        let row =
            row.with_context(|| format!("the picture {} is not one of this group; upload it again", digest.short()))?;
        Ok(KeptMedium { row, shelf: self.shelf().clone() })
    }

    /// The bytes of a picture of a group, to be looked at as a whole, checked against their digest: nothing is made out of a
    /// file that was changed.
    pub async fn picture_bytes(&self, group: GroupId, digest: Digest) -> Result<Vec<u8>, anyhow::Error> {
        let chunks = self.medium(group, digest).await?.open().await;
        let mut chunks = chunks.with_context(|| format!("the picture {} is missing", digest.short()))?;
        let mut bytes = Vec::new();
        while let Some(chunk) = chunks.try_next().await? {
            bytes.extend_from_slice(&chunk);
        }
        anyhow::ensure!(
            Digest::of(&bytes) == digest,
            "the picture {} was changed on disk; upload it again",
            digest.short()
        );
        Ok(bytes)
    }

    /// Begins a file that somebody sends, of which at most so many bytes are kept. It goes to the disk as it arrives.
    pub async fn arriving(&self, most: u64) -> io::Result<Arriving> {
        self.shelf().arriving(most).await
    }
}

/// A picture of a group with its file.
#[derive(Clone)]
pub struct KeptMedium {
    /// What is known of it.
    pub row: MediaRow,
    shelf: Shelf,
}

impl KeptMedium {
    /// Its file from the beginning, as it is on the disk; whoever sends it checks its digest.
    ///
    /// # Errors
    /// Where it is missing or cannot be read.
    pub async fn open(&self) -> io::Result<Chunks> {
        self.shelf.open(self.row.digest).await
    }
}

pub(super) fn media_of(row: &media::Model) -> Result<MediaRow, anyhow::Error> {
    let digest = <[u8; 32]>::try_from(row.digest.as_slice())
        .with_context(|| format!("picture {} holds a broken digest", row.id))?;
    Ok(MediaRow {
        id: MediaId::from(row.id),
        digest: digest.into(),
        mime: row.mime.clone(),
        width: u32::try_from(row.width)?,
        height: u32::try_from(row.height)?,
        bytes: u64::try_from(row.bytes)?,
    })
}
