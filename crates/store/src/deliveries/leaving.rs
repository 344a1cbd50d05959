//! The last judgement: in the transaction that writes that a delivery is being sent.

use super::{DeliveryRow, keeping::keep, refused::refused, waking::the_part_before_is_there};
use crate::{
    Changed, Declined, Judged, WhyHeld, channels::register, database::tables::delivery_row, gather::Gather, holds,
};
use audit::Change;
use basics::Digest;
use charter::act::{PublishPost, Reply, WithdrawPost};
use delivery::{Event, Judgement, Kept, Step, step};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;

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
    /// Whether this delivery is the one that the act lets leave.
    fn lets(&self, row: &DeliveryRow) -> bool;
}

impl Leaves for PublishPost {
    fn letting(row: &DeliveryRow, _: Digest) -> Self {
        Self { delivery: row.id, content: row.content }
    }
    fn lets(&self, row: &DeliveryRow) -> bool {
        (self.delivery, self.content) == (row.id, row.content)
    }
}
impl Leaves for Reply {
    fn letting(row: &DeliveryRow, planned: Digest) -> Self {
        Self { post: row.post, channel: row.channel, content: planned }
    }
    fn lets(&self, row: &DeliveryRow) -> bool {
        (self.post, self.channel) == (row.post, row.channel)
    }
}
impl Leaves for WithdrawPost {
    fn letting(row: &DeliveryRow, _: Digest) -> Self {
        Self { delivery: row.id }
    }
    fn lets(&self, row: &DeliveryRow) -> bool {
        self.delivery == row.id
    }
}

impl<A: Leaves> Judged<A> {
    /// Writes that the delivery is being sent, by whom and under which clause.
    pub async fn leave(self, row: &DeliveryRow) -> Result<Leaving, Declined> {
        if !self.act().lets(row) {
            return Err(Declined::from(anyhow::anyhow!("the permit of one delivery was held out for {}", row.id)));
        }
        let now = self.now();
        nothing_holds(&self.tx, row).await?;
        nothing_rests(&self.tx, row).await?;
        not_out_of_order(&self.tx, row).await?;
        let step = match step(&row.row, Event::Prepared(Judgement::Allowed), now) {
            Ok(step) => step,
            Err(illegal) => return Err(refused(&self.tx, row, &illegal).await),
        };
        let rows = keep(&self.tx, row, &step, "judged again, and allowed", now).await?;
        let office = self.permit().office().map(str::to_owned);
        let clause = self.permit().by().first().map(|cited| cited.label.clone());
        delivery_row::Entity::update_many()
            .col_expr(delivery_row::Column::SentAt, Expr::value(now.micros()))
            .col_expr(delivery_row::Column::SentOffice, Expr::value(office))
            .col_expr(delivery_row::Column::SentClause, Expr::value(clause))
            .filter(delivery_row::Column::Id.eq(row.id.uuid()))
            .exec(&self.tx)
            .await?;
        let change = Change::from_to(Change::STATE_OF_DELIVERY, json!(row.row.state), json!(step.row().state));
        Ok(Leaving { changed: self.changed(vec![change]), step, rows })
    }
}

/// A part of a thread never leaves before the one before it is known to be there, whatever lifted its pause.
async fn not_out_of_order(tx: &DatabaseTransaction, row: &DeliveryRow) -> Result<(), Declined> {
    if the_part_before_is_there(tx, row).await? {
        return Ok(());
    }
    Err(Declined::rule(format!("part {} of the thread is not there, and this one answers it", row.part)))
}

/// What is frozen lets nothing out, and a database that may not be the live one does not even delete.
async fn nothing_holds(tx: &DatabaseTransaction, row: &DeliveryRow) -> Result<(), Declined> {
    match holds::over(tx, row.group, row.channel).await? {
        Some(held) if held.why == WhyHeld::Doubtful || !row.deletes() => Err(Declined::rule(held.says())),
        _ => Ok(()),
    }
}

/// A channel that rests or is suspended lets nothing out, whatever its charter says of that; what was published there may
/// be deleted all the same.
async fn nothing_rests(tx: &DatabaseTransaction, row: &DeliveryRow) -> Result<(), Declined> {
    if row.deletes() {
        return Ok(());
    }
    let channel = register::row_of(tx, row.group, row.channel).await?.ok_or(Declined::NotFound("channel"))?;
    let channel = register::channel_of(&channel)?;
    if channel.state.posts() {
        return Ok(());
    }
    Err(Declined::rule(format!("{} is {}, so nothing leaves there", channel.name, channel.state)))
}
