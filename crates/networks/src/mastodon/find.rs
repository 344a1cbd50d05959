//! Whether an attempt left something: the account's own posts are listed back to before the attempt and compared with
//! what left. A list counts only if it shows that it works.

use super::{publish::Material, server::Server, view, wire};
use crate::{Account, Prepared, Rendered, Trouble};
use basics::Moment;
use delivery::Finding;
use jiff::SignedDuration;

/// The server's clock may be behind ours by this much.
const SKEW: SignedDuration = SignedDuration::from_mins(2);
/// How many pages of the list are read.
const PAGES: usize = 10;

/// Looks in the account's own list.
pub async fn in_own_list(server: &Server<'_>, account: &Account, prepared: &Prepared, since: Moment) -> Finding {
    match list_back_to(server, account, since).await {
        Ok(list) => found_in(server, account, &prepared.rendered, &list).await,
        Err(_) => Finding::NoAnswer,
    }
}

/// Asks the draft whether it was published (class D). A draft that answers is its own control.
pub async fn by_draft(server: &Server<'_>, account: &Account, prepared: &Prepared) -> Finding {
    let Some(draft) = Material::of(prepared).draft else { return Finding::NoAnswer };
    match server.read_draft(&draft).await {
        Ok(wire::Draft { status: Some(status), .. }) => Finding::Seen(view::remote(account, &status)),
        Ok(wire::Draft { status: None, .. }) => Finding::NotSeen { control: true, complete: true },
        Err(_) => Finding::NoAnswer,
    }
}

/// The account's own posts, and what the list proves about itself.
struct List {
    recent: Vec<wire::Status>,
    control: bool,
    complete: bool,
}

async fn list_back_to(server: &Server<'_>, account: &Account, since: Moment) -> Result<List, Trouble> {
    let oldest = since.plus(-SKEW);
    let mut list = List { recent: vec![], control: false, complete: false };
    let mut before: Option<String> = None;
    for _ in 0..PAGES {
        let page = server.statuses_of(&account.identity.id, before.as_deref()).await?;
        let next = page.last().map(|last| last.id.clone());
        let (older, recent): (Vec<_>, Vec<_>) = page.into_iter().partition(|status| made_before(status, oldest));
        list.recent.extend(recent.into_iter().filter(|status| status.reblog.is_none()));
        list.control |= !older.is_empty();
        list.complete = !older.is_empty() || next.is_none() || next == before;
        if list.complete {
            break;
        }
        before = next;
    }
    if list.complete && !list.control {
        list.control = agrees_with_count(server, &list).await?;
    }
    Ok(list)
}

/// Without an older post the account's own count is the control: it must say that the list is all there is. A count of
/// nothing proves nothing: some servers never count.
async fn agrees_with_count(server: &Server<'_>, list: &List) -> Result<bool, Trouble> {
    let counted = server.whoami().await?.statuses_count;
    Ok(counted.is_some_and(|counted| counted > 0 && counted == list.recent.len() as u64))
}

fn made_before(status: &wire::Status, oldest: Moment) -> bool {
    view::made_at(status).is_some_and(|made| made < oldest)
}

async fn found_in(server: &Server<'_>, account: &Account, rendered: &Rendered, list: &List) -> Finding {
    let mut matches = Vec::new();
    for status in &list.recent {
        match is_it(server, account, rendered, status).await {
            Ok(true) => matches.push(status),
            Ok(false) => {}
            Err(_) => return Finding::NoAnswer,
        }
    }
    // The list is newest first, so the last match is the earliest.
    match matches.as_slice() {
        [] => Finding::NotSeen { control: list.control, complete: list.complete },
        [only] => Finding::Seen(view::remote(account, only)),
        [.., earliest] => Finding::Several(view::remote(account, earliest)),
    }
}

/// The cheap marks are compared first; only a candidate that passes them is read as it was written.
async fn is_it(
    server: &Server<'_>,
    account: &Account,
    rendered: &Rendered,
    status: &wire::Status,
) -> Result<bool, Trouble> {
    let parent = rendered.parent.as_ref().map(|parent| parent.remote.id.as_str());
    let marks = status.account.id == account.identity.id
        && status.media_attachments.len() == rendered.pictures.len()
        && status.in_reply_to_id.as_deref().filter(|id| !id.is_empty()) == parent;
    if !marks {
        return Ok(false);
    }
    let source = server.source(&status.id).await.map(Some).or_else(unless_unknown)?;
    let text = source.map_or_else(|| view::written(status), |source| source.text);
    Ok(view::same_words(&text, &rendered.text))
}

/// A server that knows no source is compared by what it shows; one that does not answer is not compared at all.
pub fn unless_unknown(trouble: Trouble) -> Result<Option<wire::Source>, Trouble> {
    use crate::trouble::Kind;
    match trouble.kind {
        Kind::Gone | Kind::Unsupported | Kind::Forbidden => Ok(None),
        _ => Err(trouble),
    }
}
