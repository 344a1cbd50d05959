//! Whether an attempt left something, by an account's own list: it is compared with the same list as it stood before the
//! first attempt. No clock is asked. For networks that say a post back in the words in which it left.

use delivery::{Finding, Remote};

/// A post of the list, newest first.
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Whether it is the account's, and says what left.
    pub is_it: bool,
}

/// What the list shows. A post that was there before is the control; a list that had none before proves nothing, where
/// the network counts nowhere how many there are. `ended`: nothing comes below what is shown.
pub fn finding(
    shown: &[Listed],
    ended: bool,
    before: &[String],
    taken: &[String],
    remote: impl Fn(&str) -> Remote,
) -> Finding {
    let was_there = |post: &Listed| before.contains(&post.id);
    let lowest = shown.iter().rposition(was_there);
    let surely_new = if before.is_empty() { shown.len() } else { lowest.unwrap_or(0) };
    let unclaimed = |post: &Listed| !was_there(post) && !taken.contains(&post.id);
    let ours = |post: &Listed| unclaimed(post) && post.is_it;
    // Something new that nobody claims may be this one, changed by the network or since.
    let others = shown.iter().take(surely_new).any(|post| unclaimed(post) && !ours(post));
    let found: Vec<usize> = (0..shown.len()).filter(|at| shown.get(*at).is_some_and(ours)).collect();
    let doubtful = found.iter().any(|at| *at >= surely_new);
    let ours: Vec<&Listed> = found.iter().filter(|at| **at < surely_new).filter_map(|at| shown.get(*at)).collect();
    // The list is newest first, so the last match is the earliest.
    match ours.as_slice() {
        [] if doubtful || others => Finding::NoAnswer,
        [] => {
            let ids = shown.iter().map(|post| post.id.as_str());
            Finding::NotSeen { control: lowest.is_some(), complete: ended || reaches_back(ids, before) }
        }
        [only] => Finding::Seen(remote(&only.id)),
        [.., earliest] => Finding::Several(remote(&earliest.id)),
    }
}

/// Whether these reach far enough back: not to the very last of what was there, which may have been deleted meanwhile.
pub fn reaches_back<'a>(ids: impl IntoIterator<Item = &'a str>, before: &[String]) -> bool {
    let older = before.get(before.len() / 2..).unwrap_or_default();
    ids.into_iter().any(|id| older.iter().any(|older| older == id))
}
