//! Whether an attempt left something: the account's own list, against the same list as it stood before.

use super::{api::Api, publish::Material, view, wire};
use crate::{
    Account, Prepared,
    listed::{self, Listed, reaches_back},
};
use delivery::Finding;

/// How many pages of the list are read. Each costs money.
const PAGES: usize = 5;

/// The account's newest posts, newest first; `None` where they cannot be read.
pub async fn standing(api: &Api<'_>, account: &Account) -> Option<Vec<String>> {
    let page = api.posts_of(&account.identity.id, None).await.ok()?;
    Some(page.data.into_iter().map(|post| post.id).collect())
}

/// Looks in the list for what was not there before.
pub async fn in_own_list(api: &Api<'_>, account: &Account, prepared: &Prepared, taken: &[String]) -> Finding {
    // Without the list from before, this post and one that said the same last week cannot be told apart.
    let Some(before) = Material::of(prepared).before else { return Finding::NoAnswer };
    let Some((pages, ended)) = down_to(api, account, &before).await else { return Finding::NoAnswer };
    let mut shown: Vec<Listed> = Vec::new();
    for page in &pages {
        for post in &page.data {
            // A post that arrives while the pages are turned moves one from the end of a page to the next.
            if !shown.iter().any(|there| there.id == post.id) {
                let is_it = view::is_it(account, &prepared.rendered, post, &page.includes);
                shown.push(Listed { id: post.id.clone(), is_it });
            }
        }
    }
    listed::finding(&shown, ended, &before, taken, |id| view::remote(account, id))
}

/// The list down into the older half of what was there before, and whether it ended there.
async fn down_to(api: &Api<'_>, account: &Account, before: &[String]) -> Option<(Vec<wire::Page>, bool)> {
    let mut pages: Vec<wire::Page> = Vec::new();
    for _ in 0..PAGES {
        let next = pages.last().and_then(|page| page.meta.next_token.as_deref());
        let page = api.posts_of(&account.identity.id, next).await.ok()?;
        let ended = page.meta.next_token.is_none();
        let reached = reaches_back(page.data.iter().map(|post| post.id.as_str()), before);
        pages.push(page);
        if ended || reached {
            return Some((pages, ended));
        }
    }
    Some((pages, false))
}
