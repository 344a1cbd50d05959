//! Times on the wall, as they were chosen for posts: looked at again by newer tables of zones. A post of the queue is moved
//! by an act of its own, with all that waits of it; the time of a draft is bookkeeping.

use crate::{
    Bookkeeping, Changed, Declined, Judged, PostRow, PostStage, Store,
    database::tables::{delivery_row, post, post_version, zone_tables},
    deliveries,
    door::count_change,
    posts::{
        notices::{self, PostNoticeKind},
        reading::{hold, post_of, version},
    },
};
use anyhow::Context as _;
use audit::Change;
use basics::Moment;
use charter::act::FollowClocks;
use delivery::State;
use jiff::SignedDuration;
use publishing::{Draft, Planned};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _, prelude::Expr, sea_query::OnConflict,
};
use serde_json::json;

/// The id of the one row.
const ONLY: i16 = 1;

impl Store {
    /// Every post of any group whose time is to come, with that time: as it was planned, or as its draft says. One whose time
    /// has come is leaving, and is not among them.
    pub async fn timed_posts(&self) -> Result<Vec<(PostRow, Planned)>, anyhow::Error> {
        let at = self.now();
        let now = at.micros();
        let waits = delivery_row::Entity::find()
            .select_only()
            .column(delivery_row::Column::PostId)
            .filter(delivery_row::Column::State.eq(State::Scheduled.word()))
            .filter(delivery_row::Column::DueAt.gt(now))
            .into_query();
        let draft =
            Condition::all().add(post::Column::Stage.eq(PostStage::Draft.word())).add(post::Column::DueAt.gt(now));
        let rows = post::Entity::find()
            .filter(Condition::any().add(draft).add(post::Column::Id.in_subquery(waits)))
            .order_by_asc(post::Column::Id)
            .all(self.reader())
            .await?;
        let mut timed = Vec::new();
        for row in rows {
            let id = row.id;
            match self.time_of(row).await {
                Ok(found) => timed.extend(found.filter(|(_, when)| when.at > at)),
                Err(error) => {
                    tracing::error!(post = %id, error = format!("{error:#}"), "a post cannot be read from the database and is left out, while the others are looked at");
                }
            }
        }
        Ok(timed)
    }

    async fn time_of(&self, row: post::Model) -> Result<Option<(PostRow, Planned)>, anyhow::Error> {
        let post = post_of(row)?;
        let when = match post.content.filter(|_| post.stage == PostStage::Planned) {
            Some(content) => version(self.reader(), post.id, content).await?.and_then(|draft| draft.when),
            None => post.draft.when.clone(),
        };
        Ok(when.map(|when| (post, when)))
    }
}

impl Bookkeeping<'_> {
    /// Whether the times of posts are to be looked at by this version of the tables: by another one they were last, or too
    /// long ago.
    pub async fn tables_are_due(&self, version: &str, every: SignedDuration) -> Result<bool, anyhow::Error> {
        let last = zone_tables::Entity::find_by_id(ONLY).one(self.store.reader()).await?;
        let now = self.store.now();
        Ok(last.is_none_or(|last| last.version != version || Moment::from_micros(last.at).plus(every) <= now))
    }

    /// They were, all of them.
    pub async fn went_by_tables(&self, version: &str) -> Result<(), anyhow::Error> {
        let row = zone_tables::ActiveModel {
            id: Set(ONLY),
            version: Set(version.to_owned()),
            at: Set(self.store.now().micros()),
        };
        let instead = OnConflict::column(zone_tables::Column::Id)
            .update_columns([zone_tables::Column::Version, zone_tables::Column::At])
            .to_owned();
        zone_tables::Entity::insert(row).on_conflict(instead).exec_without_returning(self.store.writer()).await?;
        Ok(())
    }

    /// Gives a draft the instant that its time on the wall is by now, unless somebody saved it meanwhile. Gives whether it
    /// did.
    pub async fn move_draft(&self, seen: &PostRow, to: &Planned) -> Result<bool, anyhow::Error> {
        let draft = Draft { when: Some(to.clone()), ..seen.draft.clone() };
        let tx = self.store.write().await?;
        let moved = post::Entity::update_many()
            .col_expr(post::Column::Draft, Expr::value(serde_json::to_string(&draft)?))
            .col_expr(post::Column::DueAt, Expr::value(to.at.micros()))
            .filter(post::Column::Id.eq(seen.id.uuid()))
            .filter(post::Column::Stage.eq(PostStage::Draft.word()))
            .filter(post::Column::DraftNumber.eq(seen.number))
            .exec(&tx)
            .await?;
        count_change(&tx, seen.group).await?;
        tx.commit().await?;
        Ok(moved.rows_affected == 1)
    }
}

impl Judged<FollowClocks> {
    /// Moves a planned post, with everything of it that waits for its time, from one instant to another, and says so. What
    /// is leaving already is left alone.
    pub async fn keep(self, from: &Planned, to: &Planned, says: &str) -> Result<Changed, Declined> {
        let id = self.act().post;
        let row = post_of(hold(&self.tx, self.group, id).await?.ok_or(Declined::NotFound("post"))?)?;
        let content = row.content.filter(|_| row.stage == PostStage::Planned).ok_or(Declined::Stale("the post"))?;
        let planned = version(&self.tx, id, content).await?.context("the planned version of a post is missing")?;
        if planned.when.as_ref() != Some(from) {
            return Err(Declined::Stale("the post"));
        }
        let moved = Draft { when: Some(to.clone()), ..planned };
        deliveries::move_with_the_clocks(&self.tx, id, (from.at, &moved), self.now()).await?;
        post_version::Entity::update_many()
            .col_expr(post_version::Column::Draft, Expr::value(serde_json::to_string(&moved)?))
            .filter(post_version::Column::PostId.eq(id.uuid()))
            .filter(post_version::Column::Content.eq(content.bytes().to_vec()))
            .exec(&self.tx)
            .await?;
        // What somebody writes since it was planned keeps the time that they chose.
        let draft = if row.draft.when.as_ref() == Some(from) {
            Draft { when: Some(to.clone()), ..row.draft }
        } else {
            row.draft
        };
        post::Entity::update_many()
            .col_expr(post::Column::Draft, Expr::value(serde_json::to_string(&draft)?))
            .col_expr(post::Column::DueAt, Expr::value(to.at.micros()))
            .filter(post::Column::Id.eq(id.uuid()))
            .exec(&self.tx)
            .await?;
        notices::say(&self.tx, (self.group, id), (PostNoticeKind::Moved, &to.tables), says, self.now()).await?;
        let change = Change::from_to("time of the post", json!(from), json!(to));
        Ok(self.changed(vec![change]))
    }
}
