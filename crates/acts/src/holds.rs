//! Stopping everything at once, and letting it go on: one person stops, two let go on.

use crate::{Declined, Installation};
use basics::{ChannelId, GroupId, HoldId};
use charter::{
    Actor,
    act::{Freeze, Thaw},
};
use people::SignedIn;
use store::Thawing;

/// The longest reason that is kept, in bytes.
const LONGEST: usize = 1_000;

/// Keeps everything of a group from leaving, or everything on one channel. It takes no proof of who is there beyond being
/// signed in: whoever stops too much has done no harm.
pub async fn freeze(
    here: &Installation,
    group: GroupId,
    who: &SignedIn,
    channel: Option<ChannelId>,
    note: &str,
) -> Result<(), Declined> {
    let note = note.trim();
    if note.len() > LONGEST {
        return Err(Declined::field(
            "note",
            format!("the reason has {} bytes, and {LONGEST} are kept: shorten it", note.len()),
        ));
    }
    let act = Freeze { hold: HoldId::mint(here.store.now()), channel };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(note).await?.commit().await?;
    Ok(())
}

/// Says that things may leave again. Gives whether they do: it takes two.
pub async fn thaw(here: &Installation, group: GroupId, who: &SignedIn, hold: HoldId) -> Result<Thawing, Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), Thaw { hold }).await?;
    let (changed, thawing) = judged.keep().await?;
    changed.commit().await?;
    Ok(thawing)
}
