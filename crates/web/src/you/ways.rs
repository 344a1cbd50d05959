//! Changing how a person signs in. Each of it asks for a proof given lately in this session.

use super::page::page;
use crate::{
    App,
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::Problems,
    reader::Reader,
    sign_in::{Asked, Caller},
};
use acts::{people as accounts, sign_in::NotIn};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use people::Elevated;
use serde::Deserialize;

/// Whatever a form of these brings.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    label: String,
    #[serde(default)]
    credential: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
}

const HERE: &str = "/you";

fn elevated(app: &App, reader: &Reader) -> Result<Elevated, Failed> {
    reader.who.elevated(app.here.asks_for_own_account()).map_err(|step_up| Failed::prove(HERE, step_up))
}

/// Begins to add a passkey.
pub async fn begin_passkey(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    Sent(_): Sent<Form>,
) -> Result<Asked, Failed> {
    let who = elevated(&app, &reader)?;
    match accounts::start_passkey(&app.here, caller.visit(), &who).await {
        Ok(question) => Ok(Asked(Ok(question))),
        Err(refused) => Ok(Asked(Err(caller.said(refused)?))),
    }
}

/// Adds the passkey that was made.
pub async fn add_passkey(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    Sent(form): Sent<Form>,
) -> Result<Response, Failed> {
    let who = elevated(&app, &reader)?;
    let added = if form.credential.is_empty() {
        Err(NotIn::because("Your browser made no passkey: passkeys need script."))
    } else {
        accounts::finish_passkey(&app.here, caller.visit(), &who, &form.label, &form.credential).await
    };
    back(&app, &reader, &caller, "label", added).await
}

/// Takes a passkey away.
pub async fn remove_passkey(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    Sent(form): Sent<Form>,
) -> Result<Response, Failed> {
    let who = elevated(&app, &reader)?;
    let removed = accounts::remove_passkey(&app.here, &who, &form.id).await;
    back(&app, &reader, &caller, "keys-h", removed).await
}

/// Begins to set a password: the page shows the secret for an app.
pub async fn begin_password(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    Sent(_): Sent<Form>,
) -> Result<Response, Failed> {
    let who = elevated(&app, &reader)?;
    let begun = accounts::start_password(&app.here, caller.visit(), &who).await.map(|_| ());
    back(&app, &reader, &caller, "password-h", begun).await
}

/// Sets the password with the second factor.
pub async fn set_password(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    Sent(form): Sent<Form>,
) -> Result<Response, Failed> {
    let who = elevated(&app, &reader)?;
    let set = accounts::finish_password(&app.here, caller.visit(), &who, &form.password, &form.code).await;
    back(&app, &reader, &caller, "password", set).await
}

/// The page as it is now, or again with what is to be mended.
async fn back(
    app: &App,
    reader: &Reader,
    caller: &Caller,
    field: &str,
    done: Result<(), NotIn>,
) -> Result<Response, Failed> {
    let Err(refused) = done else { return Ok(Redirect::to(HERE).into_response()) };
    let (status, sentence) = caller.said(refused)?;
    let problems = Problems::of(field, sentence);
    Ok(Page::with(status, page(app, reader, caller, problems).await?).into_response())
}
