//! `…/check`: what the server finds about a text while it is written. Nothing is kept, and nothing is logged.

use super::{compose::Checked, desk::Desk, found::Found, judgement::shown, receive::read, sheet::Sheet};
use crate::{App, address::Path, failed::Failed, own_zone::OwnZone, page::Page, reader::Insider};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use basics::PostId;

/// `POST /g/{group}/posts/new/check`
pub async fn new(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    sheet: Sheet,
) -> Result<Response, Failed> {
    check(&Desk::of(&app, &insider, own).await?, None, sheet).await
}

/// `POST /g/{group}/posts/{id}/check`
pub async fn post(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Path((_, id)): Path<(String, PostId)>,
    sheet: Sheet,
) -> Result<Response, Failed> {
    check(&Desk::of(&app, &insider, own).await?, Some(id), sheet).await
}

async fn check(desk: &Desk<'_>, addressed: Option<PostId>, mut sheet: Sheet) -> Result<Response, Failed> {
    sheet.files.clear();
    let (open, _) = read(desk, addressed, sheet).await?;
    let post = open.row.as_ref().map(|row| row.id);
    let found = Found::about(desk, post, &open.draft).await?;
    let shown = shown(desk, &found, post, &open.draft, &open.problems).await?;
    Ok(Page::ok(Checked { found: shown, versions: open.versions(desk) }).into_response())
}
