//! Whether an attempt left something: the page's own list is compared with the same list as it stood before the first
//! attempt. No clock is asked.

use super::{
    api::{Api, PER_PAGE},
    publish::Material,
    view, wire,
};
use crate::{Account, Prepared};
use delivery::Finding;

/// How many pages of the list are read.
const PAGES: usize = 5;

/// The page's newest posts, newest first; `None` where they cannot be read.
pub async fn standing(api: &Api<'_>, account: &Account) -> Option<Vec<String>> {
    let page = api.posts_of(&account.identity.id, 0).await.ok()?;
    Some(page.into_iter().map(|post| post.id).collect())
}

/// Looks in the list for what was not there before. A post that was there before is the control; a list of a page that
/// had none proves nothing, because LinkedIn counts nowhere how many there are.
pub async fn in_own_list(api: &Api<'_>, account: &Account, prepared: &Prepared, taken: &[String]) -> Finding {
    // Without the list from before, this post and one that said the same last week cannot be told apart.
    let Some(before) = Material::of(prepared).before else { return Finding::NoAnswer };
    let Some((shown, ended)) = down_to(api, account, &before).await else { return Finding::NoAnswer };
    let was_there = |post: &wire::Post| before.contains(&post.id);
    let lowest = shown.iter().rposition(was_there);
    let surely_new = if before.is_empty() { shown.len() } else { lowest.unwrap_or(0) };
    let ours = |post: &wire::Post| {
        !was_there(post) && !taken.contains(&post.id) && view::is_it(account, &prepared.rendered, post)
    };
    // Something new on the page that nobody claims may be this one, changed by LinkedIn or since.
    let unclaimed = |post: &wire::Post| !was_there(post) && !taken.contains(&post.id);
    let others = shown.iter().take(surely_new).any(|post| unclaimed(post) && !ours(post));
    let found: Vec<usize> = (0..shown.len()).filter(|at| shown.get(*at).is_some_and(ours)).collect();
    let doubtful = found.iter().any(|at| *at >= surely_new);
    let ours: Vec<&wire::Post> = found.iter().filter(|at| **at < surely_new).filter_map(|at| shown.get(*at)).collect();
    // The list is newest first, so the last match is the earliest.
    match ours.as_slice() {
        [] if doubtful || others => Finding::NoAnswer,
        [] => Finding::NotSeen { control: lowest.is_some(), complete: ended || reaches_back(&shown, &before) },
        [only] => Finding::Seen(view::remote(&only.id)),
        [.., earliest] => Finding::Several(view::remote(&earliest.id)),
    }
}

/// The list down into the older half of what was there before, and whether it ended there.
async fn down_to(api: &Api<'_>, account: &Account, before: &[String]) -> Option<(Vec<wire::Post>, bool)> {
    let mut shown: Vec<wire::Post> = Vec::new();
    for page in 0..PAGES {
        let posts = api.posts_of(&account.identity.id, page).await.ok()?;
        let ended = posts.len() < PER_PAGE;
        for post in posts {
            // A post that arrives while the pages are turned moves one from the end of a page to the next.
            if !shown.iter().any(|there| there.id == post.id) {
                shown.push(post);
            }
        }
        if ended || reaches_back(&shown, before) {
            return Some((shown, ended));
        }
    }
    Some((shown, false))
}

/// Not to the very last of them: one may have been deleted meanwhile.
fn reaches_back(shown: &[wire::Post], before: &[String]) -> bool {
    let older = before.get(before.len() / 2..).unwrap_or_default();
    shown.iter().any(|post| older.contains(&post.id))
}
