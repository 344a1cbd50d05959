//! The drafts of a post that were saved, one after the other. The newest stands with the post as well.

use crate::{
    Store,
    database::tables::{post, post_draft},
};
use basics::{GroupId, Moment, PersonId, PostId};
use publishing::Draft;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _,
};

/// A draft that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedDraft {
    /// Which save it was, from 1.
    pub number: i64,
    /// What was saved.
    pub draft: Draft,
    /// Who saved it.
    pub by: PersonId,
    /// When.
    pub at: Moment,
}

impl Store {
    /// The newest drafts of a post of a group that were saved before a number, the newest first.
    pub async fn saved_drafts(
        &self,
        group: GroupId,
        post: PostId,
        before: Option<i64>,
        most: u64,
    ) -> Result<Vec<SavedDraft>, anyhow::Error> {
        let rows = of_post(group, post)
            .filter(post_draft::Column::Number.lt(before.unwrap_or(i64::MAX)))
            .order_by_desc(post_draft::Column::Number)
            .limit(most)
            .all(self.reader())
            .await?;
        rows.iter().map(saved).collect()
    }

    /// One of them.
    pub async fn saved_draft(
        &self,
        group: GroupId,
        post: PostId,
        number: i64,
    ) -> Result<Option<SavedDraft>, anyhow::Error> {
        let row = of_post(group, post).filter(post_draft::Column::Number.eq(number)).one(self.reader()).await?;
        row.as_ref().map(saved).transpose()
    }
}

/// Keeps a draft within the transaction that saves it.
pub(super) async fn keep(
    tx: &impl ConnectionTrait,
    (id, number): (PostId, i64),
    draft: &str,
    by: PersonId,
    at: Moment,
) -> Result<(), anyhow::Error> {
    let row = post_draft::ActiveModel {
        post_id: Set(id.uuid()),
        number: Set(number),
        draft: Set(draft.to_owned()),
        saved_by: Set(by.uuid()),
        saved_at: Set(at.micros()),
    };
    post_draft::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Keeps the draft that was saved before this one, where that was before drafts were kept.
pub(super) async fn keep_before(
    tx: &impl ConnectionTrait,
    (id, number): (PostId, i64),
    (draft, by, at): (&str, PersonId, Moment),
) -> Result<(), anyhow::Error> {
    match post_draft::Entity::find_by_id((id.uuid(), number)).one(tx).await? {
        Some(_) => Ok(()),
        None => keep(tx, (id, number), draft, by, at).await,
    }
}

fn of_post(group: GroupId, id: PostId) -> sea_orm::Select<post_draft::Entity> {
    let of_group = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::GroupId.eq(group.uuid()))
        .filter(post::Column::Id.eq(id.uuid()));
    post_draft::Entity::find().filter(post_draft::Column::PostId.in_subquery(of_group.into_query()))
}

fn saved(row: &post_draft::Model) -> Result<SavedDraft, anyhow::Error> {
    Ok(SavedDraft {
        number: row.number,
        draft: serde_json::from_str(&row.draft)?,
        by: row.saved_by.into(),
        at: Moment::from_micros(row.saved_at),
    })
}
