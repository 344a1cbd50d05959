//! The times of the week at which a group likes to publish. They are members' papers: kept without an entry in the log, and
//! within reach of members only; what leaves at one is judged and logged with its post.

use crate::{Declined, Installation, drafts::only_members};
use basics::{ChannelId, GroupId, PersonId, PostId, SlotId, Zone};
use jiff::SignedDuration;
use publishing::{
    Planned,
    slots::{AHEAD, Slot, next_free},
};

/// Puts a slot there.
///
/// # Errors
/// For whoever is no member, for a channel of another group, and when the group keeps as many as it can.
pub async fn put(here: &Installation, group: GroupId, who: PersonId, slot: Slot) -> Result<SlotId, Declined> {
    only_members(here, group, who).await?;
    here.store.bookkeeping().keep_slot(group, who, slot).await
}

/// Takes a slot out. What is planned at it stays planned.
pub async fn take_out(here: &Installation, group: GroupId, who: PersonId, slot: SlotId) -> Result<(), Declined> {
    only_members(here, group, who).await?;
    Ok(here.store.bookkeeping().take_slot_out(group, slot).await?)
}

/// The next slot for a post to these channels at which nothing of the group stands; `post` itself does not count.
///
/// # Errors
/// When the group has no slot for them, or none is free.
pub async fn next(
    here: &Installation,
    group: GroupId,
    zone: &Zone,
    channels: &[ChannelId],
    post: Option<PostId>,
) -> Result<Planned, Declined> {
    let now = here.store.now();
    let until = now.plus(SignedDuration::from_hours((i64::from(AHEAD) + 2) * 24));
    let slots: Vec<Slot> = here.store.slots(group).await?.into_iter().map(|row| row.slot).collect();
    let taken = here.store.standing_between(group, (now, until), post).await?;
    next_free(&slots, channels, &taken, zone, now).ok_or_else(|| {
        Declined::field(
            "day",
            if slots.is_empty() {
                "this group has no slots yet; put some there on the page of its slots, or choose day and time"
            } else {
                "no slot for these channels is free in the next twelve weeks; choose day and time"
            },
        )
    })
}
