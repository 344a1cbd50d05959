//! What people tell about a delivery, and the deletion of what was published.

use super::{
    DeliveryRow, Op,
    keeping::{settle_notices, write},
    queue::{insert, is_deleting},
    reading::{find, of_post},
};
use crate::{
    Changed, Declined, Judged,
    database::tables::delivery_row,
    posts::queue::PlannedDelivery,
    posts::{
        reading,
        redress::{self, Redress},
    },
};
use audit::Change;
use basics::DeliveryId;
use charter::act::{ReportPosted, SettleDelivery, WithdrawPost};
use delivery::{Event, PersonSays, Remote, Row};
use sea_orm::{ColumnTrait as _, Condition, DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use serde_json::json;

impl Judged<ReportPosted> {
    /// Records the address of what a person posted by hand, or the right one in place of a wrong one, over the delivery
    /// as they `saw` it.
    pub async fn keep(self, saw: u32, says: PersonSays) -> Result<Changed, Declined> {
        let id = self.act().delivery;
        person_says(self, id, saw, says, "posted by hand").await
    }
}

impl Judged<SettleDelivery> {
    /// Records what a person found out about a delivery, as they `saw` it.
    pub async fn keep(self, saw: u32, says: PersonSays) -> Result<Changed, Declined> {
        let id = self.act().delivery;
        person_says(self, id, saw, says, "settled by a person").await
    }
}

async fn person_says<A: charter::Act>(
    judged: Judged<A>,
    id: DeliveryId,
    saw: u32,
    says: PersonSays,
    note: &str,
) -> Result<Changed, Declined> {
    let row = &find(&judged.tx, judged.group, id).await?.ok_or(Declined::NotFound("delivery"))?;
    if row.row.seq != saw {
        return Err(Declined::Stale("the delivery"));
    }
    if let PersonSays::ItIsThere(remote) = &says {
        nobody_elses(&judged.tx, row, remote).await?;
    }
    settle_notices(&judged.tx, row.id, judged.now()).await?;
    let new = write(&judged.tx, row, Event::PersonSays(says), note, judged.now()).await?;
    let before = json!({ "state": row.row.state, "remote": row.row.remote });
    let change = Change::from_to("delivery", before, json!({ "state": new.state, "remote": new.remote }));
    Ok(judged.changed(vec![change]))
}

/// One object on a network belongs to one delivery; a deletion and a change name the object that they are about.
async fn nobody_elses(tx: &DatabaseTransaction, row: &DeliveryRow, remote: &Remote) -> Result<(), Declined> {
    if row.of_another().is_some() {
        return Ok(());
    }
    let address = remote.url.as_deref().unwrap_or(&remote.id);
    let other = delivery_row::Entity::find()
        .filter(delivery_row::Column::ChannelId.eq(row.channel.uuid()))
        .filter(delivery_row::Column::Id.ne(row.id.uuid()))
        .filter(delivery_row::Column::Op.is_not_in(Op::ON_ANOTHERS.map(Op::word)))
        .filter(
            Condition::any()
                .add(delivery_row::Column::RemoteId.eq(&remote.id))
                .add(delivery_row::Column::RemoteUrl.eq(address)),
        )
        .one(tx)
        .await?;
    match other {
        None => Ok(()),
        Some(_) => Err(Declined::field(
            "address",
            format!(
                "{address} is the address of another post of this channel already; copy the address of the post this is about"
            ),
        )),
    }
}

impl Judged<WithdrawPost> {
    /// Puts the deletion of a published post in the queue, as a delivery of its own; for the reason that was given for
    /// all channels, where one was.
    pub async fn keep(self, deletion: Row, redress: Option<&Redress>) -> Result<Changed, Declined> {
        let published = find(&self.tx, self.group, self.act().delivery).await?;
        let published = published.ok_or(Declined::NotFound("delivery"))?;
        reading::hold(&self.tx, self.group, published.post).await?.ok_or(Declined::NotFound("post"))?;
        let all = of_post(&self.tx, published.post).await?;
        if all.iter().any(|row| is_deleting(row, published.id)) {
            return Err(Declined::rule("its deletion is in the queue already"));
        }
        let deletion = PlannedDelivery {
            channel: published.channel,
            op: Op::Delete,
            part: 0,
            content: published.content,
            row: deletion,
            client_ref: published.id.to_string(),
        };
        insert(&self.tx, self.group, published.post, all.len(), &deletion, self.by()?).await?;
        let change =
            Change::made("deletion in the queue", json!({ "of": published.id, "remote": published.row.remote }));
        let because = redress::takes_effect(&self.tx, published.post, redress, self.now()).await?;
        Ok(self.changed([change].into_iter().chain(because).collect()))
    }
}
