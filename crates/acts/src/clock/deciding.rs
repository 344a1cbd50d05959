//! Votes close and lapse at their instant, also where nobody looked, and what follows from them is done.

use crate::{Declined, Installation, effects, votes};
use jiff::SignedDuration;

/// Votes that are closed in one go.
const BATCH: u64 = 100;

/// How long a vote that could not be closed waits, so that it holds up no other and fills no log.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_hours(1);

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
    if closed > 0 {
        here.store.destroy_vote_keys().await?;
    }
    for row in here.store.bookkeeping().votes_to_carry_out().await? {
        let group = here.store.bookkeeping().group_of_vote(row.id).await?;
        Box::pin(effects::carry_out(here, group, &row)).await?;
    }
    Ok(closed)
}

/// What went wrong, down to what it came from.
fn in_full(declined: Declined) -> String {
    match declined {
        Declined::Trouble(error) => format!("{error:#}"),
        other => other.to_string(),
    }
}
