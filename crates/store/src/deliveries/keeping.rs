//! Writing a decided step: the row where nobody was first, the change of state for the receipt, and what people are told,
//! in one transaction.

use super::{DeliveryRow, delivery_of, reading::find, refused::refused};
use crate::{
    Declined,
    database::tables::{delivery_row, notice, transition},
};
use anyhow::Context as _;
use basics::{DeliveryId, Moment};
use delivery::{Event, Notice, PauseReason, Row, Step, step};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    prelude::{Expr, Uuid},
};

/// Decides a step and writes it, for a person: what does not apply is refused with its sentence.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    row: &DeliveryRow,
    event: Event,
    note: &str,
    now: Moment,
) -> Result<Row, Declined> {
    let step = match step(&row.row, event, now) {
        Ok(step) => step,
        Err(illegal) => return Err(refused(tx, row, &illegal).await),
    };
    let changed = keep(tx, row, &step, note, now).await?;
    let kept = step.once_kept(changed).map_err(|_| Declined::Stale("the delivery"))?;
    Ok(kept.row)
}

/// Writes a decided step where the row is still as it was: the row, the change of state, and what people are told.
pub(super) async fn keep(
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
        if step.moved().is_some() {
            tell_the_next_part(tx, old, new, now).await?;
        }
        if old.deletes() && step.moved().is_some() && new.state == delivery::State::Confirmed {
            deleted(tx, old, now).await?;
        }
        if old.edits() && step.moved().is_some() && new.state == delivery::State::Confirmed {
            edited(tx, old).await?;
        }
    }
    Ok(done.rows_affected)
}

/// How a part of a thread came out, told to the part that waits for it, in the same transaction: a crash in between would
/// leave the thread standing without a word. One that is there lets the next one leave; what is called off does not go on.
async fn tell_the_next_part(
    tx: &impl ConnectionTrait,
    old: &DeliveryRow,
    new: &Row,
    now: Moment,
) -> Result<(), anyhow::Error> {
    use delivery::State as S;
    let goes_on = new.state == S::Confirmed && !new.withdraw_wanted;
    let stands = new.state.came_to_nothing() || new.state == S::Duplicate;
    if old.of_another().is_some() || !(goes_on || stands) {
        return Ok(());
    }
    for row in waiting_for(tx, old).await? {
        if stands {
            let why = format!("part {} of the thread ended as {}, and this part waits for it", old.part + 1, new.state);
            insert_notice(tx, &row, Notice::Paused(PauseReason::Thread), &why, now).await?;
        } else if let Ok(step) = step(&row.row, Event::Lift(PauseReason::Thread), now) {
            settle_notices(tx, row.id, now).await?;
            Box::pin(keep(tx, &row, &step, "the part before it is there", now)).await?;
        }
    }
    Ok(())
}

/// The parts of a thread that wait for this one.
async fn waiting_for(tx: &impl ConnectionTrait, part: &DeliveryRow) -> Result<Vec<DeliveryRow>, anyhow::Error> {
    let next = delivery_row::Entity::find()
        .filter(delivery_row::Column::PostId.eq(part.post.uuid()))
        .filter(delivery_row::Column::ChannelId.eq(part.channel.uuid()))
        .filter(delivery_row::Column::Op.eq(part.op.word()))
        .filter(delivery_row::Column::Part.eq(i64::try_from(part.part + 1)?))
        .filter(delivery_row::Column::State.eq(delivery::State::Scheduled.word()))
        .all(tx)
        .await?;
    let next: Vec<DeliveryRow> = next.into_iter().map(delivery_of).collect::<Result<_, _>>()?;
    Ok(next.into_iter().filter(|row| row.row.pauses.contains(PauseReason::Thread)).collect())
}

/// A confirmed deletion ends what it deleted, in the same transaction: otherwise a crash in between would report our own
/// deletion as a loss.
async fn deleted(tx: &impl ConnectionTrait, deletion: &DeliveryRow, now: Moment) -> Result<(), anyhow::Error> {
    let id = deletion.of_another().context("a deletion does not say what it deletes")?;
    let Some(published) = find(tx, deletion.group, id).await? else { return Ok(()) };
    // What vanished or was altered in the meantime has its end already.
    if let Ok(step) = step(&published.row, Event::Withdrawn, now) {
        settle_notices(tx, id, now).await?;
        Box::pin(keep(tx, &published, &step, "deleted from its network", now)).await?;
    }
    Ok(())
}

/// What was changed in place is read back as it was changed, from the moment that the change is confirmed.
async fn edited(tx: &impl ConnectionTrait, edit: &DeliveryRow) -> Result<(), anyhow::Error> {
    let id = edit.of_another().context("a change does not say what it changes")?;
    let Some(prepared) = &edit.prepared else { return Ok(()) };
    delivery_row::Entity::update_many()
        .col_expr(delivery_row::Column::Prepared, Expr::value(prepared.clone()))
        .filter(delivery_row::Column::Id.eq(id.uuid()))
        .filter(delivery_row::Column::GroupId.eq(edit.group.uuid()))
        .exec(tx)
        .await?;
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

pub(super) async fn settle_notices(tx: &impl ConnectionTrait, id: DeliveryId, now: Moment) -> Result<(), DbErr> {
    notice::Entity::update_many()
        .col_expr(notice::Column::SettledAt, Expr::value(now.micros()))
        .filter(notice::Column::DeliveryId.eq(id.uuid()))
        .filter(notice::Column::SettledAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
