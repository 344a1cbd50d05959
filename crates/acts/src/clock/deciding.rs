//! Votes close and lapse at their instant, also where nobody looked, and what follows from them is done.

use super::{AGAIN_AFTER, in_full};
use crate::{Installation, effects, votes};

/// Votes that are closed in one go.
const BATCH: u64 = 100;

/// Closes every vote whose instant has come, does what follows from those that passed, and destroys the keys of secret
/// votes that are over. Gives the number of votes that were closed.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let mut closed = 0;
    for (group, decision) in here.store.bookkeeping().votes_awake(BATCH).await? {
        match votes::close(here, group, decision).await {
            Ok(()) => closed += 1,
            Err(declined) => {
                tracing::error!(%decision, declined = in_full(declined), "a vote could not be closed; it is tried again");
                here.store.bookkeeping().vote_waits(decision, here.store.now().plus(AGAIN_AFTER)).await?;
            }
        }
    }
    here.store.destroy_vote_keys().await?;
    for (group, row) in here.store.bookkeeping().votes_to_carry_out().await? {
        if let Err(error) = Box::pin(effects::carry_out(here, group, &row)).await {
            let (decision, error) = (row.id, format!("{error:#}"));
            tracing::error!(%decision, error, "what follows from a vote could not be done; it is tried again");
            here.store.bookkeeping().effect_waits(decision, here.store.now().plus(AGAIN_AFTER)).await?;
        }
    }
    Ok(closed)
}
