//! The outside watch: an address of the operator's choice is called every minute while posts leave as they should. Its
//! silence is the one alarm that needs no living Nuncio.

use crate::Installation;
use basics::Moment;
use egress::{Ask, SafeUrl};
use jiff::SignedDuration;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use std::time::Duration;

/// How long ago the deliveries were looked through at most, for the watch to be told that all is well.
const LATELY: SignedDuration = SignedDuration::from_mins(2);
/// How long the watch may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Who watches from outside, and when the deliveries were looked through last.
#[derive(Clone, Default)]
pub struct Watch {
    address: Option<SafeUrl>,
    looked: Arc<AtomicI64>,
}

impl Watch {
    /// The watch at this address.
    pub fn at(address: SafeUrl) -> Self {
        Self { address: Some(address), looked: Arc::default() }
    }
    /// The deliveries were looked through at this moment, and the database answered.
    pub(super) fn all_is_well(&self, now: Moment) {
        self.looked.store(now.micros(), Ordering::Relaxed);
    }
    fn is_well(&self, now: Moment) -> bool {
        now.since(Moment::from_micros(self.looked.load(Ordering::Relaxed))).abs() < LATELY
    }
}

/// Calls the watch, where one is named and all is well. Gives the number of calls that arrived.
///
/// # Errors
/// Where it does not answer: it will raise its own alarm, and whoever reads the journal knows why.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let Some(address) = here.watch.address.as_ref().filter(|_| here.watch.is_well(here.store.now())) else {
        return Ok(0);
    };
    here.egress.read(Ask::get(address.clone()).within(PATIENCE)).await?;
    Ok(1)
}
