//! `/g/{group}/posts/{id}/edit`: the composer with a post in it.

use super::{
    composer::Open,
    desk::Desk,
    receive::receive,
    sheet::Sheet,
    typed::{BasedOn, Typed},
};
use crate::{App, address::Path, failed::Failed, own_zone::OwnZone, page::Page, parts::Problems, reader::Insider};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use basics::PostId;

/// `GET`
pub async fn get(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let row = desk.post(id).await?;
    let based_on = BasedOn { post: id, number: row.number };
    let typed = Typed::of(&row.draft, based_on, insider.zone.name());
    let open = Open { typed, draft: row.draft.clone(), problems: Problems::default(), row: Some(row) };
    Ok(Page::ok(open.page(&desk).await?).into_response())
}

/// `POST`
pub async fn post(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    sheet: Sheet,
) -> Result<Response, Failed> {
    Box::pin(receive(&Desk::of(&app, &insider, own).await?, Some(id), sheet)).await
}
