//! What people tell about a delivery: that they posted it by hand, or what became of it.

use super::{desk::Desk, show::again};
use crate::{
    App, address::Path, done::Done, failed::Failed, guard::Sent, own_zone::OwnZone, parts::Problems, reader::Insider,
};
use acts::{
    Declined,
    settle::{self, at},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use basics::{DeliveryId, PostId};
use delivery::{PersonSays, State as Stands};
use store::DeliveryRow;

/// The fields; the one for the address is named after its delivery, because a page may ask for several.
type Fields = Vec<(String, String)>;

fn field<'f>(fields: &'f Fields, start: &str) -> &'f str {
    fields.iter().find(|(name, _)| name.starts_with(start)).map_or("", |(_, value)| value)
}

/// `POST …/deliveries/{delivery}/posted`
pub async fn posted(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id, delivery)): Path<(String, PostId, DeliveryId)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let (page, address) = (desk.page_of(id), field(&fields, "address"));
    if is_reported(&desk, delivery, address).await? {
        return Ok(Redirect::to(&page).into_response());
    }
    let who = insider.elevated(&app, &page).await?;
    match settle::posted(&app.here, desk.group(), &who, delivery, address).await {
        Ok(()) => Ok(Done::at(page, "posted").into_response()),
        Err(declined) => declined_at(&desk, id, delivery, address, declined).await,
    }
}

/// Whether the same address is on record already: the form was sent twice.
async fn is_reported(desk: &Desk<'_>, delivery: DeliveryId, address: &str) -> Result<bool, Failed> {
    let row = desk.store().delivery(desk.group(), delivery).await.map_err(|error| desk.trouble(error))?;
    let remote = row.ok_or_else(|| desk.gone())?.row.remote;
    Ok(remote.is_some_and(|remote| remote.url.as_deref() == Some(address.trim())))
}

/// Whether the delivery still waits for such an answer: what came to its end, for somebody who says that they know.
async fn waits_for_it(desk: &Desk<'_>, row: &DeliveryRow, says: &str) -> Result<bool, Failed> {
    if says == "known" {
        let told = desk.store().is_told(row).await.map_err(|error| desk.trouble(error))?;
        return Ok(told && row.row.state.is_bad_end());
    }
    Ok(matches!(row.row.state, Stands::NeedsHuman | Stands::Scheduled | Stands::Asked | Stands::Unknown))
}

/// What was not done: on the post's page, at the field for the address where that is what is wrong, with what was typed.
async fn declined_at(
    desk: &Desk<'_>,
    post: PostId,
    delivery: DeliveryId,
    typed: &str,
    declined: Declined,
) -> Result<Response, Failed> {
    let address = format!("address-{delivery}");
    let (at, sentence) = match declined {
        Declined::ByField { sentence, .. } => (address.as_str(), sentence),
        Declined::ByRule(sentence) => ("main", sentence),
        other => return Ok(desk.declined(other, &desk.page_of(post))),
    };
    let problems = Problems::of(at, sentence);
    again(desk, post, vec![(address.clone(), typed.to_owned())], problems).await
}

/// `POST …/deliveries/{delivery}/settle`: what a person answers.
pub async fn settle(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id, delivery)): Path<(String, PostId, DeliveryId)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let page = desk.page_of(id);
    let row = desk.store().delivery(desk.group(), delivery).await.map_err(|error| desk.trouble(error))?;
    let row = row.ok_or_else(|| desk.gone())?;
    if !waits_for_it(&desk, &row, field(&fields, "says")).await? {
        // Somebody settled it already; the page says how it stands now.
        return Ok(Redirect::to(&page).into_response());
    }
    let who = insider.elevated(&app, &page).await?;
    let says = match field(&fields, "says") {
        "there" => at(&app.here, desk.group(), delivery, field(&fields, "address")).await.map(PersonSays::ItIsThere),
        "send" => Ok(PersonSays::SendIt),
        "known" => Ok(PersonSays::Known),
        _ => Ok(PersonSays::Drop),
    };
    let done = if says.as_ref().is_ok_and(|says| *says == PersonSays::Drop) { "dropped" } else { "settled" };
    let kept = match says {
        Ok(says) => settle::settle(&app.here, desk.group(), &who, delivery, says).await,
        Err(declined) => Err(declined),
    };
    match kept {
        Ok(()) => Ok(Done::at(page, done).into_response()),
        Err(declined) => declined_at(&desk, id, delivery, field(&fields, "address"), declined).await,
    }
}
