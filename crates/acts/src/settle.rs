//! What people tell about a delivery: that they posted it by hand, or what became of it where no machine could tell.

use crate::{Declined, Installation, posts};
use basics::{DeliveryId, GroupId};
use charter::{
    Actor,
    act::{ReportPosted, SettleDelivery},
};
use delivery::{PersonSays, Remote, State};
use people::Elevated;

/// Records the address of what a person posted by hand.
pub async fn posted(
    here: &Installation,
    group: GroupId,
    who: &Elevated,
    delivery: DeliveryId,
    address: &str,
) -> Result<(), Declined> {
    let row = here.store.delivery(group, delivery).await?.ok_or(Declined::NotFound("delivery"))?;
    if row.row.state != State::Asked {
        return Err(Declined::rule("nobody is asked to post this by hand now; look at the post again"));
    }
    let says = PersonSays::ItIsThere(at(address)?);
    let act = ReportPosted { delivery, content: row.content };
    let judged = here.store.begin(group, Actor::Person(who.person()), act).await?;
    judged.keep(&row, says).await?.commit().await?;
    delete_if_called_off(here, group, delivery).await
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
    judged.keep(&row, says).await?.commit().await?;
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

/// The post at an address that somebody pasted.
pub fn at(address: &str) -> Result<Remote, Declined> {
    let address = address.trim();
    match url::Url::parse(address) {
        Ok(url) if matches!(url.scheme(), "https" | "http") && url.has_host() => {
            Ok(Remote { id: address.to_owned(), url: Some(address.to_owned()) })
        }
        _ => Err(Declined::rule(format!(
            "{address:?} is not the address of a post; copy it from the page of the post, such as https://social.example/@project/1234"
        ))),
    }
}
