//! What a reply answers: looked up when it is planned, so that an address which leads nowhere shows while its author is
//! there, and not at its minute. When it leaves it is looked up once more.

use crate::{Declined, Installation, accounts, opinions};
use basics::{GroupId, PersonId};
use networks::trouble::Kind;
use store::{ChannelRow, PostRow};

/// Looks up what a reply answers, on the one channel it goes to. Why that could not be done now comes back as a sentence.
/// Nobody is asked about a reply that its author may not send: the judge refuses it.
///
/// # Errors
/// At the field `answers`, when the network says that nothing to answer is there.
pub(crate) async fn look_up(
    here: &Installation,
    group: GroupId,
    by: PersonId,
    row: &PostRow,
    channels: &[ChannelRow],
) -> Result<Option<String>, Declined> {
    let (Some(answered), [channel]) = (&row.draft.answers, channels) else { return Ok(None) };
    if !opinions::may_schedule(here, group, by, Some(row.id), &row.draft).await?.may() {
        return Ok(None);
    }
    let (network, _) = accounts::network_of(here, channel)?;
    let account = accounts::open(here, channel).await?;
    let Err(trouble) = network.resolve(&account, answered.url.as_str()).await else { return Ok(None) };
    let (name, says) = (&channel.channel.name, trouble.says);
    match trouble.kind {
        Kind::Gone | Kind::Invalid => Err(Declined::field(
            "answers",
            format!("look at the address again: {name} finds no post to answer at {} ({says})", answered.url),
        )),
        _ => Ok(Some(format!(
            "What it answers could not be looked up on {name} now ({says}); that is done again when it leaves."
        ))),
    }
}
