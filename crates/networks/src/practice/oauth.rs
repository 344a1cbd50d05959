//! Connecting an account, as an instance does it: register, agree on a page with one button, exchange the code (PKCE S256).

use super::{
    Practice, PracticeAccount,
    pages::{Page, page},
    state::random_text,
    visit::Visit,
    world::{App, Code},
};
use askama::Template;
use axum::{
    Form, Json,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use url::Url;

type Network = State<Arc<Practice>>;

/// A program that registers itself.
#[derive(Deserialize)]
pub struct Registering {
    client_name: String,
    redirect_uris: String,
}

/// `POST /api/v1/apps`
pub async fn register(State(practice): Network, Form(asked): Form<Registering>) -> Response {
    let (id, secret) = (random_text(), random_text());
    let callbacks = asked.redirect_uris.split_whitespace().map(str::to_owned).collect();
    practice
        .change()
        .apps
        .insert(id.clone(), App { secret: secret.clone(), name: asked.client_name.clone(), callbacks });
    Json(json!({ "id": "1", "name": asked.client_name, "client_id": id, "client_secret": secret })).into_response()
}

/// What a program sends a person with.
#[derive(Clone, Deserialize)]
pub struct Asked {
    response_type: String,
    client_id: String,
    redirect_uri: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    code_challenge: String,
    #[serde(default)]
    code_challenge_method: String,
}

#[derive(Template)]
#[template(path = "practice/authorize.html")]
struct AuthorizePage {
    program: String,
    server: &'static str,
    accounts: Vec<PracticeAccount>,
    asked: Asked,
}
impl Page for AuthorizePage {}

/// `GET /oauth/authorize`: one button per account that lives here.
pub async fn authorize(State(practice): Network, visit: Visit, Query(asked): Query<Asked>) -> Response {
    let world = practice.look();
    match program_of(&world.apps, &asked) {
        None => {
            (StatusCode::BAD_REQUEST, "This program is not registered here, or did not prove who asks (PKCE S256).")
                .into_response()
        }
        Some(program) => {
            let here = |account: &&PracticeAccount| account.host == visit.host && !account.is_reader;
            let accounts = world.accounts.iter().filter(here).cloned().collect();
            page(&AuthorizePage { program, server: visit.host.title(), accounts, asked })
        }
    }
}

fn program_of(apps: &std::collections::BTreeMap<String, App>, asked: &Asked) -> Option<String> {
    let app = apps.get(&asked.client_id)?;
    let sound = asked.response_type == "code"
        && asked.code_challenge_method == "S256"
        && asked.code_challenge.len() == 43
        && app.callbacks.contains(&asked.redirect_uri);
    sound.then(|| app.name.clone())
}

/// A person's answer.
#[derive(Deserialize)]
pub struct Agreed {
    account: String,
    #[serde(flatten)]
    asked: Asked,
}

/// `POST /oauth/authorize`: sends the person back with a code.
pub async fn agree(State(practice): Network, visit: Visit, Form(agreed): Form<Agreed>) -> Response {
    let mut world = practice.change();
    let asked = agreed.asked;
    let here = world.account(&agreed.account).is_some_and(|account| account.host == visit.host);
    let Some(mut back) =
        program_of(&world.apps, &asked).filter(|_| here).and_then(|_| Url::parse(&asked.redirect_uri).ok())
    else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let code = random_text();
    back.query_pairs_mut().append_pair("code", &code).append_pair("state", &asked.state);
    let kept = Code {
        client_id: asked.client_id,
        account: agreed.account,
        callback: asked.redirect_uri,
        challenge: asked.code_challenge,
    };
    world.codes.insert(code, kept);
    (StatusCode::SEE_OTHER, [(header::LOCATION, back.to_string())]).into_response()
}

/// A code that is exchanged.
#[derive(Deserialize)]
pub struct Exchange {
    code: String,
    client_id: String,
    client_secret: String,
    redirect_uri: String,
    #[serde(default)]
    code_verifier: String,
}

/// `POST /oauth/token`: a code is good once, for whoever asked for it.
pub async fn token(State(practice): Network, Form(asked): Form<Exchange>) -> Response {
    let mut world = practice.change();
    let refused = || (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    let Some(code) = world.codes.remove(&asked.code) else { return refused() };
    let shown = URL_SAFE_NO_PAD.encode(Sha256::digest(asked.code_verifier.as_bytes()));
    let program = world.apps.get(&asked.client_id).is_some_and(|app| app.secret == asked.client_secret);
    if !program || code.client_id != asked.client_id || code.callback != asked.redirect_uri || code.challenge != shown {
        return refused();
    }
    let token = random_text();
    world.tokens.insert(token.clone(), code.account);
    Json(json!({ "access_token": token, "token_type": "Bearer", "scope": "read write", "created_at": 0 }))
        .into_response()
}

/// A token nobody wants any more.
#[derive(Deserialize)]
pub struct Revoking {
    token: String,
}

/// `POST /oauth/revoke`
pub async fn revoke(State(practice): Network, Form(asked): Form<Revoking>) -> Response {
    practice.change().tokens.remove(&asked.token);
    Json(json!({})).into_response()
}
