//! Posts that are repeated. A series is a member's paper like the drafts it is made of: what of it leaves is put in the queue
//! post by post, each by its own permit.

use super::{drafts::begin, reading};
use crate::{
    Bookkeeping, Declined, PostRow, Store,
    database::tables::{recurrence, recurrence_post},
    door::count_change,
};
use anyhow::Context as _;
use basics::{GroupId, Moment, PersonId, PostId, RecurrenceId};
use publishing::{Draft, Recurring};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

/// A series as it is begun, from its first post, which is there already.
#[derive(Clone, Debug)]
pub struct NewSeries {
    /// Its id.
    pub id: RecurrenceId,
    /// Its first post.
    pub first: PostId,
    /// How it goes on.
    pub rule: Recurring,
    /// The posts after the first, in their order: each with the time on the wall that the clock jumps over on its day.
    pub following: Vec<(PostId, Draft, Option<String>)>,
}

/// One post of a series.
#[derive(Clone, Debug)]
pub struct SeriesPost {
    /// Which it is, from 1.
    pub number: u32,
    /// The post.
    pub post: PostRow,
    /// The time on the wall that the clock jumps over on its day.
    pub jumped: Option<String>,
}

/// A post that is repeated.
#[derive(Clone, Debug)]
pub struct SeriesOfPosts {
    /// Its id.
    pub id: RecurrenceId,
    /// How it goes on.
    pub rule: Recurring,
    /// Who began it, and when.
    pub begun: (PersonId, Moment),
    /// Its posts, in their order.
    pub posts: Vec<SeriesPost>,
}

impl Bookkeeping<'_> {
    /// Begins a series with the drafts of all its posts. False when its first post is part of one already: a form that is
    /// sent twice begins one series.
    pub async fn begin_series(&self, group: GroupId, by: PersonId, new: &NewSeries) -> Result<bool, Declined> {
        let now = self.store.now();
        let tx = self.store.write().await?;
        reading::hold(&tx, group, new.first).await?.ok_or(Declined::NotFound("post"))?;
        if recurrence_post::Entity::find_by_id(new.first.uuid()).one(&tx).await?.is_some() {
            return Ok(false);
        }
        recurrence::Entity::insert(recurrence::ActiveModel {
            id: Set(new.id.uuid()),
            group_id: Set(group.uuid()),
            rule: Set(serde_json::to_string(&new.rule)?),
            made_by: Set(by.uuid()),
            made_at: Set(now.micros()),
        })
        .exec_without_returning(&tx)
        .await?;
        insert(&tx, group, new.id, (1, new.first, None)).await?;
        for (number, (id, draft, jumped)) in (2..).zip(&new.following) {
            begin(&tx, group, by, (*id, draft), now).await?;
            insert(&tx, group, new.id, (number, *id, jumped.clone())).await?;
        }
        count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(true)
    }
}

async fn insert(
    tx: &impl ConnectionTrait,
    group: GroupId,
    series: RecurrenceId,
    (number, post, jumped): (i64, PostId, Option<String>),
) -> Result<(), DbErr> {
    recurrence_post::Entity::insert(recurrence_post::ActiveModel {
        post_id: Set(post.uuid()),
        group_id: Set(group.uuid()),
        recurrence_id: Set(series.uuid()),
        number: Set(number),
        jumped: Set(jumped),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

impl Store {
    /// The series that a post of a group belongs to, where it is repeated.
    pub async fn series_of_post(&self, group: GroupId, post: PostId) -> Result<Option<SeriesOfPosts>, anyhow::Error> {
        let of_group = recurrence_post::Column::GroupId.eq(group.uuid());
        let found = recurrence_post::Entity::find_by_id(post.uuid()).filter(of_group).one(self.reader()).await?;
        let Some(found) = found else { return Ok(None) };
        let series = recurrence::Entity::find_by_id(found.recurrence_id).one(self.reader()).await?;
        let series = series.context("the series of a post is missing")?;
        let rows = recurrence_post::Entity::find()
            .filter(recurrence_post::Column::RecurrenceId.eq(found.recurrence_id))
            .order_by_asc(recurrence_post::Column::Number)
            .all(self.reader())
            .await?;
        let ids: Vec<PostId> = rows.iter().map(|row| PostId::from(row.post_id)).collect();
        let all = self.posts_by_id(group, &ids).await?;
        let one = |row: recurrence_post::Model| {
            let post = all.iter().find(|post| post.id == PostId::from(row.post_id))?.clone();
            Some(SeriesPost { number: u32::try_from(row.number).ok()?, post, jumped: row.jumped })
        };
        Ok(Some(SeriesOfPosts {
            id: RecurrenceId::from(series.id),
            rule: serde_json::from_str(&series.rule).context("the rule of a series of posts cannot be read")?,
            begun: (PersonId::from(series.made_by), Moment::from_micros(series.made_at)),
            posts: rows.into_iter().filter_map(one).collect(),
        }))
    }
}
