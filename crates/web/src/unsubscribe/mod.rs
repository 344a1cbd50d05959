//! `/unsubscribe/{person}/{signed}`: the way out of mail that stands in every letter about what needs somebody. It works
//! signed out; looking at it changes nothing, and one POST ends the mail, from its page or from a mail program (RFC 8058),
//! which sends no origin and no token.

use crate::{App, failed::Failed, filters, frame::Plain, guard::RequestId, page::Page, sign_in::Caller};
use acts::mailing;
use askama::Template;
use axum::{
    Router,
    extract::{Path, State},
    http::{StatusCode, request::Parts},
    routing::{get, post},
};
use store::MailedHow;

/// The page.
pub fn routes() -> Router<App> {
    Router::new().route("/unsubscribe/{person}/{signed}", get(show))
}

/// The POST, which comes from anywhere: whoever holds the address may, and it does nothing but this.
pub fn from_anywhere() -> Router<App> {
    Router::new().route("/unsubscribe/{person}/{signed}", post(leave))
}

/// The page.
#[derive(Template)]
#[template(path = "unsubscribe/unsubscribe.html")]
pub struct Unsubscribe {
    plain: Plain,
    /// Whether nothing is mailed any more.
    is_off: bool,
    /// Where the button goes.
    to: String,
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    Path((person, signed)): Path<(String, String)>,
) -> Result<Page<Unsubscribe>, Failed> {
    let whose = mailing::of_way_out(&app.here, &person, &signed).ok_or_else(|| Failed::gone(caller.stranger()))?;
    let chosen = mailing::chosen(&app.here, whose).await.map_err(|error| caller.trouble(error))?;
    let to = format!("/unsubscribe/{person}/{signed}");
    Ok(Page::ok(Unsubscribe { plain: caller.stranger(), is_off: chosen.how == MailedHow::Off, to }))
}

async fn leave(
    State(app): State<App>,
    parts: Parts,
    Path((person, signed)): Path<(String, String)>,
) -> Result<Page<Unsubscribe>, Failed> {
    let whose = mailing::of_way_out(&app.here, &person, &signed).ok_or_else(|| Failed::bare(StatusCode::NOT_FOUND))?;
    let left = mailing::leave(&app.here, whose).await;
    left.map_err(|error| Failed::trouble(Plain::default(), RequestId::of(&parts.extensions), &error))?;
    let to = format!("/unsubscribe/{person}/{signed}");
    Ok(Page::ok(Unsubscribe { plain: Plain::default(), is_off: true, to }))
}
