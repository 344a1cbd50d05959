//! Drafts made of the lines of a file. Each line is remembered by its digest, so that the same file makes nothing twice.

use super::drafts::begin;
use crate::{Bookkeeping, Store, database::tables::imported_line, door::count_change};
use basics::{Digest, GroupId, PersonId, PostId};
use publishing::Draft;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};
use std::collections::HashMap;

/// A line of a file that becomes a draft.
#[derive(Clone, Debug)]
pub struct ImportedDraft {
    /// What tells the line from every other.
    pub line: Digest,
    /// The post that it becomes.
    pub post: PostId,
    /// Its draft.
    pub draft: Draft,
}

impl Store {
    /// Which of these lines became a post of the group, and which post.
    pub async fn imported(&self, group: GroupId, lines: &[Digest]) -> Result<HashMap<Digest, PostId>, anyhow::Error> {
        Ok(known(self.reader(), group, lines).await?)
    }
}

impl Bookkeeping<'_> {
    /// Begins the drafts of these lines, all or none of them; those that became one already are passed over. Returns how many
    /// were begun.
    pub async fn import_drafts(
        &self,
        group: GroupId,
        by: PersonId,
        new: &[ImportedDraft],
    ) -> Result<usize, anyhow::Error> {
        let now = self.store.now();
        let tx = self.store.write().await?;
        let lines: Vec<Digest> = new.iter().map(|one| one.line).collect();
        let known = known(&tx, group, &lines).await?;
        let mut begun = 0;
        for one in new.iter().filter(|one| !known.contains_key(&one.line)) {
            begin(&tx, group, by, (one.post, &one.draft), now).await?;
            imported_line::Entity::insert(imported_line::ActiveModel {
                group_id: Set(group.uuid()),
                digest: Set(one.line.bytes().to_vec()),
                post_id: Set(one.post.uuid()),
            })
            .exec_without_returning(&tx)
            .await?;
            begun += 1;
        }
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(begun)
    }
}

async fn known(tx: &impl ConnectionTrait, group: GroupId, lines: &[Digest]) -> Result<HashMap<Digest, PostId>, DbErr> {
    let rows = imported_line::Entity::find()
        .filter(imported_line::Column::GroupId.eq(group.uuid()))
        .filter(imported_line::Column::Digest.is_in(lines.iter().map(|line| line.bytes().to_vec())))
        .all(tx)
        .await?;
    let line = |row: &imported_line::Model| lines.iter().copied().find(|line| line.bytes()[..] == row.digest[..]);
    Ok(rows.iter().filter_map(|row| Some((line(row)?, PostId::from(row.post_id)))).collect())
}
