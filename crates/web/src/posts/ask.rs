//! Putting what a post needs to the bodies that decide it: one question for each matter, about exactly this text.

use super::{desk::Desk, found::Found, in_words::question};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::{Failed, NotDone},
    guard::{Nothing, Sent},
    own_zone::OwnZone,
    reader::Insider,
};
use acts::{Declined, answers};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use basics::PostId;
use charter::Object;
use store::PostRow;

/// `POST …/ask`
pub async fn post(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let row = desk.post(id).await?;
    let found = Found::about(&desk, Some(id), &row.draft).await?;
    if found.to_fix().next().is_some() {
        // What has to be fixed changes the text, and the answer would be for another: the composer names it.
        return Ok(Redirect::to(&desk.composer_of(id)).into_response());
    }
    match put(&desk, &row, &found, &desk.page_of(id)).await {
        Ok(response) => Ok(response),
        Err(NotDone::Failed(failed)) => Err(failed),
        Err(NotDone::Declined(declined)) => Ok(desk.declined(declined, &desk.page_of(id))),
    }
}

/// Asks about everything that is not asked yet. Asking twice asks once.
pub async fn put(desk: &Desk<'_>, row: &PostRow, found: &Found, back: &str) -> Result<Response, NotDone> {
    let matters = found.open_matters();
    if matters.is_empty() {
        return Err(nobody_to_ask(found).into());
    }
    let about = Object::version("post", row.id, row.draft.digest());
    for cited in matters {
        if found.waiting(cited, &row.draft).is_some() {
            continue;
        }
        let who = desk.insider.elevated(desk.app, back).await?;
        let text = question(desk, &row.draft);
        answers::ask(&desk.app.here, desk.group(), &who, about.clone(), cited, &text).await?;
    }
    Ok(Done::at(desk.page_of(row.id), "asked").into_response())
}

/// Why there is nobody to ask: it may leave as it is, or nobody could let it.
fn nobody_to_ask(found: &Found) -> Declined {
    match &found.opinion {
        Some(charter::Opinion::No(grounds)) => Declined::ByCharter(Box::new(grounds.clone())),
        Some(charter::Opinion::May { .. }) => {
            Declined::rule("a member may let this out as it stands now, so nobody has to be asked: schedule it")
        }
        None => Declined::rule("choose a channel first: who decides depends on where the post goes"),
    }
}
