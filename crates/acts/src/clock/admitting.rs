//! Admissions that nobody accepted in time come to nothing, also where nobody looked.

use super::{AGAIN_AFTER, in_full};
use crate::{Installation, accepting};

/// Admissions that are ended in one go.
const BATCH: u64 = 100;

/// Ends every admission whose day passed. Gives their number.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let mut ended = 0;
    for (group, application) in here.store.bookkeeping().admissions_over(BATCH).await? {
        let did = accepting::lapse(here, group, application).await;
        if matches!(did, Ok(true)) {
            ended += 1;
            continue;
        }
        if let Err(declined) = did {
            let declined = in_full(declined);
            tracing::error!(%application, declined, "an admission could not be ended; it is tried again");
        }
        here.store.bookkeeping().admission_waits(application, here.store.now().plus(AGAIN_AFTER)).await?;
    }
    Ok(ended)
}
