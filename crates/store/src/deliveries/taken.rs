//! One object on a network belongs to one delivery of a channel. An answer that names the object of another one is kept as
//! what it is, instead of being refused by the database again and again.

use super::{DeliveryRow, Op, working::set_text};
use crate::{Store, database::tables::delivery_row};
use delivery::{Answer, Finding, Happened, Remote};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

/// As many ids as the longest list that is looked through could hold, and more.
const MOST: u64 = 1000;

/// What a delivery is told, and the words for it.
pub(super) struct Told {
    pub happened: Happened,
    pub note: String,
}

/// What happened, unless it names an object that is another post of the channel. Then it is no answer about this one, which
/// waits for a person; why is kept with it.
pub(super) async fn unless_taken(
    tx: &impl ConnectionTrait,
    row: &DeliveryRow,
    happened: Happened,
    note: &str,
) -> Result<Told, anyhow::Error> {
    let as_it_is = |happened| Told { happened, note: note.to_owned() };
    let Some(named) = named(&happened) else { return Ok(as_it_is(happened)) };
    if row.of_another().is_some()
        || others(row).filter(delivery_row::Column::RemoteId.eq(&named.id)).one(tx).await?.is_none()
    {
        return Ok(as_it_is(happened));
    }
    let at = named.url.as_deref().unwrap_or(&named.id);
    let note = format!(
        "the network answered with {at}, which is another post of this channel; look whether this one is there"
    );
    set_text(tx, row.id, delivery_row::Column::Trouble, &note).await?;
    let happened = match happened {
        Happened::Look(_) => Happened::Look(Finding::Taken),
        _ => Happened::Answer(Answer::Taken),
    };
    Ok(Told { happened, note })
}

fn named(happened: &Happened) -> Option<&Remote> {
    match happened {
        Happened::Answer(Answer::Done(remote)) | Happened::Look(Finding::Seen(remote) | Finding::Several(remote)) => {
            Some(remote)
        }
        _ => None,
    }
}

/// The other deliveries of its channel that put something there.
fn others(row: &DeliveryRow) -> Select<delivery_row::Entity> {
    delivery_row::Entity::find()
        .filter(delivery_row::Column::ChannelId.eq(row.channel.uuid()))
        .filter(delivery_row::Column::GroupId.eq(row.group.uuid()))
        .filter(delivery_row::Column::Id.ne(row.id.uuid()))
        .filter(delivery_row::Column::Op.is_not_in(Op::ON_ANOTHERS.map(Op::word)))
}

impl Store {
    /// The ids on the network of the other posts of a delivery's channel, the newest of them.
    pub async fn taken_ids(&self, row: &DeliveryRow) -> Result<Vec<String>, anyhow::Error> {
        let ids: Vec<String> = others(row)
            .select_only()
            .column(delivery_row::Column::RemoteId)
            .filter(delivery_row::Column::RemoteId.is_not_null())
            .order_by_desc(delivery_row::Column::DueAt)
            .limit(MOST)
            .into_tuple()
            .all(self.reader())
            .await?;
        Ok(ids)
    }
}
