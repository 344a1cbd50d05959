//! Media that one call carries as a whole, because its form leaves no other way. They are held one post at a time, so that
//! memory stays bounded however many channels are worked on side by side.

use crate::{Trouble, trouble::Kind};
use std::time::Duration;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

static ONE_POST_AT_A_TIME: Semaphore = Semaphore::const_new(1);
/// How long a post waits for its turn: the call after it still has to begin in time.
const PATIENCE: Duration = Duration::from_secs(20);

/// The turn to hold the media of one post as a whole, until it is dropped.
///
/// # Errors
/// Where it does not come in time; nothing was sent then.
pub async fn turn() -> Result<SemaphorePermit<'static>, Trouble> {
    let busy = "other posts with pictures are just being packed, and this one is tried again; nothing was sent";
    let turn = timeout(PATIENCE, ONE_POST_AT_A_TIME.acquire()).await;
    // Nobody closes it, so that only the wait can have failed.
    turn.ok().and_then(Result::ok).ok_or_else(|| Trouble::new(Kind::Transient, busy))
}
