//! What the clock writes while it works: bookkeeping, since what leaves was judged elsewhere.

use super::{
    DeliveryRow, Op,
    keeping::{keep, settle_notices},
    reading::find,
    taken::{Told, unless_taken},
};
use crate::{
    Bookkeeping,
    database::tables::{delivery_row, observation},
    door::count_change,
};
use basics::{ChannelId, DeliveryId, Moment};
use delivery::{Event, Happened, Kept, Row, State, step};
use jiff::SignedDuration;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    prelude::{Expr, Uuid},
    sea_query::SimpleExpr,
};

impl Bookkeeping<'_> {
    /// The deliveries whose moment has come, but for those of busy channels, the longest waiting first; of one moment,
    /// in the order they are due, and then in the order they were planned. One that cannot be read is set aside.
    pub async fn awake(&self, limit: u64, busy: &[ChannelId]) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        let free = delivery_row::Column::ChannelId.is_not_in(busy.iter().map(|channel| channel.uuid()));
        self.due(limit, free).await
    }

    /// The same of one channel.
    pub async fn awake_on(&self, channel: ChannelId, limit: u64) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        self.due(limit, delivery_row::Column::ChannelId.eq(channel.uuid())).await
    }

    async fn due(&self, limit: u64, of: SimpleExpr) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        let rows = delivery_row::Entity::find()
            .filter(delivery_row::Column::WakesAt.lte(self.store.now().micros()))
            .filter(of)
            .filter(delivery_row::Column::Id.is_not_in(self.store.set_aside().into_iter().map(DeliveryId::uuid)))
            .order_by_asc(delivery_row::Column::WakesAt)
            .order_by_asc(delivery_row::Column::DueAt)
            .order_by_asc(delivery_row::Column::Id)
            .limit(limit)
            .all(self.store.reader())
            .await?;
        Ok(self.store.readable(rows))
    }

    /// Until when the network asked a delivery of this channel to wait, while that is not over.
    pub async fn rests_until(&self, channel: ChannelId) -> Result<Option<Moment>, anyhow::Error> {
        let now = self.store.now();
        let waiting: Vec<String> = delivery_row::Entity::find()
            .select_only()
            .column(delivery_row::Column::Standing)
            .filter(delivery_row::Column::ChannelId.eq(channel.uuid()))
            .filter(delivery_row::Column::State.eq(State::Scheduled.word()))
            // Nobody is asked to wait for longer than a day.
            .filter(delivery_row::Column::WakesAt.gt(now.micros()))
            .filter(delivery_row::Column::WakesAt.lte(now.plus(SignedDuration::from_hours(25)).micros()))
            .into_tuple()
            .all(self.store.reader())
            .await?;
        // A row that cannot be read is set aside and told of where it wakes; it asks nobody to wait.
        let rows = waiting.iter().filter_map(|standing| serde_json::from_str::<Row>(standing).ok());
        Ok(rows.filter_map(|row| row.rests_until(now)).max())
    }

    /// When something last left for this channel that people there read.
    pub async fn left_last(&self, channel: ChannelId) -> Result<Option<Moment>, anyhow::Error> {
        let last: Option<Option<i64>> = delivery_row::Entity::find()
            .select_only()
            .column_as(delivery_row::Column::SentAt.max(), "at")
            .filter(delivery_row::Column::ChannelId.eq(channel.uuid()))
            .filter(delivery_row::Column::Op.is_not_in(Op::ON_ANOTHERS.map(Op::word)))
            .into_tuple()
            .one(self.store.reader())
            .await?;
        Ok(last.flatten().map(Moment::from_micros))
    }

    /// The deliveries that a worker holds. One that cannot be read is set aside.
    pub async fn held(&self) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        use delivery::State as S;
        let held = [S::Claimed, S::Preparing, S::Sending].map(S::word);
        let rows = delivery_row::Entity::find()
            .filter(delivery_row::Column::State.is_in(held))
            .order_by_asc(delivery_row::Column::Id)
            .all(self.store.reader())
            .await?;
        Ok(self.store.readable(rows))
    }

    /// When the next delivery wakes, if one is to; those of busy channels are left out.
    pub async fn next_wake(&self, busy: &[ChannelId]) -> Result<Option<Moment>, anyhow::Error> {
        let first: Option<i64> = delivery_row::Entity::find()
            .select_only()
            .column(delivery_row::Column::WakesAt)
            .filter(delivery_row::Column::WakesAt.is_not_null())
            .filter(delivery_row::Column::ChannelId.is_not_in(busy.iter().map(|channel| channel.uuid())))
            .filter(delivery_row::Column::Id.is_not_in(self.store.set_aside().into_iter().map(DeliveryId::uuid)))
            .order_by_asc(delivery_row::Column::WakesAt)
            .limit(1)
            .into_tuple()
            .one(self.store.reader())
            .await?;
        Ok(first.map(Moment::from_micros))
    }

    /// Tells a delivery what happened, and gives what to do next once that is durable. When somebody else was first,
    /// that is kept as an observation, and an answer makes them look at once.
    ///
    /// What lets a delivery leave is not told here, and neither is what a person says: both need a permit.
    /// ```compile_fail,E0308
    /// # use {delivery::{Event, Judgement}, store::{DeliveryRow, Store}};
    /// async fn leaves_unasked(store: &Store, row: &DeliveryRow) {
    ///     let _ = store.bookkeeping().tell(row, Event::Prepared(Judgement::Allowed), "").await;
    /// }
    /// ```
    pub async fn tell(&self, row: &DeliveryRow, happened: Happened, note: &str) -> Result<Option<Kept>, anyhow::Error> {
        let now = self.store.now();
        let is_answer = matches!(happened, Happened::Answer(_));
        let tx = self.store.write().await?;
        let Told { happened, note } = unless_taken(&tx, row, happened, note).await?;
        let event = Event::from(happened);
        let word = event.word();
        let step = match step(&row.row, event, now) {
            Ok(step) => step,
            Err(illegal) => {
                tracing::warn!(delivery = %row.id, %illegal, "an event came to a delivery that it does not apply to");
                return Ok(None);
            }
        };
        let changed = keep(&tx, row, &step, &note, now).await?;
        if changed == 0 {
            insert_observation(&tx, row, "late", &format!("{word}: {note}"), now).await?;
            if is_answer {
                late_word(&tx, row, now).await?;
            }
        } else {
            count_change(&tx, row.group).await?;
        }
        if is_answer {
            crate::may_die("K20", Some(row.row.class()));
        }
        tx.commit().await?;
        Ok(step.once_kept(changed).ok())
    }

    /// Keeps what a connector prepared, before the irreversible call can be made with it. `false`: somebody else has the
    /// delivery by now, and what they prepared stays. A worker that slept must not replace what an attempt left with.
    pub async fn keep_prepared(&self, row: &DeliveryRow, prepared: &str) -> Result<bool, anyhow::Error> {
        let done = delivery_row::Entity::update_many()
            .col_expr(delivery_row::Column::Prepared, Expr::value(prepared))
            .filter(delivery_row::Column::Id.eq(row.id.uuid()))
            .filter(delivery_row::Column::Seq.eq(i64::from(row.row.seq)))
            .filter(delivery_row::Column::Fence.eq(i64::from(row.row.fence)))
            .exec(self.store.writer())
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Keeps what went wrong, as a sentence for the post's page.
    pub async fn keep_trouble(&self, id: DeliveryId, sentence: &str) -> Result<(), anyhow::Error> {
        set_text(self.store.writer(), id, delivery_row::Column::Trouble, sentence).await
    }

    /// Nobody has to be told or asked about this delivery any more.
    pub async fn settle_notices(&self, id: DeliveryId) -> Result<(), anyhow::Error> {
        settle_notices(self.store.writer(), id, self.store.now()).await.map_err(Into::into)
    }
}

/// Whoever waits to learn what became of a delivery looks at once when a late answer comes.
async fn late_word(tx: &impl ConnectionTrait, stale: &DeliveryRow, now: Moment) -> Result<(), anyhow::Error> {
    let Some(current) = find(tx, stale.group, stale.id).await? else { return Ok(()) };
    if let Ok(step) = step(&current.row, Event::LateWord, now) {
        keep(tx, &current, &step, "a late answer came", now).await?;
    }
    Ok(())
}

pub(super) async fn set_text(
    tx: &impl ConnectionTrait,
    id: DeliveryId,
    column: delivery_row::Column,
    text: &str,
) -> Result<(), anyhow::Error> {
    delivery_row::Entity::update_many()
        .col_expr(column, Expr::value(text))
        .filter(delivery_row::Column::Id.eq(id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

async fn insert_observation(
    tx: &impl ConnectionTrait,
    row: &DeliveryRow,
    kind: &str,
    detail: &str,
    now: Moment,
) -> Result<(), DbErr> {
    observation::Entity::insert(observation::ActiveModel {
        id: Set(Uuid::new_v4()),
        delivery_id: Set(row.id.uuid()),
        at: Set(now.micros()),
        fence: Set(row.row.fence.into()),
        kind: Set(kind.to_owned()),
        detail: Set(detail.to_owned()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}
