//! Signing in and out.

use super::{Asked, Back, Caller, SignIn};
use crate::{
    App,
    failed::Failed,
    guard::{Nothing, Sent, session_cookie, sign_out_cookie},
    page::Page,
    parts::{Field, Kind, Problems},
};
use acts::{
    sessions,
    sign_in::{self, NotIn, Typed},
};
use axum::{
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use people::{SessionOver, Token};
use serde::Deserialize;

/// What the address of the page says.
#[derive(Deserialize)]
pub struct Asking {
    #[serde(default)]
    to: String,
    recovered: Option<String>,
}

/// The form, of either half of the page.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    to: String,
    #[serde(default)]
    account: Option<String>,
    #[serde(default)]
    credential: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
}

/// The page. A session that is over says so here; somebody who is signed in goes on.
pub async fn show(State(app): State<App>, caller: Caller, Query(asking): Query<Asking>) -> Result<Response, Failed> {
    let back = Back::parse(&asking.to);
    let mut problems = Problems::default();
    match sessions::who(&app.here, caller.browser.session()).await {
        Ok(Some(_)) => return Ok(Redirect::to(back.path()).into_response()),
        Ok(None) => {}
        Err(NotIn::Over(SessionOver::Rests)) => return Ok(Redirect::to(leads(&back)).into_response()),
        Err(NotIn::Over(_)) if asking.recovered.is_some() => {}
        Err(NotIn::Over(over)) => problems.add("account", over.to_string()),
        Err(other) => return Err(caller.trouble(other)),
    }
    let recovered = asking.recovered.is_some();
    Ok(Page::ok(SignIn { recovered, ..page(&app, &caller, &back, problems, "", "") }).into_response())
}

/// Where somebody goes on to whose rights rest: to the invitation that they accept, or to the page on which they stay.
fn leads(back: &Back) -> &str {
    if back.path().starts_with("/join/") { back.path() } else { "/stay" }
}

/// Begins to sign in with a passkey.
pub async fn begin(State(app): State<App>, caller: Caller, Sent(form): Sent<Form>) -> Result<Asked, Failed> {
    let account = form.account.unwrap_or_default();
    match sign_in::start_passkey(&app.here, caller.visit(), &account).await {
        Ok(question) => Ok(Asked(Ok(question))),
        Err(refused) => Ok(Asked(Err(caller.said(refused)?))),
    }
}

/// Signs in by what the form brings: the answer of a passkey, or a password and a code.
pub async fn sign_in(State(app): State<App>, caller: Caller, Sent(form): Sent<Form>) -> Result<Response, Failed> {
    let back = Back::parse(&form.to);
    let (field, token) = match &form.account {
        Some(_) if form.credential.is_empty() => ("account", Err(NotIn::because(NEEDS_SCRIPT))),
        Some(_) => ("account", sign_in::finish_passkey(&app.here, caller.visit(), &form.credential).await),
        None => {
            let typed = Typed { email: &form.email, password: &form.password, code: &form.code };
            ("email", sign_in::with_password(&app.here, caller.visit(), typed).await)
        }
    };
    match token {
        Ok(token) => Ok(enters(&app, &token, &back)),
        Err(refused) => {
            let (status, sentence) = caller.said(refused)?;
            let problems = Problems::of(field, sentence);
            let account = form.account.unwrap_or_default();
            Ok(Page::with(status, page(&app, &caller, &back, problems, &account, &form.email)).into_response())
        }
    }
}

const NEEDS_SCRIPT: &str =
    "Your browser did not ask for the passkey: passkeys need script. A password with a code works without.";

fn page(app: &App, caller: &Caller, back: &Back, problems: Problems, account: &str, email: &str) -> SignIn {
    let mut account = Field::new("account", "Mail address").autocomplete("username webauthn").value(account);
    account.error = problems.at("account");
    let mut email = Field::new("email", "Mail address").autocomplete("username").value(email);
    email.error = problems.at("email");
    let password = Field::new("password", "Password").kind(Kind::Secret).autocomplete("current-password");
    let code = Field::new("code", "Code from your app").kind(Kind::Code).autocomplete("one-time-code");
    let fields = vec![email, password, code];
    let demonstration = app.here.demonstration.is_some();
    SignIn {
        plain: caller.stranger(),
        problems,
        account,
        fields,
        to: back.to_string(),
        recovered: false,
        demonstration,
    }
}

/// The browser receives its session and goes on.
pub(super) fn enters(app: &App, token: &Token, back: &Back) -> Response {
    ([(header::SET_COOKIE, session_cookie(token, &app.gate))], Redirect::to(back.path())).into_response()
}

/// Signs out. A browser whose session is over already only loses its cookie.
pub async fn sign_out(
    State(app): State<App>,
    caller: Caller,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    match sessions::who(&app.here, caller.browser.session()).await {
        Ok(Some(who)) => sessions::out(&app.here, &who).await.map_err(|error| caller.trouble(error))?,
        Err(NotIn::Over(SessionOver::Rests)) => {
            let out = sessions::out_of_rest(&app.here, caller.browser.session()).await;
            out.map_err(|error| caller.trouble(error))?;
        }
        Ok(None) | Err(NotIn::Over(_)) => {}
        Err(other) => return Err(caller.trouble(other)),
    }
    let cookie = [(header::SET_COOKIE, sign_out_cookie(&app.gate))];
    Ok((StatusCode::SEE_OTHER, cookie, [(header::LOCATION, "/sign-in")]).into_response())
}
