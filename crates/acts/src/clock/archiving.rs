//! Groups end at their instant, also where nobody looked, and the keys of their accounts are taken back.

use crate::{Declined, Installation, ending_group, replacing};
use basics::GroupId;
use charter::Charter;
use jiff::SignedDuration;
use store::{ChannelRow, GroupEnding};

/// How long a server is asked to take a key back. After that the key is forgotten here, and a person does the rest.
const ASKED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Ends the groups whose end is decided or due. What the vote of a group decided is done with its vote. Gives their number.
pub(super) async fn end_groups(here: &Installation) -> Result<usize, anyhow::Error> {
    let mut over = here.store.bookkeeping().ends_decided().await?;
    for group in here.store.working_groups().await? {
        let charter = here.store.charter(group.id).await?;
        if !over.contains(&group.id) && is_due(here, group.id, &charter).await? {
            over.push(group.id);
        }
    }
    let mut ended = 0;
    for group in over {
        match Box::pin(ending_group::end(here, group)).await {
            Ok(did) => ended += usize::from(did),
            Err(Declined::Trouble(error)) => return Err(error),
            Err(declined) => {
                tracing::error!(%group, %declined, "a group could not be ended; it is tried again");
            }
        }
    }
    Ok(ended)
}

async fn is_due(here: &Installation, group: GroupId, charter: &Charter) -> Result<bool, anyhow::Error> {
    Ok(here.store.sunset(group, charter).await?.is_some_and(|end| end <= here.store.now()))
}

/// Takes back the keys of the accounts of groups that ended, and forgets them with the address of their chat. Gives the number of keys.
pub(super) async fn take_back_keys(here: &Installation) -> Result<usize, anyhow::Error> {
    let mut taken = 0;
    for (group, ending) in here.store.archives().await? {
        for row in here.store.channels(group).await?.into_iter().filter(|row| row.connected) {
            taken += usize::from(take_back(here, group, &ending, &row).await?);
        }
        // Its end was told before, if its chat could be reached: chats come first.
        here.store.bookkeeping().forget_chat(group).await?;
    }
    Ok(taken)
}

/// The key is kept as long as something on its way needs it, and until its server took it back: one that is down is asked
/// again. Neither holds it for more than a day.
async fn take_back(
    here: &Installation,
    group: GroupId,
    ending: &GroupEnding,
    row: &ChannelRow,
) -> Result<bool, anyhow::Error> {
    let (channel, may_wait) = (row.channel.id, here.store.now() < ending.at.plus(ASKED_FOR));
    if may_wait && here.store.bookkeeping().has_something_open(channel).await? {
        return Ok(false);
    }
    let by_the_server = match replacing::key_of(here, group, channel).await {
        Ok(Some(account)) => match replacing::give_back(here, &account).await {
            Ok(()) => true,
            Err(why) if why.may_pass && may_wait => {
                tracing::warn!(%channel, why = why.says, "a key could not be taken back yet; it is tried again in a minute");
                return Ok(false);
            }
            Err(_) => false,
        },
        Err(Declined::Trouble(error)) => return Err(error),
        Ok(None) | Err(_) => false,
    };
    let books = here.store.bookkeeping();
    if !by_the_server {
        books.note_key_to_take_back(group, channel).await?;
    }
    books.forget_key(group, channel).await?;
    Ok(true)
}
