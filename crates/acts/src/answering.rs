//! What a post answers and quotes: looked up when it is planned, so that an address which leads nowhere shows while its author is
//! there, and not at its minute. When it leaves it is looked up once more.

use crate::{Declined, Installation, accounts, opinions, renewing};
use basics::{GroupId, PersonId};
use networks::trouble::Kind;
use store::{ChannelRow, PostRow};
use url::Url;

/// Looks up what a post answers and quotes, on each channel it goes to. Why that could not be done now comes back as a sentence.
/// Nobody is asked about a post that its author may not send: the judge refuses it.
///
/// # Errors
/// At the field `answers` or `quotes`, when the network says that nothing is there.
pub(crate) async fn look_up(
    here: &Installation,
    group: GroupId,
    by: PersonId,
    row: &PostRow,
    channels: &[ChannelRow],
) -> Result<Option<String>, Declined> {
    if row.draft.answers.is_none() && row.draft.everywhere.quotes.is_none() {
        return Ok(None);
    }
    if !opinions::may_schedule(here, group, by, Some(row.id), &row.draft).await?.may() {
        return Ok(None);
    }
    let mut later = None;
    for channel in channels {
        if let Some(answered) = &row.draft.answers {
            later = later.or(look_up_at(here, channel, "answers", &answered.url).await?);
        }
        if let Some(quoted) = &row.draft.everywhere.quotes {
            later = later.or(look_up_at(here, channel, "quotes", quoted).await?);
        }
    }
    Ok(later)
}

/// Looks up what stands at the address in this field.
async fn look_up_at(
    here: &Installation,
    channel: &ChannelRow,
    field: &'static str,
    address: &Url,
) -> Result<Option<String>, Declined> {
    let (network, _) = accounts::network_of(here, channel)?;
    let account = renewing::ready(here, channel).await?;
    let Err(trouble) = network.resolve(&account, address.as_str()).await else { return Ok(None) };
    let (name, says) = (&channel.channel.name, trouble.says);
    let does = if field == "quotes" { "quote" } else { "answer" };
    match trouble.kind {
        Kind::Gone | Kind::Invalid => Err(Declined::field(
            field,
            format!("look at the address again: {name} finds no post to {does} at {address} ({says})"),
        )),
        _ => Ok(Some(format!(
            "What it {does}s could not be looked up on {name} now ({says}); that is done again when it leaves."
        ))),
    }
}
