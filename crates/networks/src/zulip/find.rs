//! Whether an attempt left something: the channel is compared with the channel as it stood before the first attempt. What
//! anybody wrote there shows that the read works; only the bot's own messages can be ours. No clock is asked.

use super::{publish::Material, server::Server, view, wire};
use crate::{Account, Prepared, place::Place};
use delivery::{Finding, Remote};

/// How many messages are remembered before the first attempt.
const REMEMBERED: u32 = 100;
/// How many are read afterwards.
const READ: u32 = 2000;

/// The ids of the channel's newest messages. `None` where they cannot be read: whatever the attempt is answered then, a
/// person has to look.
pub async fn standing(server: &Server<'_>, place: &Place) -> Option<Vec<u64>> {
    let list = server.newest(place.at, REMEMBERED).await.ok().filter(|list| list.found_newest)?;
    Some(list.messages.into_iter().map(|message| message.id).collect())
}

/// Looks in the channel for what was not there before the first attempt.
pub async fn in_channel(
    server: &Server<'_>,
    account: &Account,
    place: &Place,
    prepared: &Prepared,
    taken: &[String],
) -> Finding {
    let Some(before) = Material::of(prepared).before else { return Finding::NoAnswer };
    let Ok(list) = server.newest(place.at, READ).await else { return Finding::NoAnswer };
    if !list.found_newest {
        return Finding::NoAnswer;
    }
    let known = |message: &wire::Message| before.contains(&message.id);
    let by_us = |message: &&wire::Message| {
        !known(message) && !taken.contains(&message.id.to_string()) && message.sender_id == place.user
    };
    let is_ours = |message: &&wire::Message| {
        by_us(message) && view::is_it(&prepared.rendered, &message.content, &message.subject)
    };
    // What stands above something that was there before is new; everything is, where nothing was there.
    let lowest_known = list.messages.iter().position(known);
    let (below, above) =
        list.messages.split_at(if before.is_empty() { 0 } else { lowest_known.unwrap_or(list.messages.len()) });
    let remote = |message: &wire::Message| view::remote(account, place.at, &message.subject, message.id);
    let ours: Vec<Remote> = above.iter().filter(is_ours).map(remote).collect();
    match ours.as_slice() {
        // Below everything that is known it is an older twin, or ours in a list that turned: a person looks.
        [] if below.iter().any(|message| is_ours(&message)) => Finding::NoAnswer,
        // Something of ours that nobody claims may be this one under another topic, or changed since.
        [] if above.iter().any(|message| by_us(&message)) => Finding::NoAnswer,
        [] => Finding::NotSeen { control: lowest_known.is_some(), complete: reaches_back(&list, &before) },
        [only] => Finding::Seen(only.clone()),
        [earliest, ..] => Finding::Several(earliest.clone()),
    }
}

/// Whether the list goes down into the older half of what was there before: one may have been deleted meanwhile.
fn reaches_back(list: &wire::Shown, before: &[u64]) -> bool {
    // The list is oldest first.
    let older = &before[..before.len().div_ceil(2)];
    list.found_oldest || list.messages.iter().any(|message| older.contains(&message.id))
}
