//! The theme, and the browsers somebody is signed in with.

use super::page::page;
use crate::{
    App,
    failed::Failed,
    frame::Theme,
    guard::{Nothing, Sent, theme_cookie},
    page::Page,
    parts::Problems,
    reader::Reader,
    sign_in::Caller,
};
use acts::sessions;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use basics::SessionId;
use serde::Deserialize;

/// A theme, by its word.
#[derive(Deserialize)]
pub struct Chosen {
    theme: String,
}

/// Keeps the theme in the browser.
pub async fn theme(State(app): State<App>, _: Reader, Sent(chosen): Sent<Chosen>) -> Response {
    let cookie = theme_cookie(Theme::of(&chosen.theme), &app.gate);
    (StatusCode::SEE_OTHER, [(header::SET_COOKIE, cookie)], [(header::LOCATION, "/you")]).into_response()
}

/// A session, by its name in lists.
#[derive(Deserialize)]
pub struct Named {
    session: SessionId,
}

/// Ends one session.
pub async fn end_session(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    Sent(named): Sent<Named>,
) -> Result<Response, Failed> {
    match sessions::end(&app.here, &reader.who, named.session).await {
        Ok(()) => Ok(Redirect::to("/you").into_response()),
        Err(refused) => {
            let (status, sentence) = caller.said(refused)?;
            let problems = Problems::of("sessions-h", sentence);
            Ok(Page::with(status, page(&app, &reader, &caller, problems).await?).into_response())
        }
    }
}

/// Ends every session but this one.
pub async fn end_others(
    State(app): State<App>,
    reader: Reader,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Redirect, Failed> {
    sessions::end_others(&app.here, &reader.who).await.map_err(|error| reader.trouble(error))?;
    Ok(Redirect::to("/you"))
}
