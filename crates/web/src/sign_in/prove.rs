//! Being asked again, in a session, before an act that asks for it; then the way leads back.

use super::{Again, Asked, Back, Caller, enter::enters};
use crate::{
    App,
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{Field, Kind, Problems},
    reader::Reader,
};
use acts::sign_in::{self, Shown};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use people::HouseRule;
use serde::Deserialize;

/// Where the way leads back to.
#[derive(Deserialize)]
pub struct Asking {
    #[serde(default)]
    to: String,
}

/// The form, with one of the two filled in.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    to: String,
    #[serde(default)]
    credential: String,
    #[serde(default)]
    code: String,
}

/// The page.
pub async fn show(State(app): State<App>, reader: Reader, Query(asking): Query<Asking>) -> Result<Response, Failed> {
    let page = page(&app, &reader, &Back::parse(&asking.to), Problems::default()).await?;
    Ok(Page::ok(page).into_response())
}

/// Begins to ask for the passkey.
pub async fn begin(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    Sent(_): Sent<Form>,
) -> Result<Asked, Failed> {
    match sign_in::start_proof(&app.here, caller.visit(), &reader.who).await {
        Ok(question) => Ok(Asked(Ok(question))),
        Err(refused) => Ok(Asked(Err(caller.said(refused)?))),
    }
}

/// Takes the proof; the cookie changes with it.
pub async fn prove(
    State(app): State<App>,
    reader: Reader,
    caller: Caller,
    Sent(form): Sent<Form>,
) -> Result<Response, Failed> {
    let back = Back::parse(&form.to);
    let shown = if form.credential.is_empty() { Shown::Code(&form.code) } else { Shown::Passkey(&form.credential) };
    match sign_in::prove(&app.here, caller.visit(), &reader.who, shown).await {
        Ok(token) => Ok(enters(&app, &token, &back)),
        Err(refused) => {
            let (status, sentence) = caller.said(refused)?;
            let problems = Problems::of(if form.credential.is_empty() { "code" } else { "passkey" }, sentence);
            Ok(Page::with(status, page(&app, &reader, &back, problems).await?).into_response())
        }
    }
}

async fn page(app: &App, reader: &Reader, back: &Back, problems: Problems) -> Result<Again, Failed> {
    let ways = acts::people::ways(&app.here, reader.person()).await.map_err(|error| reader.trouble(error))?;
    let (asked, house_rule) = asked(app, reader, back).await?;
    let by_code = ways.password && matches!(asked, HouseRule::Code | HouseRule::Demonstration(_));
    let mut code = Field::new("code", "Code from your app").kind(Kind::Code).autocomplete("one-time-code");
    code.error = problems.at("code");
    Ok(Again {
        plain: reader.plain(),
        act: "going on".into(),
        problems,
        to: "/prove".into(),
        passkey: !ways.passkeys.is_empty() && app.here.entrance.passkeys.is_some(),
        code: by_code.then_some(code),
        house_rule: house_rule.filter(|_| by_code),
        carries: vec![("to".into(), back.to_string())],
    })
}

/// What is asked for where the way leads back to, and the house rule by which it is less than a passkey.
async fn asked(app: &App, reader: &Reader, back: &Back) -> Result<(HouseRule, Option<String>), Failed> {
    let Some(slug) = back.group() else { return Ok((app.here.asks_for_own_account(), None)) };
    let group = app.here.store.group_by_slug(slug).await.map_err(|error| reader.trouble(error))?;
    let Some(group) = group else { return Ok((HouseRule::Passkey, None)) };
    let asked = app.here.asks_in(group.id).await.map_err(|declined| reader.failed(declined))?;
    let lowered = matches!(asked, HouseRule::Code);
    Ok((asked, lowered.then(|| "This group decided that a code is enough.".to_owned())))
}
