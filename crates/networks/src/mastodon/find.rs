//! Whether an attempt left something: the account's own list is compared with the same list as it stood before the first
//! attempt. No clock is asked, neither ours nor the server's: a server may be hours wrong.

use super::{publish::Material, server::Server, view, wire};
use crate::{Account, Prepared, Rendered, SeenQuote, Trouble, differing::same_words};
use delivery::{Finding, Remote};

/// How many pages of the list are read.
const PAGES: usize = 10;

/// The account's newest posts as its list shows them now, newest first. `None` where they cannot be read, or where the
/// list is empty although the account has posts: whatever the attempt is answered then, a person has to look.
pub async fn standing(server: &Server<'_>, account: &Account) -> Option<Vec<String>> {
    let page = server.statuses_of(&account.identity.id, None).await.ok()?;
    let ids: Vec<String> = page.into_iter().filter(is_own).map(|status| status.id).collect();
    if ids.is_empty() && server.whoami().await.ok()?.statuses_count.is_some_and(|counted| counted > 0) {
        return None;
    }
    Some(ids)
}

/// Looks in the account's own list for what was not there before the first attempt.
pub async fn in_own_list(server: &Server<'_>, account: &Account, prepared: &Prepared, taken: &[String]) -> Finding {
    // Without the list from before, this post and one that said the same last week cannot be told apart.
    let Some(before) = Material::of(prepared).before else { return Finding::NoAnswer };
    match List::down_to(server, account, before).await {
        Ok(list) => found_in(server, account, &prepared.rendered, &list, taken).await,
        Err(_) => Finding::NoAnswer,
    }
}

/// Looks for a post that says just what this one says and that no other delivery claims: what another copy of our database
/// may have left. Exactly one is taken for it. None proves nothing, since nobody here knows the list from before.
pub async fn resembling(server: &Server<'_>, account: &Account, rendered: &Rendered, taken: &[String]) -> Finding {
    let Ok(list) = List::down_to(server, account, Vec::new()).await else { return Finding::NoAnswer };
    let mut alike = Vec::new();
    for status in list.shown.iter().filter(|status| !taken.contains(&status.id)) {
        match is_it(server, account, rendered, status).await {
            Ok(true) => alike.push(status),
            Ok(false) => {}
            Err(_) => return Finding::NoAnswer,
        }
    }
    match alike.as_slice() {
        [only] => Finding::Seen(view::remote(account, only)),
        _ => Finding::NoAnswer,
    }
}

/// The account's own post that the server shows at this page.
pub async fn shown_at(server: &Server<'_>, account: &Account, page: &str) -> Result<Option<Remote>, Trouble> {
    let is_there = |status: &wire::Status| {
        let names = [status.url.as_deref(), status.uri.as_deref()];
        status.account.id == account.identity.id && is_own(status) && names.contains(&Some(page))
    };
    let mut last: Option<String> = None;
    for _ in 0..PAGES {
        let shown = server.statuses_of(&account.identity.id, last.as_deref()).await?;
        if let Some(status) = shown.iter().find(|status| is_there(status)) {
            return Ok(Some(view::remote(account, status)));
        }
        let next = shown.last().map(|status| status.id.clone());
        if next.is_none() || next == last {
            break;
        }
        last = next;
    }
    Ok(None)
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

/// The account's own posts from the newest down, beside those that were there before the first attempt.
struct List {
    before: Vec<String>,
    shown: Vec<wire::Status>,
    /// It was read to its end.
    ended: bool,
    /// The account's own count says that this is all there is.
    counted: bool,
}

impl List {
    async fn down_to(server: &Server<'_>, account: &Account, before: Vec<String>) -> Result<Self, Trouble> {
        let mut list = Self { before, shown: vec![], ended: false, counted: false };
        let mut last: Option<String> = None;
        for _ in 0..PAGES {
            let page = server.statuses_of(&account.identity.id, last.as_deref()).await?;
            let next = page.last().map(|status| status.id.clone());
            list.ended = next.is_none();
            // A server that does not turn the page shows the same one again, which is not the end of the list.
            let goes_on = next.is_some() && next != last;
            list.take(page);
            if list.reaches_back() || !goes_on {
                break;
            }
            last = next;
        }
        if !list.reaches_back() {
            list.counted = list.agrees_with_count(server).await?;
        }
        Ok(list)
    }

    fn take(&mut self, page: Vec<wire::Status>) {
        for status in page.into_iter().filter(is_own) {
            if !self.shown.iter().any(|shown| shown.id == status.id) {
                self.shown.push(status);
            }
        }
    }

    fn was_there(&self, status: &wire::Status) -> bool {
        self.before.contains(&status.id)
    }

    /// Whether the list goes down into the older half of what was there before. Not to the very last of them: one may
    /// have been deleted meanwhile.
    fn reaches_back(&self) -> bool {
        let older = self.before.get(self.before.len() / 2..).unwrap_or_default();
        self.shown.iter().any(|status| older.contains(&status.id))
    }

    /// How far down the list what is not known must be new. Everything is, where nothing was there before.
    fn surely_new(&self) -> usize {
        let lowest = self.shown.iter().rposition(|status| self.was_there(status)).unwrap_or(0);
        if self.before.is_empty() { self.shown.len() } else { lowest }
    }

    /// A post that was there before shows that the list works; so does a count that it agrees with. A count of nothing
    /// proves nothing: some servers never count.
    fn works(&self) -> bool {
        self.counted || self.shown.iter().any(|status| self.was_there(status))
    }

    fn is_complete(&self) -> bool {
        self.counted || self.ended || self.reaches_back()
    }

    async fn agrees_with_count(&self, server: &Server<'_>) -> Result<bool, Trouble> {
        let counted = server.whoami().await?.statuses_count;
        Ok(counted.is_some_and(|counted| counted > 0 && counted == self.shown.len() as u64))
    }
}

fn is_own(status: &wire::Status) -> bool {
    status.reblog.is_none()
}

/// What was there before, or is known as another post, is not ours. What is new and matches is. What matches further down is either an older twin, or
/// ours on a server whose clock was set back and whose list follows it: only a person can tell.
async fn found_in(
    server: &Server<'_>,
    account: &Account,
    rendered: &Rendered,
    list: &List,
    taken: &[String],
) -> Finding {
    let may_be_it = |status: &wire::Status| !list.was_there(status) && !taken.contains(&status.id);
    let (mut ours, mut doubtful) = (Vec::new(), false);
    for (place, status) in list.shown.iter().enumerate().filter(|(_, status)| may_be_it(status)) {
        match is_it(server, account, rendered, status).await {
            Ok(true) if place < list.surely_new() => ours.push(status),
            Ok(matches) => doubtful |= matches,
            Err(_) => return Finding::NoAnswer,
        }
    }
    // The list is newest first, so the last match is the earliest.
    match ours.as_slice() {
        [] if doubtful => Finding::NoAnswer,
        [] => Finding::NotSeen { control: list.works(), complete: list.is_complete() },
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
    let quoted = rendered.quoted.as_ref().map(|quoted| quoted.remote.id.as_str());
    let quote = view::quoted(status);
    let marks = status.account.id == account.identity.id
        && view::same_answers(rendered.poll.as_ref(), &view::answers(status))
        && (quote.is_of(quoted) || (quoted.is_some() && quote == SeenQuote::Withheld))
        && status.media_attachments.len() == rendered.pictures.len()
        && status.in_reply_to_id.as_deref().filter(|id| !id.is_empty()) == parent;
    if !marks {
        return Ok(false);
    }
    let source = server.source(&status.id).await.map(Some).or_else(unless_unknown)?;
    let text = source.and_then(|source| source.text).unwrap_or_else(|| view::written(status));
    Ok(same_words(&text, &rendered.text))
}

/// A server that knows no source is compared by what it shows; one that does not answer is not compared at all.
pub fn unless_unknown(trouble: Trouble) -> Result<Option<wire::Source>, Trouble> {
    use crate::trouble::Kind;
    match trouble.kind {
        Kind::Gone | Kind::Unsupported | Kind::Forbidden => Ok(None),
        _ => Err(trouble),
    }
}
