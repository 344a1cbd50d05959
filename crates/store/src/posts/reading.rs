//! Posts as they are read: with their newest draft, by day, by channel, and the versions that were planned.

use crate::{
    Store,
    database::tables::{delivery_row, post, post_version},
};
use anyhow::Context as _;
use basics::{ChannelId, Digest, GroupId, Moment, PersonId, PostId};
use publishing::Draft;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    prelude::Uuid, sea_query::LockType,
};
use std::collections::{HashMap, HashSet};

/// Where a post stands. What became of each delivery stands with the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostStage {
    /// Somebody writes it.
    Draft,
    /// It was put in the queue.
    Planned,
    /// It was taken out of the queue.
    Cancelled,
}

impl PostStage {
    /// The word that the database keeps.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
        }
    }
    fn of(word: &str) -> Result<Self, anyhow::Error> {
        [Self::Draft, Self::Planned, Self::Cancelled]
            .into_iter()
            .find(|stage| stage.word() == word)
            .with_context(|| format!("the database holds {word:?} as the stage of a post: it was changed by hand"))
    }
}

/// A post with its newest draft.
#[derive(Clone, Debug)]
pub struct PostRow {
    /// Its id.
    pub id: PostId,
    /// Its group.
    pub group: GroupId,
    /// Who began it.
    pub author: PersonId,
    /// Where it stands.
    pub stage: PostStage,
    /// What is being written, or was when it was planned.
    pub draft: Draft,
    /// Counts the saves of the draft.
    pub number: i64,
    /// Who saved it last.
    pub saved_by: PersonId,
    /// When.
    pub saved_at: Moment,
    /// What was put in the queue, by its digest.
    pub content: Option<Digest>,
    /// When it is to leave.
    pub due: Option<Moment>,
}

impl PostRow {
    /// Whether the draft differs from what is in the queue, which is `planned`: in what leaves, or in how long its parts
    /// wait, of which no digest speaks.
    pub fn edited_since_planned(&self, planned: &Draft) -> bool {
        self.content.is_some_and(|content| !self.draft.was_planned_as(content) || !self.draft.waits_like(planned))
    }
}

impl Store {
    /// Whether the draft of a post differs from what is in the queue; it does not where nothing was ever planned.
    pub async fn is_edited(&self, post: &PostRow) -> Result<bool, anyhow::Error> {
        let Some(content) = post.content else { return Ok(false) };
        let planned = version(self.reader(), post.id, content).await?;
        Ok(post.edited_since_planned(planned.as_ref().unwrap_or(&post.draft)))
    }

    /// One post of a group.
    pub async fn post(&self, group: GroupId, id: PostId) -> Result<Option<PostRow>, anyhow::Error> {
        find(self.reader(), group, id).await?.map(post_of).transpose()
    }

    /// What was put in the queue of a group under this digest.
    pub async fn planned_version(
        &self,
        group: GroupId,
        post: PostId,
        content: Digest,
    ) -> Result<Option<Draft>, anyhow::Error> {
        match find(self.reader(), group, post).await? {
            Some(_) => version(self.reader(), post, content).await,
            None => Ok(None),
        }
    }

    /// The posts due in `[from, until)`, by time; only what a calendar shows of them.
    pub async fn posts_between(
        &self,
        group: GroupId,
        from: Moment,
        until: Moment,
    ) -> Result<Vec<(PostId, String, PostStage, Moment)>, anyhow::Error> {
        let rows: Vec<(Uuid, String, String, i64)> = post::Entity::find()
            .select_only()
            .columns([post::Column::Id, post::Column::Title, post::Column::Stage, post::Column::DueAt])
            .filter(post::Column::GroupId.eq(group.uuid()))
            .filter(post::Column::Stage.is_in([PostStage::Planned.word(), PostStage::Draft.word()]))
            .filter(post::Column::DueAt.gte(from.micros()))
            .filter(post::Column::DueAt.lt(until.micros()))
            .order_by_asc(post::Column::DueAt)
            .order_by_asc(post::Column::Id)
            .into_tuple()
            .all(self.reader())
            .await?;
        rows.into_iter()
            .map(|(id, title, stage, due)| {
                Ok((PostId::from(id), title, PostStage::of(&stage)?, Moment::from_micros(due)))
            })
            .collect()
    }

    /// These posts of a group; those that are not its own are left out.
    pub async fn posts_by_id(&self, group: GroupId, ids: &[PostId]) -> Result<Vec<PostRow>, anyhow::Error> {
        let rows = post::Entity::find()
            .filter(post::Column::GroupId.eq(group.uuid()))
            .filter(post::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .all(self.reader())
            .await?;
        rows.into_iter().map(post_of).collect()
    }

    /// What these posts of a group are called among its people.
    pub async fn titles(&self, group: GroupId, ids: &[PostId]) -> Result<HashMap<PostId, String>, anyhow::Error> {
        let rows: Vec<(Uuid, String)> = post::Entity::find()
            .select_only()
            .columns([post::Column::Id, post::Column::Title])
            .filter(post::Column::GroupId.eq(group.uuid()))
            .filter(post::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|(id, title)| (PostId::from(id), title)).collect())
    }

    /// Which of these posts go to this channel: as they were planned, or as their drafts say.
    pub async fn posts_on(
        &self,
        group: GroupId,
        channel: ChannelId,
        of: &[PostId],
    ) -> Result<HashSet<PostId>, anyhow::Error> {
        let planned: Vec<Uuid> = delivery_row::Entity::find()
            .select_only()
            .column(delivery_row::Column::PostId)
            .filter(delivery_row::Column::GroupId.eq(group.uuid()))
            .filter(delivery_row::Column::ChannelId.eq(channel.uuid()))
            .filter(delivery_row::Column::PostId.is_in(of.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(self.reader())
            .await?;
        let drafts = post::Entity::find()
            .filter(post::Column::GroupId.eq(group.uuid()))
            .filter(post::Column::Stage.eq(PostStage::Draft.word()))
            .filter(post::Column::Id.is_in(of.iter().map(|id| id.uuid())))
            .all(self.reader())
            .await?;
        let mut on: HashSet<PostId> = planned.into_iter().map(PostId::from).collect();
        for row in drafts {
            let post = post_of(row)?;
            on.extend(Some(post.id).filter(|_| post.draft.channels.contains(&channel)));
        }
        Ok(on)
    }

    /// Drafts without a day, the newest first.
    pub async fn posts_without_day(&self, group: GroupId, limit: u64) -> Result<Vec<PostRow>, anyhow::Error> {
        let rows = post::Entity::find()
            .filter(post::Column::GroupId.eq(group.uuid()))
            .filter(post::Column::Stage.eq(PostStage::Draft.word()))
            .filter(post::Column::DueAt.is_null())
            .order_by_desc(post::Column::SavedAt)
            .limit(limit)
            .all(self.reader())
            .await?;
        rows.into_iter().map(post_of).collect()
    }
}

pub(crate) async fn find(tx: &impl ConnectionTrait, group: GroupId, id: PostId) -> Result<Option<post::Model>, DbErr> {
    post::Entity::find_by_id(id.uuid()).filter(post::Column::GroupId.eq(group.uuid())).one(tx).await
}

/// The same for an act that is about to write: it has the post to itself until its transaction ends, so that nobody else
/// saves, plans or takes out in between. `SQLite` has one writer and needs no lock.
pub(crate) async fn hold(tx: &impl ConnectionTrait, group: GroupId, id: PostId) -> Result<Option<post::Model>, DbErr> {
    let of_group = post::Column::GroupId.eq(group.uuid());
    post::Entity::find_by_id(id.uuid()).filter(of_group).lock(LockType::NoKeyUpdate).one(tx).await
}

pub(crate) fn post_of(row: post::Model) -> Result<PostRow, anyhow::Error> {
    let digest = |bytes: Vec<u8>| <[u8; 32]>::try_from(bytes).map(Digest::from);
    Ok(PostRow {
        id: PostId::from(row.id),
        group: GroupId::from(row.group_id),
        author: PersonId::from(row.author),
        stage: PostStage::of(&row.stage)?,
        draft: serde_json::from_str(&row.draft)
            .with_context(|| format!("the draft of post {} cannot be read", row.id))?,
        number: row.draft_number,
        saved_by: PersonId::from(row.draft_by),
        saved_at: Moment::from_micros(row.saved_at),
        content: row
            .content
            .map(digest)
            .transpose()
            .map_err(|_| anyhow::anyhow!("post {} holds a broken digest", row.id))?,
        due: row.due_at.map(Moment::from_micros),
    })
}

pub(crate) async fn version(
    tx: &impl ConnectionTrait,
    post: PostId,
    content: Digest,
) -> Result<Option<Draft>, anyhow::Error> {
    let row = post_version::Entity::find_by_id((post.uuid(), content.bytes().to_vec())).one(tx).await?;
    row.map(|row| serde_json::from_str(&row.draft).context("a planned version cannot be read")).transpose()
}
