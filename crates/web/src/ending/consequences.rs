//! What the end of a group would do, counted as things stand: what is called off, what is handed over, what stays.

use super::Consequence;
use crate::{App, reader::Insider, words::counted};
use std::collections::HashSet;

/// As many posts that wait as are counted one by one.
const POSTS: u64 = 10_000;

/// What would happen at once, each in a sentence, with the page on which it is looked at; what there is none of is left out.
pub(super) async fn of(app: &App, insider: &Insider) -> Result<Vec<Consequence>, anyhow::Error> {
    let (store, group, now) = (&app.here.store, insider.id(), insider.reader.at);
    let waiting = store.going_out(group, POSTS).await?;
    let posts = waiting.iter().map(|one| one.post).collect::<HashSet<_>>().len() as u64;
    let decisions = store.decisions(group).await?;
    let votes = decisions.iter().filter(|row| row.closed.is_none()).count() as u64;
    let all = store.meetings(group).await?;
    let meetings = all.iter().filter(|row| row.starts > now && row.cancelled.is_none()).count() as u64;
    let grants = store.grants(group).await?;
    let held: Vec<_> = grants.iter().filter(|grant| grant.holds(now)).collect();
    let people = held.iter().map(|grant| grant.person).collect::<HashSet<_>>().len() as u64;
    let accounts = store.channels(group).await?.iter().filter(|row| row.connected).count() as u64;
    let minutes = all.iter().filter(|row| row.approved.is_some()).count() as u64;

    let at = |icon, words: String, page: &str| Consequence { icon, words, href: format!("{}/{page}", insider.base()) };
    let mut found = Vec::new();
    if posts > 0 {
        found.push(at(
            "ban",
            format!("{} called off.", counted(posts, "post that waits is", "posts that wait are")),
            "calendar",
        ));
    }
    if votes > 0 {
        found.push(at(
            "vote",
            format!("{} closed without a count.", counted(votes, "open vote is", "open votes are")),
            "decisions",
        ));
    }
    if meetings > 0 {
        let words = counted(meetings, "planned meeting is", "planned meetings are");
        found.push(at("calendar-days", format!("{words} called off, and whoever was invited is told."), "meetings"));
    }
    if people > 0 {
        let words = counted(people, "person loses", "people lose");
        found.push(at("key-round", format!("{words} access to the channels."), "channels"));
    }
    if accounts > 0 {
        let words = counted(accounts, "account is", "accounts are");
        found.push(at("lock", format!("The keys of {words} taken back. Where only a person can do that, or hand the account over, it becomes an errand."), "channels"));
    }
    found.push(at("file-text", "The last report becomes an errand of whoever is there.".to_owned(), "errands"));
    let kept = [
        counted(decisions.len() as u64, "decision", "decisions"),
        counted(minutes, "set of approved minutes", "sets of approved minutes"),
    ];
    found.push(at(
        "archive",
        format!(
            "The charter, the log, {} stay as an archive, which those who are members on that day go on reading.",
            kept.join(" and ")
        ),
        "audit",
    ));
    Ok(found)
}
