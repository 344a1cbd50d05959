//! Terms end at their instant, also where nobody looked, and with them what hangs on them.

use crate::{Declined, Installation, terms};

/// Terms that are ended in one go.
const BATCH: u64 = 100;

/// Ends every term that is over for good. Gives their number.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let mut ended = 0;
    for (group, person) in here.store.bookkeeping().terms_over(BATCH).await? {
        match terms::end(here, group, person).await {
            Ok(did) => ended += usize::from(did),
            Err(Declined::Trouble(error)) => return Err(error),
            Err(declined) => tracing::error!(%person, %declined, "a term could not be ended; it is tried again"),
        }
    }
    Ok(ended)
}
