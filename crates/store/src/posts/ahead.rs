//! Looking ahead at posts: that it was done is noted before it is, so that it is done once, and what was found takes the place
//! of what the last look found.

use super::notices::{self, PostNoticeKind};
use crate::{
    Bookkeeping, Store,
    database::tables::{looked_ahead, post_notice},
    door::count_change,
};
use basics::{GroupId, PostId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr, sea_query::OnConflict,
};
use std::collections::HashSet;

impl Store {
    /// The looks that were begun at these posts, by their marks.
    pub async fn looked_ahead(&self, posts: &[PostId]) -> Result<HashSet<(PostId, String)>, anyhow::Error> {
        let of_posts = looked_ahead::Column::PostId.is_in(posts.iter().map(|post| post.uuid()));
        let rows = looked_ahead::Entity::find().filter(of_posts).all(self.reader()).await?;
        Ok(rows.into_iter().map(|row| (PostId::from(row.post_id), row.mark)).collect())
    }
}

impl Bookkeeping<'_> {
    /// Notes that a look at a post begins. False where another process was first.
    pub async fn looks_ahead(&self, post: PostId, mark: &str) -> Result<bool, anyhow::Error> {
        let row = looked_ahead::ActiveModel {
            post_id: Set(post.uuid()),
            mark: Set(mark.to_owned()),
            at: Set(self.store.now().micros()),
        };
        let once =
            OnConflict::columns([looked_ahead::Column::PostId, looked_ahead::Column::Mark]).do_nothing().to_owned();
        let begun = looked_ahead::Entity::insert(row).on_conflict(once);
        Ok(begun.exec_without_returning(self.store.writer()).await? == 1)
    }

    /// Keeps what a look found: sentences, each a line. Nothing where nothing was.
    pub async fn found_ahead(
        &self,
        (group, post): (GroupId, PostId),
        mark: &str,
        found: [(PostNoticeKind, String); 2],
    ) -> Result<(), anyhow::Error> {
        let (tx, now) = (self.store.write().await?, self.store.now());
        let mut said = false;
        for (kind, detail) in found {
            let before = post_notice::Entity::update_many()
                .col_expr(post_notice::Column::SettledAt, Expr::value(now.micros()))
                .filter(post_notice::Column::PostId.eq(post.uuid()))
                .filter(post_notice::Column::Kind.eq(kind.word()))
                .filter(post_notice::Column::SettledAt.is_null())
                .exec(&tx)
                .await?;
            said |= before.rows_affected > 0;
            if !detail.is_empty() {
                said |= notices::say(&tx, (group, post), (kind, mark), &detail, now).await?;
            }
        }
        if said {
            count_change(&tx, group).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
