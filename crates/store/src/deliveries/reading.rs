//! Reading deliveries: of a post, of a calendar, what goes out next.

use super::{DeliveryRow, Transition, delivery_of};
use crate::{
    Store,
    database::tables::{delivery_row, legal_pair, transition},
};
use basics::{ChannelId, DeliveryId, GroupId, Moment, PostId};
use delivery::State;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    prelude::Uuid,
    sea_query::{OnConflict, Query},
};
use std::collections::HashMap;

impl Store {
    /// The deliveries of a post, in the order they were planned.
    pub async fn deliveries(&self, group: GroupId, post: PostId) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        let rows = of_post(self.reader(), post).await?;
        rows.into_iter().filter(|row| row.group_id == group.uuid()).map(delivery_of).collect()
    }

    /// The deliveries of several posts: what a calendar shows as glyphs and states. One that cannot be read is left out and
    /// set aside.
    pub async fn deliveries_of_posts(
        &self,
        group: GroupId,
        posts: &[PostId],
    ) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        let rows = delivery_row::Entity::find()
            .filter(delivery_row::Column::GroupId.eq(group.uuid()))
            .filter(delivery_row::Column::PostId.is_in(posts.iter().map(|post| post.uuid())))
            .order_by_asc(delivery_row::Column::Id)
            .all(self.reader())
            .await?;
        Ok(self.readable(rows))
    }

    /// Which post goes to which channel by each of these deliveries of a group.
    pub async fn destinations(
        &self,
        group: GroupId,
        ids: &[DeliveryId],
    ) -> Result<HashMap<DeliveryId, (PostId, ChannelId)>, anyhow::Error> {
        let rows: Vec<(Uuid, Uuid, Uuid)> = delivery_row::Entity::find()
            .select_only()
            .columns([delivery_row::Column::Id, delivery_row::Column::PostId, delivery_row::Column::ChannelId])
            .filter(delivery_row::Column::GroupId.eq(group.uuid()))
            .filter(delivery_row::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(self.reader())
            .await?;
        let of = |(id, post, channel)| (DeliveryId::from(id), (PostId::from(post), ChannelId::from(channel)));
        Ok(rows.into_iter().map(of).collect())
    }

    /// One delivery of a group.
    pub async fn delivery(&self, group: GroupId, id: DeliveryId) -> Result<Option<DeliveryRow>, anyhow::Error> {
        find(self.reader(), group, id).await
    }

    /// What is about to leave: the next deliveries of a group by time. One that cannot be read is left out and set aside.
    pub async fn going_out(&self, group: GroupId, limit: u64) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        let rows = delivery_row::Entity::find()
            .filter(delivery_row::Column::GroupId.eq(group.uuid()))
            .filter(delivery_row::Column::State.eq(State::Scheduled.word()))
            .order_by_asc(delivery_row::Column::DueAt)
            .limit(limit)
            .all(self.reader())
            .await?;
        Ok(self.readable(rows))
    }

    /// The deliveries of a channel that left between these two moments, or of which nobody knows: everything that was sent
    /// and was not refused.
    pub async fn may_have_left(
        &self,
        channel: ChannelId,
        from: Moment,
        to: Moment,
    ) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        let counts = |state: &&State| !state.is_before_sending() && **state != State::Rejected;
        let rows = delivery_row::Entity::find()
            .filter(delivery_row::Column::ChannelId.eq(channel.uuid()))
            .filter(delivery_row::Column::SentAt.gte(from.micros()))
            .filter(delivery_row::Column::SentAt.lt(to.micros()))
            .filter(delivery_row::Column::State.is_in(State::ALL.iter().filter(counts).map(|state| state.word())))
            .all(self.reader())
            .await?;
        rows.into_iter().map(delivery_of).collect()
    }

    /// The changes of state of a delivery of a group, oldest first.
    pub async fn transitions(&self, group: GroupId, id: DeliveryId) -> Result<Vec<Transition>, anyhow::Error> {
        let of_group = Query::select()
            .column(delivery_row::Column::Id)
            .from(delivery_row::Entity)
            .and_where(delivery_row::Column::GroupId.eq(group.uuid()))
            .and_where(delivery_row::Column::Id.eq(id.uuid()))
            .take();
        let rows = transition::Entity::find()
            .filter(transition::Column::DeliveryId.in_subquery(of_group))
            .order_by_asc(transition::Column::Seq)
            .all(self.reader())
            .await?;
        let line = |row: transition::Model| Transition {
            at: Moment::from_micros(row.at),
            from: row.from_state,
            to: row.to_state,
            note: row.note,
        };
        Ok(rows.into_iter().map(line).collect())
    }

    /// Fills the table of legal changes that the transitions refer to.
    pub(crate) async fn fill_legal_pairs(&self) -> Result<(), DbErr> {
        let pairs = delivery::legal::LEGAL.iter().map(|pair| legal_pair::ActiveModel {
            from_state: Set(pair.from.word().to_owned()),
            to_state: Set(pair.to.word().to_owned()),
        });
        let known =
            OnConflict::columns([legal_pair::Column::FromState, legal_pair::Column::ToState]).do_nothing().to_owned();
        legal_pair::Entity::insert_many(pairs).on_conflict(known).exec_without_returning(self.writer()).await?;
        Ok(())
    }
}

/// One delivery of a group, in the transaction of an act.
pub(crate) async fn find(
    tx: &impl ConnectionTrait,
    group: GroupId,
    id: DeliveryId,
) -> Result<Option<DeliveryRow>, anyhow::Error> {
    let of_group = delivery_row::Column::GroupId.eq(group.uuid());
    let row = delivery_row::Entity::find_by_id(id.uuid()).filter(of_group).one(tx).await?;
    row.map(delivery_of).transpose()
}

/// Every delivery of a post, in the order they were planned.
pub(crate) async fn of_post(tx: &impl ConnectionTrait, post: PostId) -> Result<Vec<delivery_row::Model>, DbErr> {
    delivery_row::Entity::find()
        .filter(delivery_row::Column::PostId.eq(post.uuid()))
        .order_by_asc(delivery_row::Column::Slot)
        .order_by_asc(delivery_row::Column::Id)
        .all(tx)
        .await
}
