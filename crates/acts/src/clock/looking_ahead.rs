//! Posts that wait are looked at ahead of their time: when they are planned, and a day, an hour and five minutes before they
//! leave. Each look is begun once, whichever process comes to it first.

use crate::{
    Installation,
    ahead::{Found, look},
};
use futures::{StreamExt as _, stream};
use publishing::Ahead;
use store::{PostNoticeKind, PostRow, PostStage};

/// Posts that are looked at side by side: most of the time somebody else's server is waited for.
const SIDE_BY_SIDE: usize = 8;

/// Looks at every post whose moment has come. Gives their number.
pub(super) async fn work_through(here: &Installation) -> Result<usize, anyhow::Error> {
    let due = due(here).await?;
    let looked = stream::iter(due).map(|(post, mark)| one(here, post, mark));
    Ok(looked.buffer_unordered(SIDE_BY_SIDE).fold(0, async |sum, did| sum + usize::from(did)).await)
}

/// The posts whose moment has come and at which nobody looked then, with the mark of the look.
async fn due(here: &Installation) -> Result<Vec<(PostRow, String)>, anyhow::Error> {
    let now = here.store.now();
    let planned = here.store.timed_posts().await?.into_iter().filter(|(post, _)| post.stage == PostStage::Planned);
    let due: Vec<(PostRow, String)> = planned
        .filter_map(|(post, when)| {
            let mark = Ahead::of(when.at, now)?.mark(post.content?, when.at);
            Some((post, mark))
        })
        .collect();
    let posts: Vec<_> = due.iter().map(|(post, _)| post.id).collect();
    let looked = here.store.looked_ahead(&posts).await?;
    Ok(due.into_iter().filter(|(post, mark)| !looked.contains(&(post.id, mark.clone()))).collect())
}

/// A look that fails holds up no other; the next moment looks again.
async fn one(here: &Installation, post: PostRow, mark: String) -> bool {
    let looked = Box::pin(looked(here, &post, &mark)).await;
    looked.unwrap_or_else(|error| {
        tracing::error!(post = %post.id, error = format!("{error:#}"), "a post could not be looked at ahead of its time");
        false
    })
}

async fn looked(here: &Installation, post: &PostRow, mark: &str) -> Result<bool, anyhow::Error> {
    let books = here.store.bookkeeping();
    if !books.looks_ahead(post.id, mark).await? {
        return Ok(false);
    }
    let Found { in_the_way, not_looked_at } = look(here, post).await?;
    let found =
        [(PostNoticeKind::InTheWay, in_the_way.join("\n")), (PostNoticeKind::NotLookedAt, not_looked_at.join("\n"))];
    books.found_ahead((post.group, post.id), mark, found).await?;
    Ok(true)
}
