//! Terms end at their instant, also where nobody looked, and with them what hangs on them.

use super::{AGAIN_AFTER, in_full};
use crate::{Installation, terms};

/// Terms that are ended in one go.
const BATCH: u64 = 100;

/// Ends every term that is over for good. Gives their number.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let mut ended = 0;
    for (group, person) in here.store.bookkeeping().terms_over(BATCH).await? {
        match terms::end(here, group, person).await {
            Ok(did) => ended += usize::from(did),
            Err(declined) => {
                tracing::error!(%person, declined = in_full(declined), "a term could not be ended; it is tried again");
                here.store.bookkeeping().term_waits(group, person, here.store.now().plus(AGAIN_AFTER)).await?;
            }
        }
    }
    Ok(ended)
}
