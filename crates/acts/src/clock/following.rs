//! Outside statuses begin and end at their instant, also where nobody looked, and with them what hangs on them.

use super::AGAIN_AFTER;
use crate::{Installation, statuses};

/// Changes that are carried out in one go.
const BATCH: u64 = 100;

/// Carries out what hangs on every status that began or ended by now. Gives their number.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let mut followed = 0;
    for (group, person, status) in here.store.bookkeeping().statuses_due(BATCH).await? {
        let did = statuses::follow(here, group, person, status.clone()).await;
        if matches!(did, Ok(true)) {
            followed += 1;
            continue;
        }
        if let Err(declined) = did {
            tracing::error!(%person, status, declined = super::in_full(declined), "a status could not be carried out");
        }
        here.store.bookkeeping().status_waits(group, person, &status, here.store.now().plus(AGAIN_AFTER)).await?;
    }
    Ok(followed)
}
