//! Times on the wall are looked at again by the tables of zones that this program carries: when these are newer than at the
//! last look, and once a day.

use super::in_full;
use crate::{Installation, clocks};
use jiff::SignedDuration;

/// How often, while the tables stay the same.
const EVERY: SignedDuration = SignedDuration::from_hours(24);

/// Looks at every time that is to come. Gives how many posts were moved or held. One that could not be looked at holds up no
/// other, and has all of them looked at again a minute later.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let (books, version) = (here.store.bookkeeping(), here.tables.version());
    if !books.tables_are_due(version, EVERY).await? {
        return Ok(0);
    }
    let (mut moved, mut all) = (0, true);
    for (post, when) in here.store.timed_posts().await? {
        match clocks::follow(here, &post, &when).await {
            Ok(did) => moved += usize::from(did),
            Err(declined) => {
                all = false;
                tracing::error!(post = %post.id, declined = in_full(declined), "whether the clocks of its zone moved a post could not be looked up; it is tried again in a minute");
            }
        }
    }
    if all {
        books.went_by_tables(version).await?;
    }
    Ok(moved)
}
