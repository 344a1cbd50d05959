//! Working through the rows whose moment has come: those of one channel one after the other, channels side by side, so
//! that a network that is slow or down delays no other.

use super::{AFTER_TROUBLE, delivering};
use crate::Installation;
use basics::ChannelId;
use futures::{StreamExt as _, stream};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};
use store::DeliveryRow;
use tokio::{
    sync::{Notify, Semaphore},
    task::JoinSet,
};

/// Rows that are looked at in one go.
const BATCH: u64 = 500;
/// Channels that are worked on at the same time.
const SIDE_BY_SIDE: usize = 32;

/// Works through everything whose moment has come, once, and waits for it. Gives the number of rows that moved.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let awake = here.store.bookkeeping().awake(BATCH, &[]).await?;
    let moved = stream::iter(by_channel(awake).into_values()).map(|rows| one_channel(here, rows));
    Ok(moved.buffer_unordered(SIDE_BY_SIDE).fold(0, async |sum, moved| sum + moved).await)
}

/// Whoever is at work on some channel, while the clock goes on.
pub(super) struct Crew {
    here: Installation,
    busy: Arc<Mutex<BTreeSet<ChannelId>>>,
    places: Arc<Semaphore>,
    freed: Arc<Notify>,
    at_work: JoinSet<()>,
}

impl Crew {
    pub(super) fn of(here: Installation) -> Self {
        let places = Arc::new(Semaphore::new(SIDE_BY_SIDE));
        Self { here, busy: Arc::default(), places, freed: Arc::default(), at_work: JoinSet::new() }
    }

    /// The channels that somebody works on.
    pub(super) fn busy(&self) -> Vec<ChannelId> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }

    /// Sets somebody to work on every other channel with a waking row. Gives the number of rows they took.
    pub(super) async fn dispatch(&mut self) -> Result<usize, anyhow::Error> {
        while self.at_work.try_join_next().is_some() {}
        let awake = self.here.store.bookkeeping().awake(BATCH, &self.busy()).await?;
        let taken = awake.len();
        for (channel, rows) in by_channel(awake) {
            self.busy.lock().unwrap_or_else(PoisonError::into_inner).insert(channel);
            self.set_to_work(channel, rows);
        }
        Ok(taken)
    }

    fn set_to_work(&mut self, channel: ChannelId, rows: Vec<DeliveryRow>) {
        let (here, busy, freed, places) =
            (self.here.clone(), self.busy.clone(), self.freed.clone(), self.places.clone());
        self.at_work.spawn(async move {
            let place = places.acquire().await;
            let moved = one_channel(&here, rows).await;
            drop(place);
            if moved == 0 {
                // A row that cannot move now must not be asked again and again without a breath.
                tokio::time::sleep(AFTER_TROUBLE).await;
            }
            busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&channel);
            freed.notify_one();
        });
    }

    /// Waits until a channel is free again.
    pub(super) async fn somebody_is_done(&self) {
        self.freed.notified().await;
    }

    /// Waits until everybody has finished what they are at.
    pub(super) async fn finish(mut self) {
        while self.at_work.join_next().await.is_some() {}
    }
}

fn by_channel(awake: Vec<DeliveryRow>) -> BTreeMap<ChannelId, Vec<DeliveryRow>> {
    let mut channels: BTreeMap<ChannelId, Vec<DeliveryRow>> = BTreeMap::new();
    for row in awake {
        channels.entry(row.channel).or_default().push(row);
    }
    channels
}

/// A trouble with one delivery is its own: the next one is worked on all the same. Gives the number that moved.
async fn one_channel(here: &Installation, rows: Vec<DeliveryRow>) -> usize {
    let mut moved = 0;
    for row in rows {
        let id = row.id;
        match delivering::wake(here, row).await {
            Ok(did) => moved += usize::from(did),
            Err(error) => {
                tracing::error!(delivery = %id, error = format!("{error:#}"), "a delivery could not be worked on; it waits for its lease to lapse");
            }
        }
    }
    moved
}
