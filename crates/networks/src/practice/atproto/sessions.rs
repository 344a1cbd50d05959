//! Signing in to the practice server, and going on with a session.

use super::{Network, error, names::did_document, signed_in};
use crate::practice::{
    Host, PracticeAccount,
    state::random_text,
    visit::Visit,
    world::{Session, World},
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Who signs in.
#[derive(Deserialize)]
pub struct SignIn {
    identifier: String,
    password: String,
}

/// `com.atproto.server.createSession`
pub async fn create_session(State(practice): Network, visit: Visit, Json(asked): Json<SignIn>) -> Response {
    let mut world = practice.change();
    let account = world.named(Host::Bluesky, &asked.identifier).or_else(|| world.account(&asked.identifier)).cloned();
    let holds = |account: &PracticeAccount| world.app_passwords.get(&asked.password) == Some(&account.id);
    match account.filter(|account| holds(account)) {
        Some(account) => Json(open_session(&mut world, &visit, &account)).into_response(),
        None => error(StatusCode::UNAUTHORIZED, "AuthenticationRequired", "Invalid identifier or password"),
    }
}

/// `com.atproto.server.refreshSession`: the token that is shown is used up.
pub async fn refresh_session(State(practice): Network, visit: Visit) -> Response {
    let mut world = practice.change();
    let did = visit.token.as_ref().and_then(|token| world.refresh.remove(token));
    match did.and_then(|did| world.account(&did).cloned()) {
        Some(account) => Json(open_session(&mut world, &visit, &account)).into_response(),
        None => error(StatusCode::BAD_REQUEST, "ExpiredToken", "Token has been revoked"),
    }
}

fn open_session(world: &mut World, visit: &Visit, account: &PracticeAccount) -> Value {
    let (access, refresh) = (random_text(), random_text());
    world.access.insert(access.clone(), Session { did: account.id.clone(), ended: false });
    world.refresh.insert(refresh.clone(), account.id.clone());
    json!({
        "did": account.id, "handle": account.name, "accessJwt": access, "refreshJwt": refresh,
        "didDoc": did_document(visit, account), "active": true,
    })
}

/// `com.atproto.server.getSession`
pub async fn get_session(State(practice): Network, visit: Visit) -> Response {
    match signed_in(&practice.look(), &visit) {
        Ok(account) => Json(json!({ "did": account.id, "handle": account.name, "active": true })).into_response(),
        Err(refused) => refused.into_response(),
    }
}
