//! A demonstration's link: opening it shows a button, pressing the button signs in.

use super::{Back, Caller, OneTimeLink, enter::enters};
use crate::{
    App,
    address::Path,
    failed::Failed,
    guard::{Nothing, Sent},
    page::Page,
};
use acts::sign_in::{self, NotIn};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use people::{Purpose, Token};

/// The page. Nothing changes, whoever follows the link.
pub async fn show(State(app): State<App>, caller: Caller, Path(text): Path<String>) -> Result<Response, Failed> {
    let shown = match Token::parse(&text, Purpose::SignInLink) {
        Ok(link) => sign_in::show_link(&app.here, &link).await,
        Err(refused) => Err(NotIn::because(refused)),
    };
    match shown {
        Ok(person) => Ok(Page::ok(OneTimeLink {
            plain: caller.stranger(),
            heading: format!("Sign in as {}", person.name),
            words: "This link signs in a sample person of the demonstration. It works once.".into(),
            to: format!("/sign-in/{text}"),
            button: Some("Sign in".into()),
            leads_on: SIGN_IN,
        })
        .into_response()),
        Err(refused) => dead_here(&app, &caller, refused),
    }
}

/// Signs in, once.
pub async fn sign_in(
    State(app): State<App>,
    caller: Caller,
    Path(text): Path<String>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let token = match Token::parse(&text, Purpose::SignInLink) {
        Ok(link) => sign_in::by_link(&app.here, caller.visit(), &link).await,
        Err(refused) => Err(NotIn::because(refused)),
    };
    match token {
        Ok(token) => Ok(enters(&app, &token, &Back::default())),
        Err(refused) => dead_here(&app, &caller, refused),
    }
}

/// The page of a link that opens nothing.
pub(super) fn dead(caller: &Caller, refused: NotIn) -> Result<Response, Failed> {
    dead_leading(caller, refused, SIGN_IN)
}

/// The same, leading on to somewhere else: a path, and its words.
pub(super) fn dead_leading(
    caller: &Caller,
    refused: NotIn,
    leads_on: (&'static str, &'static str),
) -> Result<Response, Failed> {
    let (status, words) = caller.said(refused)?;
    Ok(page_of_dead(caller, status, words, leads_on))
}

/// The same for a link of the demonstration, whose people anybody can be without one.
fn dead_here(app: &App, caller: &Caller, refused: NotIn) -> Result<Response, Failed> {
    let (status, words) = caller.said(refused)?;
    let leads_on = app.here.demonstration.map_or(SIGN_IN, |_| ITS_PEOPLE);
    Ok(page_of_dead(caller, status, words, leads_on))
}

fn page_of_dead(
    caller: &Caller,
    status: StatusCode,
    words: String,
    leads_on: (&'static str, &'static str),
) -> Response {
    let status = if status == StatusCode::UNPROCESSABLE_ENTITY { StatusCode::GONE } else { status };
    let page = OneTimeLink {
        plain: caller.stranger(),
        heading: "This link does not work".into(),
        words,
        to: String::new(),
        button: None,
        leads_on,
    };
    Page::with(status, page).into_response()
}

const SIGN_IN: (&str, &str) = ("/sign-in", "Sign in");
const ITS_PEOPLE: (&str, &str) = ("/demonstration", "The people of the demonstration");
