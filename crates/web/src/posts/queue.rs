//! Into the queue, out of it, to another time, and off the network again.

use super::{desk::Desk, receive::schedule as put};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::{Failed, NotDone},
    guard::{Nothing, Sent},
    own_zone::OwnZone,
    reader::Insider,
};
use acts::{Declined, drafts, posts};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use basics::{DeliveryId, PostId, Zone};
use publishing::{Choice, Draft, Planned, plan};
use serde::Deserialize;
use store::{PostRow, PostStage, Saved};

/// `POST …/schedule`: the draft as it is kept, from its page.
pub async fn schedule(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let row = desk.post(id).await?;
    answered(&desk, id, put(&desk, &row, &desk.page_of(id)).await)
}

/// `POST …/cancel`
pub async fn cancel(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let page = desk.page_of(id);
    if desk.post(id).await?.stage == PostStage::Cancelled {
        return Ok(Redirect::to(&page).into_response());
    }
    let who = insider.elevated(&app, &page).await?;
    let done = posts::cancel(&app.here, desk.group(), &who, id).await;
    answered(&desk, id, done.map(|()| Done::at(&page, "cancelled").into_response()).map_err(Into::into))
}

/// `POST …/deliveries/{delivery}/go-on`: the part of a thread that failed leaves once more.
pub async fn go_on(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id, delivery)): Path<(String, PostId, DeliveryId)>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let page = desk.page_of(id);
    let who = insider.elevated(&app, &page).await?;
    let done = posts::go_on(&app.here, desk.group(), &who, delivery).await;
    answered(&desk, id, done.map(|()| Done::at(&page, "goes-on").into_response()).map_err(Into::into))
}

/// `POST …/deliveries/{delivery}/withdraw`
pub async fn withdraw(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id, delivery)): Path<(String, PostId, DeliveryId)>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let page = desk.page_of(id);
    let who = insider.elevated(&app, &page).await?;
    let done = posts::withdraw(&app.here, desk.group(), &who, delivery).await;
    answered(&desk, id, done.map(|()| Done::at(&page, "withdrawn").into_response()).map_err(Into::into))
}

/// Another time, from the calendar.
#[derive(Deserialize)]
pub struct Moved {
    day: String,
    time: String,
    zone: Option<String>,
}

/// `POST …/move`: the same post at another time. What is planned is judged anew, and stays as it was if that fails.
pub async fn r#move(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    Sent(moved): Sent<Moved>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let row = desk.post(id).await?;
    answered(&desk, id, move_to(&desk, &row, moved).await)
}

async fn move_to(desk: &Desk<'_>, row: &PostRow, moved: Moved) -> Result<Response, NotDone> {
    let zone = moved.zone.as_deref().unwrap_or_else(|| desk.zone().name());
    let zone = Zone::named(zone).map_err(Declined::rule)?;
    let when = plan(&format!("{}T{}", moved.day, moved.time), &zone, Choice::Only, desk.now);
    let when = when.map_err(Declined::rule)?;
    let page = desk.page_of(row.id);
    if row.stage == PostStage::Planned {
        let who = desk.insider.elevated(desk.app, &page).await?;
        posts::move_to(&desk.app.here, desk.group(), &who, row.id, when).await?;
    } else {
        note(desk, row, when).await?;
    }
    Ok(Done::at(page, "moved").into_response())
}

/// A draft is not in the queue: its new time is kept with it.
async fn note(desk: &Desk<'_>, row: &PostRow, when: Planned) -> Result<(), Declined> {
    let draft = Draft { when: Some(when), ..row.draft.clone() };
    match drafts::save(&desk.app.here, desk.group(), desk.who(), row.id, row.number, &draft).await? {
        Saved::As(_) => Ok(()),
        Saved::Behind { .. } => Err(Declined::Stale("the post")),
    }
}

/// The page that an act led to, or the page that says why it was not done.
fn answered(desk: &Desk<'_>, post: PostId, done: Result<Response, NotDone>) -> Result<Response, Failed> {
    match done {
        Ok(response) => Ok(response),
        Err(NotDone::Failed(failed)) => Err(failed),
        Err(NotDone::Declined(declined)) => Ok(desk.declined(declined, &desk.page_of(post))),
    }
}
