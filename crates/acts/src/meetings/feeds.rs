//! Calendars that people subscribe to, by an address with a secret in it.

use super::short;
use crate::{Declined, Installation};
use basics::{FeedId, GroupId};
use people::{Purpose, SignedIn, Token};
use store::{FeedRow, Group, MeetingRow};

/// Makes an address for all groups of a person, or for one of them. It is shown once.
///
/// # Errors
/// For a group they are not in.
pub async fn make(here: &Installation, who: &SignedIn, group: Option<GroupId>, label: &str) -> Result<Token, Declined> {
    if let Some(group) = group
        && !here.store.standing(group, who.person()).await?.is_member()
    {
        return Err(Declined::NotFound("group"));
    }
    let token = Token::mint(Purpose::Calendar).map_err(anyhow::Error::from)?;
    let (made, label) = (here.store.now(), short("label", label)?);
    let label = if label.is_empty() { "Calendar".to_owned() } else { label };
    let feed = FeedRow { id: FeedId::mint(made), person: who.person(), group, label, made };
    here.store.bookkeeping().keep_feed(&feed, token.hash()).await?;
    Ok(token)
}

/// Takes an address back: what asks there from now on finds nothing.
pub async fn end(here: &Installation, who: &SignedIn, id: FeedId) -> Result<(), Declined> {
    let ended = here.store.bookkeeping().end_feed(who.person(), id).await?;
    if ended { Ok(()) } else { Err(Declined::NotFound("subscription")) }
}

/// The meetings of a group, for a calendar.
pub struct OfGroup {
    /// The group.
    pub group: Group,
    /// Its meetings, the earliest first.
    pub meetings: Vec<MeetingRow>,
}

/// What stands in the calendar at this address; none where it was taken back or never was. A group that its maker is no
/// member of any more is not in it.
pub async fn read(here: &Installation, secret: &str) -> Result<Option<Vec<OfGroup>>, anyhow::Error> {
    let Ok(token) = Token::parse(secret, Purpose::Calendar) else { return Ok(None) };
    let Some(feed) = here.store.feed(token.hash()).await? else { return Ok(None) };
    let mut found = Vec::new();
    for group in here.store.groups_of(feed.person).await? {
        let wanted = feed.group.is_none_or(|only| only == group.id);
        if wanted && here.store.standing(group.id, feed.person).await?.is_member() {
            let meetings = here.store.meetings(group.id).await?;
            found.push(OfGroup { group, meetings });
        }
    }
    Ok(Some(found))
}
