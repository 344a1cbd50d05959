//! Working through the rows whose moment has come: those of one channel one after the other, channels side by side, so
//! that a network that is slow or down delays no other.

use super::{AFTER_TROUBLE, delivering, may_go_on};
use crate::Installation;
use anyhow::anyhow;
use basics::ChannelId;
use futures::{FutureExt as _, StreamExt as _, stream};
use std::{
    collections::{BTreeMap, BTreeSet},
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use store::DeliveryRow;
use tokio::{
    sync::{Notify, Semaphore},
    task::{JoinError, JoinSet},
};

/// Rows that are looked at in one go.
const BATCH: u64 = 500;
/// Channels that are worked on at the same time. Most of the time they wait for their networks, so that this is many: one
/// network that answers slowly on all its channels must leave places for the others.
const SIDE_BY_SIDE: usize = 512;
/// Rows of its channel that somebody takes up after those they were given.
const FURTHER: u64 = 20;

/// Works through everything whose moment has come, once, and waits for it. Gives the number of rows that moved.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let awake = here.store.bookkeeping().awake(BATCH, &[]).await?;
    let moved = stream::iter(by_channel(awake).into_values()).map(|rows| one_channel(here, rows));
    Ok(moved.buffer_unordered(SIDE_BY_SIDE).fold(0, async |sum, moved| sum + moved).await)
}

/// Whoever is at work on some channel, while the clock goes on.
pub(super) struct Crew {
    here: Installation,
    busy: Arc<Busy>,
    places: Arc<Semaphore>,
    at_work: JoinSet<()>,
}

impl Crew {
    pub(super) fn of(here: Installation) -> Self {
        let places = Arc::new(Semaphore::new(SIDE_BY_SIDE));
        Self { here, busy: Arc::default(), places, at_work: JoinSet::new() }
    }

    /// The channels that somebody works on.
    pub(super) fn busy(&self) -> Vec<ChannelId> {
        self.busy.channels()
    }

    /// Sets somebody to work on every other channel with a waking row. Gives the number of rows they took.
    pub(super) async fn dispatch(&mut self) -> Result<usize, anyhow::Error> {
        while let Some(ended) = self.at_work.try_join_next() {
            tell_of_a_break(ended);
        }
        let awake = self.here.store.bookkeeping().awake(BATCH, &self.busy()).await?;
        let taken = awake.len();
        for (channel, rows) in by_channel(awake) {
            self.set_to_work(channel, rows);
        }
        Ok(taken)
    }

    fn set_to_work(&mut self, channel: ChannelId, rows: Vec<DeliveryRow>) {
        let (here, places, taken) = (self.here.clone(), self.places.clone(), Busy::take(&self.busy, channel));
        self.at_work.spawn(async move {
            let place = places.acquire().await;
            let moved = all_of_one_channel(&here, rows, &taken).await;
            drop(place);
            if moved == 0 {
                // A row that cannot move now must not be asked again and again without a breath.
                tokio::time::sleep(AFTER_TROUBLE).await;
            }
            drop(taken);
        });
    }

    /// Waits until a channel is free again.
    pub(super) async fn somebody_is_done(&self) {
        self.busy.freed.notified().await;
    }

    /// Waits until everybody has finished what they are at.
    pub(super) async fn finish(mut self) {
        self.busy.closing.store(true, Ordering::Release);
        while let Some(ended) = self.at_work.join_next().await {
            tell_of_a_break(ended);
        }
    }
}

fn tell_of_a_break(ended: Result<(), JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "the work on a channel broke off; its rows wait for their leases to lapse");
    }
}

/// The channels that somebody works on.
#[derive(Default)]
struct Busy {
    channels: Mutex<BTreeSet<ChannelId>>,
    freed: Notify,
    /// Nothing further is taken up.
    closing: AtomicBool,
}

impl Busy {
    fn take(busy: &Arc<Self>, channel: ChannelId) -> Taken {
        busy.lock().insert(channel);
        Taken { busy: busy.clone(), channel }
    }
    fn channels(&self) -> Vec<ChannelId> {
        self.lock().iter().copied().collect()
    }
    fn lock(&self) -> MutexGuard<'_, BTreeSet<ChannelId>> {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A channel somebody works on. It is free again when this is dropped, whatever became of the work.
struct Taken {
    busy: Arc<Busy>,
    channel: ChannelId,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.busy.lock().remove(&self.channel);
        self.busy.freed.notify_one();
    }
}

fn by_channel(awake: Vec<DeliveryRow>) -> BTreeMap<ChannelId, Vec<DeliveryRow>> {
    let mut channels: BTreeMap<ChannelId, Vec<DeliveryRow>> = BTreeMap::new();
    for row in awake {
        channels.entry(row.channel).or_default().push(row);
    }
    channels
}

/// Goes on with the channel until nothing of it is due: whoever waits behind a long queue is not asked for anew. Gives the
/// number of rows that moved.
async fn all_of_one_channel(here: &Installation, rows: Vec<DeliveryRow>, taken: &Taken) -> usize {
    let mut moved = one_channel(here, rows).await;
    let mut went_on = moved > 0;
    while went_on && may_go_on(here) && !taken.busy.closing.load(Ordering::Acquire) {
        let further = here.store.bookkeeping().awake_on(taken.channel, FURTHER).await.unwrap_or_else(|error| {
            tracing::error!(error = format!("{error:#}"), "what else is due on a channel could not be looked up");
            Vec::new()
        });
        let did = one_channel(here, further).await;
        moved += did;
        went_on = did > 0;
    }
    moved
}

/// A trouble with one delivery is its own: the next one is worked on all the same. Gives the number that moved.
async fn one_channel(here: &Installation, rows: Vec<DeliveryRow>) -> usize {
    let mut moved = 0;
    for row in rows {
        let id = row.id;
        match unbroken(Box::pin(delivering::wake(here, row))).await {
            Ok(did) => moved += usize::from(did),
            Err(error) => {
                tracing::error!(delivery = %id, error = format!("{error:#}"), "a delivery could not be worked on; it waits for its lease to lapse");
            }
        }
    }
    moved
}

/// A panic in the work on one delivery is a trouble like another one: it must silence neither the clock nor the rows
/// that wait behind it on the same channel.
async fn unbroken(work: impl Future<Output = Result<bool, anyhow::Error>>) -> Result<bool, anyhow::Error> {
    // The row is read anew from the store before it is worked on again, so nothing half done is looked at.
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|panic| {
        let why = panic.downcast_ref::<&str>().copied().map(str::to_owned);
        let why = why.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned());
        Err(anyhow!("the work broke off, which is a fault of this program: {why}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use basics::Moment;

    #[tokio::test]
    async fn work_that_breaks_off_is_a_trouble_of_its_own_delivery() {
        let broken = unbroken(async { panic!("no such part") }).await.unwrap_err().to_string();
        assert!(broken.contains("no such part") && broken.contains("a fault of this program"), "{broken}");
        assert!(unbroken(async { Ok(true) }).await.unwrap());
    }

    #[tokio::test]
    async fn a_channel_is_free_again_whatever_became_of_the_work() {
        let busy = Arc::new(Busy::default());
        let channel = ChannelId::mint(Moment::from_micros(1));
        let taken = Busy::take(&busy, channel);
        assert_eq!(busy.channels(), [channel]);
        let work = tokio::spawn(async move {
            let _taken = taken;
            panic!("no such part");
        });
        work.await.unwrap_err();
        assert!(busy.channels().is_empty());
        busy.freed.notified().await;
    }
}
