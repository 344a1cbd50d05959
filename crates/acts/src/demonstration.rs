//! What only a demonstration can do: come in as anybody, and let time go by.

use crate::{Installation, clock};
use basics::Moment;
use jiff::SignedDuration;
use people::Demonstration;

/// The longest step between two looks at what is due besides posts: votes, terms, reminders.
const STRIDE: SignedDuration = SignedDuration::from_hours(6);
/// More rounds than one moment needs.
const ROUNDS: usize = 100;

/// Moves the clock on by this much, from one moment at which something happens by itself to the next, so that each post
/// leaves at its own minute. Votes close and terms end as of their instant; letters about them go out within six hours
/// of theirs.
///
/// # Errors
/// When the store fails; the clock then stands where it came to.
pub async fn let_time_pass(
    here: &Installation,
    _only_in: Demonstration,
    by: SignedDuration,
) -> Result<Moment, anyhow::Error> {
    let end = here.store.now().plus(by);
    settle(here).await?;
    while here.store.now() < end {
        let now = here.store.now();
        let wakes = here.store.bookkeeping().next_wake(&[]).await?.filter(|wakes| *wakes > now);
        let next = wakes.unwrap_or(end).min(now.plus(STRIDE)).min(end);
        here.store.clock().advance(next.since(now));
        settle(here).await?;
    }
    Ok(here.store.now())
}

/// Lets happen what is due now.
async fn settle(here: &Installation) -> Result<(), anyhow::Error> {
    for _ in 0..ROUNDS {
        if clock::tick(here).await? == 0 {
            break;
        }
    }
    Ok(())
}
