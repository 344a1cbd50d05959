//! What people tell about a delivery: that they posted it by hand, or what became of it where no machine could tell.

use crate::{Declined, Installation, accounts, posts, renewing};
use anyhow::Context as _;
use basics::{DeliveryId, GroupId};
use charter::{
    Actor,
    act::{ReportPosted, SettleDelivery},
};
use delivery::{Class, PersonSays, Remote, State};
use people::Elevated;
use store::DeliveryRow;

/// Records the address of what a person posted by hand, or the right one in place of a wrong one.
pub async fn posted(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    delivery: DeliveryId,
    address: &str,
) -> Result<(), Declined> {
    let row = here.store.delivery(group, delivery).await?.ok_or(Declined::NotFound("delivery"))?;
    if row.row.state != State::Asked && !can_be_corrected(&row) {
        return Err(Declined::rule("nobody is asked to post this by hand now; look at the post again"));
    }
    let says = PersonSays::ItIsThere(named(here, &row, address).await?);
    let act = ReportPosted { delivery, content: row.content };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(row.row.seq, says).await?.commit().await?;
    delete_if_called_off(here, group, delivery).await
}

/// Whether only a person knows where this stands, and may have pasted something else.
pub fn can_be_corrected(row: &DeliveryRow) -> bool {
    row.of_another().is_none() && row.row.state == State::Confirmed && row.row.class() == Class::Assisted
}

/// Answers the three buttons: it is there, it is not there and shall be sent, or drop it.
pub async fn settle(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    delivery: DeliveryId,
    says: PersonSays,
) -> Result<(), Declined> {
    let row = here.store.delivery(group, delivery).await?.ok_or(Declined::NotFound("delivery"))?;
    let judged = here.store.begin(group, Actor::Person(who.person()), SettleDelivery { delivery }).await?;
    judged.keep(row.row.seq, says).await?.commit().await?;
    delete_if_called_off(here, group, delivery).await
}

/// What turns out to be there although it was called off is deleted.
async fn delete_if_called_off(here: &Installation, group: GroupId, delivery: DeliveryId) -> Result<(), Declined> {
    match here.store.delivery(group, delivery).await? {
        Some(row) if row.row.withdraw_wanted && row.row.remote.is_some() => {
            Ok(posts::withdraw_called_off(here, &row).await?)
        }
        _ => Ok(()),
    }
}

/// The post that somebody means by an address they pasted about this delivery, as its network names it. What is no post
/// of the channel's account is refused.
pub async fn at(here: &Installation, group: GroupId, delivery: DeliveryId, address: &str) -> Result<Remote, Declined> {
    let row = here.store.delivery(group, delivery).await?.ok_or(Declined::NotFound("delivery"))?;
    named(here, &row, address).await
}

/// A deletion or a change is about a post that is on record already.
async fn named(here: &Installation, row: &DeliveryRow, address: &str) -> Result<Remote, Declined> {
    if row.of_another().is_some() {
        return Ok(posts::subject_of(here, row).await?.row.remote.context("a deletion or a change has no object")?);
    }
    let channel = here.store.channel(row.group, row.channel).await?.context("the channel of a delivery is missing")?;
    let (network, _) = accounts::network_of(here, &channel)?;
    let account = renewing::ready(here, &channel).await?;
    network.pasted(&account, address).await.map_err(|trouble| Declined::field("address", trouble))
}
