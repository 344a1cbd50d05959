//! The deliveries that people are asked about, or were told of a while ago: what Home is made from. What was answered
//! and what ended long ago stays in the table of notices and is not read here.

use super::{DeliveryRow, OpenNotice, queue::waiting_of};
use crate::{
    Store,
    database::tables::{delivery_row, notice},
};
use basics::{DeliveryId, GroupId, Moment, PersonId, PostId};
use delivery::State;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, prelude::Uuid, sea_query::SelectStatement,
};
use std::collections::{HashMap, HashSet};

impl Store {
    /// Every delivery of a group that waits for a person, and every one that came to a bad end after `since`; each with
    /// the newest that was said about it, in the order in which they were planned.
    pub async fn asking(&self, group: GroupId, since: Moment) -> Result<Vec<(DeliveryRow, OpenNotice)>, anyhow::Error> {
        let waits = in_states(State::waits_for_people).add(delivery_row::Column::Id.in_subquery(told(group, None)));
        let ended = in_states(State::is_bad_end).add(delivery_row::Column::Id.in_subquery(told(group, Some(since))));
        let rows = delivery_row::Entity::find()
            .filter(delivery_row::Column::GroupId.eq(group.uuid()))
            .filter(Condition::any().add(waits).add(ended))
            .order_by_asc(delivery_row::Column::Id)
            .all(self.reader())
            .await?;
        let mut newest = self.newest_notices(rows.iter().map(|row| row.id).collect()).await?;
        // A notice that was settled between the two readings takes its delivery with it.
        let with_notice = |row: DeliveryRow| newest.remove(&row.id.uuid()).map(|notice| open(row, notice));
        Ok(self.readable(rows).into_iter().filter_map(with_notice).collect())
    }

    /// Every delivery of a group whose minute is over for a while and which has not left, although nobody is asked about
    /// it.
    pub async fn overdue(&self, group: GroupId, now: Moment) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        let rows = delivery_row::Entity::find()
            .filter(delivery_row::Column::GroupId.eq(group.uuid()))
            .filter(in_states(State::is_before_sending))
            .filter(delivery_row::Column::DueAt.lt(now.micros()))
            .order_by_asc(delivery_row::Column::Id)
            .all(self.reader())
            .await?;
        Ok(self.readable(rows).into_iter().filter(|row| row.row.is_overdue(now)).collect())
    }

    /// How many posts wait to leave in the name of a person.
    pub async fn waiting_of(&self, group: GroupId, person: PersonId) -> Result<u64, anyhow::Error> {
        let rows = waiting_of(group, person).all(self.reader()).await?;
        Ok(rows.into_iter().map(|row| row.post_id).collect::<HashSet<_>>().len() as u64)
    }

    /// Whether people were told something about this delivery that nobody has settled.
    pub async fn is_told(&self, row: &DeliveryRow) -> Result<bool, anyhow::Error> {
        Ok(!self.newest_notices(vec![row.id.uuid()]).await?.is_empty())
    }

    /// The newest notice of each of these deliveries that nobody settled.
    async fn newest_notices(&self, ids: Vec<Uuid>) -> Result<HashMap<Uuid, notice::Model>, anyhow::Error> {
        let rows = notice::Entity::find()
            .filter(notice::Column::DeliveryId.is_in(ids))
            .filter(notice::Column::SettledAt.is_null())
            .order_by_asc(notice::Column::At)
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|row| (row.delivery_id, row)).collect())
    }
}

fn in_states(chosen: fn(State) -> bool) -> Condition {
    let words = State::ALL.iter().filter(|state| chosen(**state)).map(|state| state.word());
    Condition::all().add(delivery_row::Column::State.is_in(words))
}

/// The deliveries of a group about which something was said that nobody settled, ever or since then.
fn told(group: GroupId, since: Option<Moment>) -> SelectStatement {
    let told = notice::Entity::find()
        .select_only()
        .column(notice::Column::DeliveryId)
        .filter(notice::Column::GroupId.eq(group.uuid()))
        .filter(notice::Column::SettledAt.is_null());
    let told = match since {
        Some(since) => told.filter(notice::Column::At.gt(since.micros())),
        None => told,
    };
    told.into_query()
}

fn open(row: DeliveryRow, notice: notice::Model) -> (DeliveryRow, OpenNotice) {
    let (delivery, post): (DeliveryId, PostId) = (row.id, row.post);
    let at = Moment::from_micros(notice.at);
    (row, OpenNotice { delivery, post, kind: notice.kind, detail: notice.detail, at })
}
