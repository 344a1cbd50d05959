//! `/calendars/{secret}/meetings.ics`: the meetings of somebody's groups, for a calendar program that asks again and again.
//! Each meeting stands there by its instant, so that no program has to know when clocks change.

mod written;

use crate::App;
use acts::meetings::feeds;
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use serde::Deserialize;

/// The routes of these addresses.
pub fn routes() -> Router<App> {
    Router::new().route("/calendars/{secret}/meetings.ics", get(show))
}

/// The path of a calendar with this secret.
pub fn path(secret: &str) -> String {
    format!("/calendars/{secret}/meetings.ics")
}

#[derive(Deserialize)]
struct OfCalendar {
    secret: String,
}

async fn show(State(app): State<App>, Path(of): Path<OfCalendar>) -> Response {
    let groups = match feeds::read(&app.here, &of.secret).await {
        Ok(Some(groups)) => groups,
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "a calendar could not be read");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, written::calendar(&app.here, &groups)).into_response()
}
