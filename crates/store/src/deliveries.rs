//! Deliveries: the rows that the clock works through. What may happen to one is decided by crate `delivery`; here a
//! decided step is written, under the condition that nobody changed the row in between.

use crate::{
    Bookkeeping, Declined, Judged, Store,
    door::{Changed, count_change},
    gather::Gather,
    posts::PlannedDelivery,
    tables::{delivery_row, legal_pair, notice, observation, transition},
};
use anyhow::Context as _;
use audit::Change;
use basics::{ChannelId, DeliveryId, Digest, GroupId, Moment, PersonId, PostId};
use charter::act::{PublishPost, Reply, ReportPosted, SettleDelivery, WithdrawPost};
use delivery::{Event, Judgement, Kept, Notice, PersonSays, Remote, Row, Step, step};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
    prelude::{Expr, Uuid},
    sea_query::OnConflict,
};
use serde_json::json;
use std::collections::HashMap;

/// One post on one channel, with everything the clock and the post's page need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Its id.
    pub id: DeliveryId,
    /// Its group.
    pub group: GroupId,
    /// The post.
    pub post: PostId,
    /// The channel.
    pub channel: ChannelId,
    /// `create`, `reply` or `delete`.
    pub op: String,
    /// What was put in the queue, by the digest of this channel's content.
    pub content: Digest,
    /// Who planned it: it leaves by their authority.
    pub planned_by: PersonId,
    /// Where it stands.
    pub row: Row,
    /// The key or record key, made once.
    pub client_ref: String,
    /// What was prepared on the network, as the connector wrote it down.
    pub prepared: Option<String>,
    /// When the irreversible call was allowed, in which office and by which clause.
    pub sent: Option<(Moment, String, String)>,
    /// The last thing that went wrong, as a sentence.
    pub trouble: Option<String>,
    /// Who called it off when it could no longer be stopped.
    pub called_off_by: Option<PersonId>,
}

/// One change of state: a line of the receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// When.
    pub at: Moment,
    /// From this state.
    pub from: String,
    /// To this one.
    pub to: String,
    /// Why.
    pub note: String,
}

/// Something that people are to be told or asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenNotice {
    /// The delivery.
    pub delivery: DeliveryId,
    /// The post.
    pub post: PostId,
    /// The kind, by the word the database keeps.
    pub kind: String,
    /// A sentence.
    pub detail: String,
    /// Since when.
    pub at: Moment,
}

impl Store {
    /// The deliveries of a post, in the order they were planned.
    pub async fn deliveries(&self, group: GroupId, post: PostId) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        let rows = of_post(self.reader(), post).await?;
        rows.into_iter().filter(|row| row.group_id == group.uuid()).map(delivery_of).collect()
    }

    /// The deliveries of several posts: what a calendar shows as glyphs and states.
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
        rows.into_iter().map(delivery_of).collect()
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

    /// What is about to leave: the next deliveries of a group by time.
    pub async fn going_out(&self, group: GroupId, limit: u64) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        let rows = delivery_row::Entity::find()
            .filter(delivery_row::Column::GroupId.eq(group.uuid()))
            .filter(delivery_row::Column::State.eq(delivery::State::Scheduled.word()))
            .order_by_asc(delivery_row::Column::DueAt)
            .limit(limit)
            .all(self.reader())
            .await?;
        rows.into_iter().map(delivery_of).collect()
    }

    /// The changes of state of a delivery, oldest first.
    pub async fn transitions(&self, id: DeliveryId) -> Result<Vec<Transition>, anyhow::Error> {
        let rows = transition::Entity::find()
            .filter(transition::Column::DeliveryId.eq(id.uuid()))
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

    /// What people of a group are to be told or asked, oldest first.
    pub async fn open_notices(&self, group: GroupId) -> Result<Vec<OpenNotice>, anyhow::Error> {
        let rows = notice::Entity::find()
            .filter(notice::Column::GroupId.eq(group.uuid()))
            .filter(notice::Column::SettledAt.is_null())
            .order_by_asc(notice::Column::At)
            .all(self.reader())
            .await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.delivery_id).collect();
        let posts = posts_of(self.reader(), ids).await?;
        let open = |row: notice::Model| {
            let post = posts.get(&row.delivery_id).copied()?;
            let (delivery, at) = (DeliveryId::from(row.delivery_id), Moment::from_micros(row.at));
            Some(OpenNotice { delivery, post, kind: row.kind, detail: row.detail, at })
        };
        Ok(rows.into_iter().filter_map(open).collect())
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

async fn posts_of(tx: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<HashMap<Uuid, PostId>, DbErr> {
    let rows: Vec<(Uuid, Uuid)> = delivery_row::Entity::find()
        .select_only()
        .columns([delivery_row::Column::Id, delivery_row::Column::PostId])
        .filter(delivery_row::Column::Id.is_in(ids))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(id, post)| (id, PostId::from(post))).collect())
}

/// Whether the row can still be changed or called off.
pub(crate) fn is_open(row: &delivery_row::Model) -> bool {
    row.state.parse::<delivery::State>().is_ok_and(|state| !state.is_terminal())
}

/// Whether calling it off means something: it waits, or its outcome is open. What is published is withdrawn by an act of
/// its own.
pub(crate) fn can_be_called_off(row: &delivery_row::Model) -> bool {
    use delivery::State as S;
    row.state.parse::<S>().is_ok_and(|state| !state.is_terminal() && !matches!(state, S::Confirmed | S::Verified))
}

/// Puts a new delivery in the queue.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    group: GroupId,
    post: PostId,
    slot: i64,
    new: &PlannedDelivery,
    by: PersonId,
) -> Result<(), Declined> {
    delivery_row::Entity::insert(delivery_row::ActiveModel {
        id: Set(new.row.id.uuid()),
        group_id: Set(group.uuid()),
        post_id: Set(post.uuid()),
        channel_id: Set(new.channel.uuid()),
        op: Set(new.op.to_owned()),
        slot: Set(slot),
        content: Set(new.content.bytes().to_vec()),
        planned_by: Set(by.uuid()),
        state: Set(new.row.state.word().to_owned()),
        seq: Set(new.row.seq.into()),
        fence: Set(new.row.fence.into()),
        due_at: Set(new.row.due.micros()),
        wakes_at: Set(new.row.wakes_at().map(Moment::micros)),
        standing: Set(serde_json::to_string(&new.row)?),
        client_ref: Set(new.client_ref.clone()),
        prepared: Set(None),
        remote_id: Set(None),
        remote_url: Set(None),
        sent_at: Set(None),
        sent_office: Set(None),
        sent_clause: Set(None),
        trouble: Set(None),
        called_off_by: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Gives a delivery that waits another time, other content and another planner. One that has begun to leave refuses.
pub(crate) async fn replan(
    tx: &DatabaseTransaction,
    old: delivery_row::Model,
    new: &PlannedDelivery,
    by: PersonId,
    now: Moment,
) -> Result<(), Declined> {
    let id = old.id;
    settle_notices(tx, DeliveryId::from(id), now).await?;
    let mut row = delivery_of(old)?;
    let waits_for_authority = row.row.pauses.iter().filter(|reason| lifted_by_planning(*reason)).collect::<Vec<_>>();
    for reason in waits_for_authority {
        row.row = write(tx, &row, Event::Lift(reason), "planned again", now).await?;
    }
    let event = Event::Retime { due: new.row.due, not_after: new.row.not_after };
    write(tx, &row, event, "planned again", now).await?;
    delivery_row::Entity::update_many()
        .col_expr(delivery_row::Column::Content, Expr::value(new.content.bytes().to_vec()))
        .col_expr(delivery_row::Column::PlannedBy, Expr::value(by.uuid()))
        .col_expr(delivery_row::Column::DueAt, Expr::value(new.row.due.micros()))
        .col_expr(delivery_row::Column::Prepared, Expr::value(Option::<String>::None))
        .col_expr(delivery_row::Column::Trouble, Expr::value(Option::<String>::None))
        .filter(delivery_row::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// What a fresh judgement of fresh content answers. A freeze or a rate limit is not lifted by planning again.
fn lifted_by_planning(reason: delivery::PauseReason) -> bool {
    use delivery::PauseReason as R;
    matches!(reason, R::Authority | R::Content | R::Token | R::Late | R::Match)
}

/// Calls a delivery off; one that is leaving is withdrawn once its outcome is known, by the authority of whoever called
/// it off.
pub(crate) async fn call_off(
    tx: &DatabaseTransaction,
    row: delivery_row::Model,
    by: Option<PersonId>,
    now: Moment,
) -> Result<(), Declined> {
    let row = delivery_of(row)?;
    if row.row.withdraw_wanted {
        return Ok(());
    }
    settle_notices(tx, row.id, now).await?;
    let new = write(tx, &row, Event::Cancel, "called off", now).await?;
    if new.withdraw_wanted {
        delivery_row::Entity::update_many()
            .col_expr(delivery_row::Column::CalledOffBy, Expr::value(by.map(PersonId::uuid)))
            .filter(delivery_row::Column::Id.eq(row.id.uuid()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Calls off everything that waits for a channel which the group leaves.
pub(crate) async fn call_off_on_channel(
    tx: &DatabaseTransaction,
    channel: ChannelId,
    by: Option<PersonId>,
    now: Moment,
) -> Result<usize, Declined> {
    let mut waiting = open_on_channel(tx, channel).await?;
    waiting.retain(|row| row.op != "delete" && can_be_called_off(row));
    let count = waiting.len();
    for row in waiting {
        call_off(tx, row, by, now).await?;
    }
    Ok(count)
}

async fn open_on_channel(tx: &DatabaseTransaction, channel: ChannelId) -> Result<Vec<delivery_row::Model>, DbErr> {
    let open = delivery::State::ALL.iter().filter(|state| !state.is_terminal()).map(|state| state.word());
    delivery_row::Entity::find()
        .filter(delivery_row::Column::ChannelId.eq(channel.uuid()))
        .filter(delivery_row::Column::State.is_in(open))
        .order_by_asc(delivery_row::Column::Id)
        .all(tx)
        .await
}

/// Lifts a pause from every delivery of a channel: what it waited for has happened.
pub(crate) async fn lift_on_channel(
    tx: &DatabaseTransaction,
    channel: ChannelId,
    reason: delivery::PauseReason,
    now: Moment,
) -> Result<(), Declined> {
    for row in open_on_channel(tx, channel).await? {
        let row = delivery_of(row)?;
        if row.row.pauses.contains(reason) {
            settle_notices(tx, row.id, now).await?;
            write(tx, &row, Event::Lift(reason), "what it waited for has happened", now).await?;
        }
    }
    Ok(())
}

/// Decides a step and writes it, for a person: what does not apply is refused with its sentence.
async fn write(
    tx: &DatabaseTransaction,
    row: &DeliveryRow,
    event: Event,
    note: &str,
    now: Moment,
) -> Result<Row, Declined> {
    let step = step(&row.row, event, now).map_err(Declined::rule)?;
    let changed = keep(tx, row, &step, note, now).await?;
    let kept = step.once_kept(changed).map_err(|_| Declined::Stale("the delivery"))?;
    Ok(kept.row)
}

/// Writes a decided step where the row is still as it was: the row, the change of state, and what people are told.
async fn keep(
    tx: &impl ConnectionTrait,
    old: &DeliveryRow,
    step: &Step,
    note: &str,
    now: Moment,
) -> Result<u64, anyhow::Error> {
    let (expected, new) = (step.expected(), step.row());
    let remote = new.remote.as_ref();
    let done = delivery_row::Entity::update_many()
        .col_expr(delivery_row::Column::State, Expr::value(new.state.word()))
        .col_expr(delivery_row::Column::Seq, Expr::value(i64::from(new.seq)))
        .col_expr(delivery_row::Column::Fence, Expr::value(i64::from(new.fence)))
        .col_expr(delivery_row::Column::WakesAt, Expr::value(new.wakes_at().map(Moment::micros)))
        .col_expr(delivery_row::Column::Standing, Expr::value(serde_json::to_string(new)?))
        .col_expr(delivery_row::Column::RemoteId, Expr::value(remote.map(|remote| remote.id.clone())))
        .col_expr(delivery_row::Column::RemoteUrl, Expr::value(remote.and_then(|remote| remote.url.clone())))
        .filter(delivery_row::Column::Id.eq(expected.id.uuid()))
        .filter(delivery_row::Column::State.eq(expected.state.word()))
        .filter(delivery_row::Column::Seq.eq(i64::from(expected.seq)))
        .filter(delivery_row::Column::Fence.eq(i64::from(expected.fence)))
        .exec(tx)
        .await?;
    if done.rows_affected == 1 {
        if let Some((from, to)) = step.moved() {
            insert_transition(tx, new, from, to, note, now).await?;
        }
        if let Some(told) = step.notice() {
            insert_notice(tx, old, told, note, now).await?;
        }
        if old.op == "delete" && step.moved().is_some() && new.state == delivery::State::Confirmed {
            deleted(tx, old, now).await?;
        }
    }
    Ok(done.rows_affected)
}

/// A confirmed deletion ends what it deleted, in the same transaction: otherwise a crash in between would report our own
/// deletion as a loss.
async fn deleted(tx: &impl ConnectionTrait, deletion: &DeliveryRow, now: Moment) -> Result<(), anyhow::Error> {
    let id = deletion.client_ref.parse().context("a deletion does not say what it deletes")?;
    let Some(published) = find(tx, deletion.group, id).await? else { return Ok(()) };
    // What vanished or was altered in the meantime has its end already.
    if let Ok(step) = step(&published.row, Event::Withdrawn, now) {
        settle_notices(tx, id, now).await?;
        Box::pin(keep(tx, &published, &step, "deleted from its network", now)).await?;
    }
    Ok(())
}

async fn insert_transition(
    tx: &impl ConnectionTrait,
    row: &Row,
    from: delivery::State,
    to: delivery::State,
    note: &str,
    now: Moment,
) -> Result<(), DbErr> {
    transition::Entity::insert(transition::ActiveModel {
        delivery_id: Set(row.id.uuid()),
        seq: Set(row.seq.into()),
        from_state: Set(from.word().to_owned()),
        to_state: Set(to.word().to_owned()),
        at: Set(now.micros()),
        note: Set(note.to_owned()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

async fn insert_notice(
    tx: &impl ConnectionTrait,
    row: &DeliveryRow,
    told: Notice,
    note: &str,
    now: Moment,
) -> Result<(), DbErr> {
    notice::Entity::insert(notice::ActiveModel {
        id: Set(Uuid::new_v4()),
        group_id: Set(row.group.uuid()),
        delivery_id: Set(row.id.uuid()),
        kind: Set(notice_word(told).to_owned()),
        detail: Set(note.to_owned()),
        at: Set(now.micros()),
        settled_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// The word that the database keeps for a notice.
fn notice_word(told: Notice) -> &'static str {
    match told {
        Notice::AskToPost => "ask_to_post",
        Notice::Unconfirmed => "unconfirmed",
        Notice::Decide => "decide",
        Notice::Paused(_) => "paused",
        Notice::LongWait { .. } => "long_wait",
        Notice::Rejected => "rejected",
        Notice::FailedFinal => "failed_final",
        Notice::Expired => "expired",
        Notice::Duplicate => "duplicate",
        Notice::Altered => "altered",
        Notice::Vanished => "vanished",
        Notice::WithdrawDue => "withdraw_due",
    }
}

async fn settle_notices(tx: &impl ConnectionTrait, id: DeliveryId, now: Moment) -> Result<(), DbErr> {
    notice::Entity::update_many()
        .col_expr(notice::Column::SettledAt, Expr::value(now.micros()))
        .filter(notice::Column::DeliveryId.eq(id.uuid()))
        .filter(notice::Column::SettledAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

fn delivery_of(row: delivery_row::Model) -> Result<DeliveryRow, anyhow::Error> {
    let content =
        <[u8; 32]>::try_from(row.content).map_err(|_| anyhow::anyhow!("delivery {} holds a broken digest", row.id))?;
    let standing = serde_json::from_str(&row.standing)
        .with_context(|| format!("the standing of delivery {} cannot be read", row.id))?;
    let sent = row
        .sent_at
        .map(|at| (Moment::from_micros(at), row.sent_office.unwrap_or_default(), row.sent_clause.unwrap_or_default()));
    Ok(DeliveryRow {
        id: DeliveryId::from(row.id),
        group: GroupId::from(row.group_id),
        post: PostId::from(row.post_id),
        channel: ChannelId::from(row.channel_id),
        op: row.op,
        content: content.into(),
        planned_by: PersonId::from(row.planned_by),
        row: standing,
        client_ref: row.client_ref,
        prepared: row.prepared,
        sent,
        trouble: row.trouble,
        called_off_by: row.called_off_by.map(PersonId::from),
    })
}

impl Bookkeeping<'_> {
    /// The deliveries whose moment has come, but for those of busy channels, the longest waiting first; of one moment, in the order they were planned.
    pub async fn awake(&self, limit: u64, busy: &[ChannelId]) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        let rows = delivery_row::Entity::find()
            .filter(delivery_row::Column::WakesAt.lte(self.store.now().micros()))
            .filter(delivery_row::Column::ChannelId.is_not_in(busy.iter().map(|channel| channel.uuid())))
            .order_by_asc(delivery_row::Column::WakesAt)
            .order_by_asc(delivery_row::Column::Id)
            .limit(limit)
            .all(self.store.reader())
            .await?;
        rows.into_iter().map(delivery_of).collect()
    }

    /// The deliveries that a worker holds.
    pub async fn held(&self) -> Result<Vec<DeliveryRow>, anyhow::Error> {
        use delivery::State as S;
        let held = [S::Claimed, S::Preparing, S::Sending].map(S::word);
        let rows = delivery_row::Entity::find()
            .filter(delivery_row::Column::State.is_in(held))
            .order_by_asc(delivery_row::Column::Id)
            .all(self.store.reader())
            .await?;
        rows.into_iter().map(delivery_of).collect()
    }

    /// When the next delivery wakes, if one is to; those of busy channels are left out.
    pub async fn next_wake(&self, busy: &[ChannelId]) -> Result<Option<Moment>, anyhow::Error> {
        let first: Option<i64> = delivery_row::Entity::find()
            .select_only()
            .column(delivery_row::Column::WakesAt)
            .filter(delivery_row::Column::WakesAt.is_not_null())
            .filter(delivery_row::Column::ChannelId.is_not_in(busy.iter().map(|channel| channel.uuid())))
            .order_by_asc(delivery_row::Column::WakesAt)
            .limit(1)
            .into_tuple()
            .one(self.store.reader())
            .await?;
        Ok(first.map(Moment::from_micros))
    }

    /// Tells a delivery what happened, and gives what to do next once that is durable. When somebody else was first,
    /// the event is kept as an observation, and an answer makes them look at once.
    pub async fn tell(&self, row: &DeliveryRow, event: Event, note: &str) -> Result<Option<Kept>, anyhow::Error> {
        let now = self.store.now();
        let (word, is_answer) = (event.word(), matches!(event, Event::Answer(_)));
        let step = match step(&row.row, event, now) {
            Ok(step) => step,
            Err(illegal) => {
                tracing::warn!(delivery = %row.id, %illegal, "an event came to a delivery that it does not apply to");
                return Ok(None);
            }
        };
        let tx = self.store.write().await?;
        let changed = keep(&tx, row, &step, note, now).await?;
        if changed == 0 {
            insert_observation(&tx, row, "late", &format!("{word}: {note}"), now).await?;
            if is_answer {
                late_word(&tx, row, now).await?;
            }
        } else {
            count_change(&tx, row.group).await?;
        }
        tx.commit().await?;
        Ok(step.once_kept(changed).ok())
    }

    /// Keeps what a connector prepared, before the irreversible call can be made with it.
    pub async fn keep_prepared(&self, id: DeliveryId, prepared: &str) -> Result<(), anyhow::Error> {
        set_text(self.store.writer(), id, delivery_row::Column::Prepared, prepared).await
    }

    /// Keeps what went wrong, as a sentence for the post's page.
    pub async fn keep_trouble(&self, id: DeliveryId, sentence: &str) -> Result<(), anyhow::Error> {
        set_text(self.store.writer(), id, delivery_row::Column::Trouble, sentence).await
    }

    /// Keeps what was seen, whatever came of it.
    pub async fn observe(&self, row: &DeliveryRow, kind: &str, detail: &str) -> Result<(), anyhow::Error> {
        insert_observation(self.store.writer(), row, kind, detail, self.store.now()).await.map_err(Into::into)
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

async fn set_text(
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

/// A delivery that is allowed to leave, until its row says so durably.
#[must_use = "nothing leaves until it is committed"]
pub struct Leaving {
    changed: Changed,
    step: Step,
    rows: u64,
}

impl Leaving {
    /// Commits the row together with the entry of the log, and only then gives the command to send.
    pub async fn commit(self) -> Result<Kept, Declined> {
        if self.rows != 1 {
            return Err(Declined::Stale("the delivery"));
        }
        self.changed.commit().await?;
        self.step.once_kept(self.rows).map_err(|_| Declined::Stale("the delivery"))
    }
}

/// An act by which something leaves: judged when it is planned, and once more at the moment of sending.
pub trait Leaves: Gather {
    /// The act of letting this delivery leave, as its post was planned.
    fn letting(row: &DeliveryRow, planned: Digest) -> Self;
}

impl Leaves for PublishPost {
    fn letting(row: &DeliveryRow, _: Digest) -> Self {
        Self { delivery: row.id, content: row.content }
    }
}
impl Leaves for Reply {
    fn letting(row: &DeliveryRow, planned: Digest) -> Self {
        Self { post: row.post, channel: row.channel, content: planned }
    }
}
impl Leaves for WithdrawPost {
    fn letting(row: &DeliveryRow, _: Digest) -> Self {
        Self { delivery: row.id }
    }
}

impl<A: Leaves> Judged<A> {
    /// Writes that the delivery is being sent, by whom and under which clause.
    pub async fn leave(self, row: &DeliveryRow) -> Result<Leaving, Declined> {
        let now = self.now();
        let step = step(&row.row, Event::Prepared(Judgement::Allowed), now).map_err(Declined::rule)?;
        let rows = keep(&self.tx, row, &step, "judged again, and allowed", now).await?;
        let office = self.permit().office().unwrap_or("member").to_owned();
        let clause = self.permit().by().first().map(|cited| cited.label.clone()).unwrap_or_default();
        delivery_row::Entity::update_many()
            .col_expr(delivery_row::Column::SentAt, Expr::value(now.micros()))
            .col_expr(delivery_row::Column::SentOffice, Expr::value(office))
            .col_expr(delivery_row::Column::SentClause, Expr::value(clause))
            .filter(delivery_row::Column::Id.eq(row.id.uuid()))
            .exec(&self.tx)
            .await?;
        let change = Change::from_to("state of the delivery", json!(row.row.state), json!(step.row().state));
        Ok(Leaving { changed: self.changed(vec![change]), step, rows })
    }
}

impl Judged<ReportPosted> {
    /// Records the address of what a person posted by hand.
    pub async fn keep(self, row: &DeliveryRow, says: PersonSays) -> Result<Changed, Declined> {
        person_says(self, row, says, "posted by hand").await
    }
}

impl Judged<SettleDelivery> {
    /// Records what a person found out about a delivery.
    pub async fn keep(self, row: &DeliveryRow, says: PersonSays) -> Result<Changed, Declined> {
        person_says(self, row, says, "settled by a person").await
    }
}

async fn person_says<A: charter::Act>(
    judged: Judged<A>,
    row: &DeliveryRow,
    says: PersonSays,
    note: &str,
) -> Result<Changed, Declined> {
    if let PersonSays::ItIsThere(remote) = &says {
        nobody_elses(&judged.tx, row, remote).await?;
    }
    settle_notices(&judged.tx, row.id, judged.now()).await?;
    let new = write(&judged.tx, row, Event::PersonSays(says), note, judged.now()).await?;
    let before = json!({ "state": row.row.state });
    let change = Change::from_to("delivery", before, json!({ "state": new.state, "remote": new.remote }));
    Ok(judged.changed(vec![change]))
}

/// One object on a network belongs to one delivery; a deletion names the object that it deletes.
async fn nobody_elses(tx: &DatabaseTransaction, row: &DeliveryRow, remote: &Remote) -> Result<(), Declined> {
    if row.op == "delete" {
        return Ok(());
    }
    let address = remote.url.as_deref().unwrap_or(&remote.id);
    let other = delivery_row::Entity::find()
        .filter(delivery_row::Column::ChannelId.eq(row.channel.uuid()))
        .filter(delivery_row::Column::Id.ne(row.id.uuid()))
        .filter(delivery_row::Column::Op.ne("delete"))
        .filter(
            Condition::any()
                .add(delivery_row::Column::RemoteId.eq(&remote.id))
                .add(delivery_row::Column::RemoteUrl.eq(address)),
        )
        .one(tx)
        .await?;
    match other {
        None => Ok(()),
        Some(_) => Err(Declined::rule(format!(
            "{address} is the address of another post of this channel already; copy the address of the post this is about"
        ))),
    }
}

impl Judged<WithdrawPost> {
    /// Puts the deletion of a published post in the queue, as a delivery of its own.
    pub async fn keep(
        self,
        published: &DeliveryRow,
        deletion: &PlannedDelivery,
        by: PersonId,
    ) -> Result<Changed, Declined> {
        let all = of_post(&self.tx, published.post).await?;
        let waiting = |row: &&delivery_row::Model| {
            row.op == "delete" && row.channel_id == published.channel.uuid() && is_open(row)
        };
        if all.iter().any(|row| waiting(&row)) {
            return Err(Declined::rule("its deletion is in the queue already"));
        }
        let slot = i64::try_from(all.len()).map_err(anyhow::Error::from)?;
        insert(&self.tx, self.group, published.post, slot, deletion, by).await?;
        let change =
            Change::made("deletion in the queue", json!({ "of": published.id, "remote": published.row.remote }));
        Ok(self.changed(vec![change]))
    }
}
