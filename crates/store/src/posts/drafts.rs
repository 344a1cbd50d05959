//! Drafts as they are written: begun once, and never saved over what somebody else saved in between.

use crate::{
    Bookkeeping, Declined, PostStage,
    database::tables::post,
    door::count_change,
    posts::{reading, versions},
};
use basics::{GroupId, Moment, PersonId, PostId};
use publishing::Draft;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, prelude::Expr};

/// What saving a draft came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is kept under this number.
    As(i64),
    /// Somebody else saved in between; nothing was overwritten.
    Behind {
        /// The number of the newest draft.
        newest: i64,
    },
}

/// Begins a draft within a transaction that may begin more.
pub(crate) async fn begin(
    tx: &impl ConnectionTrait,
    group: GroupId,
    author: PersonId,
    (id, draft): (PostId, &Draft),
    now: Moment,
) -> Result<(), anyhow::Error> {
    let written = serde_json::to_string(draft)?;
    post::Entity::insert(post::ActiveModel {
        id: Set(id.uuid()),
        group_id: Set(group.uuid()),
        author: Set(author.uuid()),
        title: Set(draft.title.clone()),
        stage: Set(PostStage::Draft.word().to_owned()),
        draft: Set(written.clone()),
        draft_number: Set(1),
        draft_by: Set(author.uuid()),
        made_at: Set(now.micros()),
        saved_at: Set(now.micros()),
        content: Set(None),
        due_at: Set(draft.when.as_ref().map(|planned| planned.at.micros())),
    })
    .exec_without_returning(tx)
    .await?;
    versions::keep(tx, (id, 1), &written, author, now).await
}

impl Bookkeeping<'_> {
    /// Begins a post.
    pub async fn begin_draft(&self, group: GroupId, author: PersonId, draft: &Draft) -> Result<PostId, anyhow::Error> {
        let id = PostId::mint(self.store.now());
        self.begin_draft_as(group, author, id, draft).await?;
        Ok(id)
    }

    /// Begins a post under an id that its form carried. False when there is one already: a form that is sent twice
    /// begins one post.
    pub async fn begin_draft_as(
        &self,
        group: GroupId,
        author: PersonId,
        id: PostId,
        draft: &Draft,
    ) -> Result<bool, anyhow::Error> {
        let now = self.store.now();
        let tx = self.store.write().await?;
        if post::Entity::find_by_id(id.uuid()).one(&tx).await?.is_some() {
            return Ok(false);
        }
        begin(&tx, group, author, (id, draft), now).await?;
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Saves a draft over the one with the number `seen`. Whoever saw an older one overwrites nothing.
    pub async fn save_draft(
        &self,
        group: GroupId,
        id: PostId,
        seen: i64,
        draft: &Draft,
        by: PersonId,
    ) -> Result<Saved, Declined> {
        let tx = self.store.write().await?;
        let row = reading::hold(&tx, group, id).await?.ok_or(Declined::NotFound("post"))?;
        if row.draft_number != seen {
            return Ok(Saved::Behind { newest: row.draft_number });
        }
        let planned = row.stage == PostStage::Planned.word();
        // What stands in the queue keeps its name and its time until it is planned again.
        let title = if planned { row.title.clone() } else { draft.title.clone() };
        let due = if planned { row.due_at } else { draft.when.as_ref().map(|planned| planned.at.micros()) };
        let (written, now) = (serde_json::to_string(draft)?, self.store.now());
        let done = post::Entity::update_many()
            .col_expr(post::Column::Title, Expr::value(title))
            .col_expr(post::Column::Draft, Expr::value(written.clone()))
            .col_expr(post::Column::DraftNumber, Expr::value(seen + 1))
            .col_expr(post::Column::DraftBy, Expr::value(by.uuid()))
            .col_expr(post::Column::SavedAt, Expr::value(now.micros()))
            .col_expr(post::Column::DueAt, Expr::value(due))
            .filter(post::Column::Id.eq(id.uuid()))
            .filter(post::Column::DraftNumber.eq(seen))
            .exec(&tx)
            .await?;
        if done.rows_affected == 0 {
            let newest = reading::find(&tx, group, id).await?.ok_or(Declined::NotFound("post"))?.draft_number;
            return Ok(Saved::Behind { newest });
        }
        let before = (row.draft.as_str(), row.draft_by.into(), Moment::from_micros(row.saved_at));
        versions::keep_before(&tx, (id, seen), before).await?;
        versions::keep(&tx, (id, seen + 1), &written, by, now).await?;
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(Saved::As(seen + 1))
    }
}
