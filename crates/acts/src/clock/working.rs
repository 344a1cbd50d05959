//! Working through the rows whose moment has come: those of one channel one after the other, channels side by side.

use super::delivering;
use crate::Installation;
use basics::ChannelId;
use futures::{StreamExt as _, stream};
use std::collections::BTreeMap;
use store::DeliveryRow;

/// Rows that are looked at in one go.
const BATCH: u64 = 500;
/// Channels that are worked on at the same time.
const SIDE_BY_SIDE: usize = 32;

/// Tells every waking row what its moment brings, and carries out what follows.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let awake = here.store.bookkeeping().awake(BATCH).await?;
    let count = awake.len();
    let mut by_channel: BTreeMap<ChannelId, Vec<DeliveryRow>> = BTreeMap::new();
    for row in awake {
        by_channel.entry(row.channel).or_default().push(row);
    }
    stream::iter(by_channel.into_values()).for_each_concurrent(SIDE_BY_SIDE, |rows| one_channel(here, rows)).await;
    Ok(count)
}

/// A trouble with one delivery is its own: the next one is worked on all the same.
async fn one_channel(here: &Installation, rows: Vec<DeliveryRow>) {
    for row in rows {
        let id = row.id;
        if let Err(error) = delivering::wake(here, row).await {
            tracing::error!(delivery = %id, error = format!("{error:#}"), "a delivery could not be worked on; it waits for its lease to lapse");
        }
    }
}
