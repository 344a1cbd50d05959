//! Somebody in the book: what is known about them, written anew or erased.

use super::{OnePerson, typed::Typed, view::handles};
use crate::{
    App,
    address::Path,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    guard::{Nothing, Sent},
    page::Page,
    parts::{Action, Look, Problems},
    reader::Insider,
};
use acts::naming;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::KnownId;
use serde::Deserialize;
use store::KnownRow;

/// The person of the address.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct OfPerson {
    id: KnownId,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Path(OfPerson { id }): Path<OfPerson>,
    done: JustDone,
) -> Result<Page<OnePerson>, Failed> {
    let row = find(&app, &insider, id).await?;
    let mut page = page(&app, &insider, &row, &Typed::of(&row.known), Problems::default()).await?;
    page.frame.toast = done.told(&[("kept", "It is kept.")]);
    Ok(Page::ok(page))
}

/// Writes anew what is known about them.
pub(super) async fn change(
    State(app): State<App>,
    insider: Insider,
    Path(OfPerson { id }): Path<OfPerson>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Failed> {
    let row = find(&app, &insider, id).await?;
    let typed = Typed::sent(fields);
    match naming::put(&app.here, insider.id(), insider.person(), Some(id), typed.known()).await {
        Ok(_) => Ok(Done::at(at(&insider, id), "kept").into_response()),
        Err(declined) => {
            let problems = insider.at_its_field(declined)?;
            Ok(Page::again(page(&app, &insider, &row, &typed, problems).await?).into_response())
        }
    }
}

/// Erases them.
pub(super) async fn forget(
    State(app): State<App>,
    insider: Insider,
    Path(OfPerson { id }): Path<OfPerson>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    naming::forget(&app.here, insider.id(), insider.person(), id).await.map_err(|declined| insider.failed(declined))?;
    Ok(Done::at(format!("{}/people-we-name", insider.base()), "forgotten").into_response())
}

fn at(insider: &Insider, id: KnownId) -> String {
    format!("{}/people-we-name/{id}", insider.base())
}

async fn find(app: &App, insider: &Insider, id: KnownId) -> Result<KnownRow, Failed> {
    let book = app.here.store.people_we_name(insider.id()).await.map_err(|error| insider.trouble(error))?;
    book.into_iter().find(|row| row.id == id).ok_or_else(|| Failed::gone(insider.reader.plain()))
}

async fn page(
    app: &App,
    insider: &Insider,
    row: &KnownRow,
    typed: &Typed,
    problems: Problems,
) -> Result<OnePerson, Failed> {
    let (by, when) = row.put;
    let put = format!("{} put them here, {}", insider.name(by), insider.when(when));
    let refused = row.refused.map(|(by, when)| {
        format!("{} wrote that they are not to be mentioned, {}", insider.name(by), insider.when(when))
    });
    let effect =
        "Name, handles and reason are gone. What was published keeps its words; a draft that names them says so.";
    let forget = Action::new("Erase them", "trash-2", format!("{}/forget", at(insider, row.id)), insider.token());
    Ok(OnePerson {
        frame: insider.frame(app, Place::PeopleWeName).await?,
        title: row.known.name.clone(),
        meta: [put].into_iter().chain(refused).collect(),
        handles: handles(&row.known),
        to: at(insider, row.id),
        fields: typed.fields(&problems),
        mention: typed.not_to_be_mentioned(),
        why: typed.why(&problems),
        forget: forget.look(Look::Quiet).confirming(effect, "Erase them"),
        problems,
    })
}
