//! What waits for something that is over goes on: looked for once a minute, because a worker that held a row while a hold
//! was lifted, or while the part before it was confirmed, may have written its pause a moment too late.

use super::{delivery_of, keeping::settle_notices, keeping::write, looked_for_first};
use crate::{Bookkeeping, Declined, DeliveryRow, WhyHeld, channels::register, database::tables::delivery_row, holds};
use delivery::{Event, PauseReason, State};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _};

impl Bookkeeping<'_> {
    /// Lets go on what nothing keeps any more. Gives the number of deliveries. One that cannot be let go on holds up no other:
    /// it is looked at again a minute later.
    pub async fn lift_what_nothing_keeps(&self) -> Result<usize, anyhow::Error> {
        let asleep = delivery_row::Entity::find()
            .filter(delivery_row::Column::State.eq(State::Scheduled.word()))
            .filter(delivery_row::Column::WakesAt.is_null())
            .all(self.store.reader())
            .await?;
        let mut lifted = 0;
        for row in self.store.readable(asleep) {
            match self.lift_from(&row).await {
                Ok(done) => lifted += usize::from(done),
                Err(error) => {
                    tracing::error!(delivery = %row.id, group = %row.group, error = format!("{error:#}"), "a delivery that nothing keeps any more could not be let go on; it is tried again in a minute, while the others go on");
                }
            }
        }
        Ok(lifted)
    }

    async fn lift_from(&self, seen: &DeliveryRow) -> Result<bool, anyhow::Error> {
        let waits = [PauseReason::Freeze, PauseReason::Epoch, PauseReason::Thread];
        if !waits.into_iter().any(|reason| seen.row.pauses.contains(reason)) {
            return Ok(false);
        }
        let tx = self.store.write().await?;
        let Some(row) = super::find(&tx, seen.group, seen.id).await?.filter(|row| row.row.state == State::Scheduled)
        else {
            return Ok(false);
        };
        let now = self.store.now();
        for reason in waits.into_iter().filter(|reason| row.row.pauses.contains(*reason)) {
            if !is_over(&tx, &row, reason).await? {
                continue;
            }
            if reason == PauseReason::Epoch {
                looked_for_first(&tx, row.channel, now).await.map_err(anyhow::Error::from)?;
            } else {
                settle_notices(&tx, row.id, now).await?;
                let note = "what it waited for has happened";
                write(&tx, &row, Event::Lift(reason), note, now).await.map_err(anyhow::Error::from)?;
            }
            tx.commit().await?;
            return Ok(true);
        }
        Ok(false)
    }
}

/// Whether what this pause waits for has happened.
async fn is_over(tx: &DatabaseTransaction, row: &DeliveryRow, reason: PauseReason) -> Result<bool, anyhow::Error> {
    let held = holds::over(tx, row.group, row.channel).await?;
    Ok(match reason {
        PauseReason::Epoch => held.is_none_or(|held| held.why != WhyHeld::Doubtful),
        PauseReason::Freeze => {
            let channel = register::row_of(tx, row.group, row.channel).await?;
            let posts = channel.map(|row| register::channel_of(&row)).transpose()?;
            held.is_none() && posts.is_some_and(|channel| channel.state.posts())
        }
        PauseReason::Thread => the_part_before_is_there(tx, row).await?,
        _ => false,
    })
}

/// Whether the part of a thread before this one is there; for what is no further part, that is so.
pub(super) async fn the_part_before_is_there(
    tx: &DatabaseTransaction,
    row: &DeliveryRow,
) -> Result<bool, anyhow::Error> {
    let Some(before) = row.part.checked_sub(1).filter(|_| row.of_another().is_none()) else { return Ok(true) };
    let there = [State::Confirmed, State::Verified, State::Live].map(State::word);
    let found = delivery_row::Entity::find()
        .filter(delivery_row::Column::PostId.eq(row.post.uuid()))
        .filter(delivery_row::Column::ChannelId.eq(row.channel.uuid()))
        .filter(delivery_row::Column::Op.eq(row.op.word()))
        .filter(delivery_row::Column::Part.eq(i64::try_from(before)?))
        .filter(delivery_row::Column::State.is_in(there))
        .all(tx)
        .await?;
    // One that was called off while it left is about to be deleted: nothing goes on from it.
    let found: Vec<DeliveryRow> = found.into_iter().map(delivery_of).collect::<Result<_, _>>()?;
    Ok(found.iter().any(|before| !before.row.withdraw_wanted))
}

/// Why nothing is planned, moved or called off while nobody knows which installation is the live one.
pub(crate) async fn nobody_doubts(tx: &DatabaseTransaction, group: basics::GroupId) -> Result<(), Declined> {
    let doubtful = holds::open(tx, group).await?.into_iter().find(|held| held.why == WhyHeld::Doubtful);
    match doubtful {
        None => Ok(()),
        Some(held) => Err(Declined::rule(format!(
            "{}. Two people say first, under “Stop everything”, that this is the live one; then plan it",
            charter::sentences::capital(&held.says())
        ))),
    }
}
