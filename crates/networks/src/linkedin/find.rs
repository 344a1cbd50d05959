//! Whether an attempt left something: the page's own list is compared with the same list as it stood before the first
//! attempt. No clock is asked.

use super::{
    api::{Api, PER_PAGE},
    publish::Material,
    view, wire,
};
use crate::{
    Account, Prepared,
    listed::{self, Listed, reaches_back},
};
use delivery::Finding;

/// How many pages of the list are read.
const PAGES: usize = 5;

/// The page's newest posts, newest first; `None` where they cannot be read.
pub async fn standing(api: &Api<'_>, account: &Account) -> Option<Vec<String>> {
    let page = api.posts_of(&account.identity.id, 0).await.ok()?;
    Some(page.into_iter().map(|post| post.id).collect())
}

/// Looks in the list for what was not there before.
pub async fn in_own_list(api: &Api<'_>, account: &Account, prepared: &Prepared, taken: &[String]) -> Finding {
    // Without the list from before, this post and one that said the same last week cannot be told apart.
    let Some(before) = Material::of(prepared).before else { return Finding::NoAnswer };
    let Some((posts, ended)) = down_to(api, account, &before).await else { return Finding::NoAnswer };
    let listed =
        |post: &wire::Post| Listed { id: post.id.clone(), is_it: view::is_it(account, &prepared.rendered, post) };
    let shown: Vec<Listed> = posts.iter().map(listed).collect();
    listed::finding(&shown, ended, &before, taken, view::remote)
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
        if ended || reaches_back(shown.iter().map(|post| post.id.as_str()), before) {
            return Some((shown, ended));
        }
    }
    Some((shown, false))
}
