//! Stopping everything at once, and letting it go on: one person stops, two let go on.

use crate::{Declined, Installation};
use basics::{ChannelId, GroupId, HoldId};
use charter::{
    Actor,
    act::{Freeze, Thaw},
};
use people::{Elevated, SignedIn};
use store::{Store, Thawing};

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
pub async fn thaw(here: &Installation, group: GroupId, who: &Elevated, hold: HoldId) -> Result<Thawing, Declined> {
    let judged = here.store.begin(group, Actor::Person(who.person()), Thaw { hold }).await?;
    let (changed, thawing) = judged.keep().await?;
    changed.commit().await?;
    Ok(thawing)
}

/// How many people of a group the charter lets speak for a hold, as it stands.
pub async fn able_to_thaw(store: &Store, group: GroupId, hold: HoldId) -> Result<usize, Declined> {
    let mut able = 0;
    let now = store.now();
    for member in store.roster(group).await?.members(now).into_iter().filter(|member| member.current(now)) {
        able += usize::from(store.opinion(group, Actor::Person(member.person), &Thaw { hold }).await?.may());
    }
    Ok(able)
}
