//! Handles and the documents of accounts.

use super::{Network, error};
use crate::practice::{Host, PracticeAccount, visit::Visit};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// A handle.
#[derive(Deserialize)]
pub struct HandleAsked {
    handle: String,
}

/// `com.atproto.identity.resolveHandle`
pub async fn resolve_handle(State(practice): Network, Query(asked): Query<HandleAsked>) -> Response {
    match practice.look().named(Host::Bluesky, &asked.handle) {
        Some(account) => Json(json!({ "did": account.id })).into_response(),
        None => error(StatusCode::BAD_REQUEST, "InvalidRequest", "Unable to resolve handle"),
    }
}

/// `GET /did:plc:…`: the directory of DID documents.
pub async fn directory(State(practice): Network, visit: Visit, Path(did): Path<String>) -> Response {
    match practice.look().account(&did).filter(|account| account.host == Host::Bluesky) {
        Some(account) => Json(did_document(&visit, account)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

pub(super) fn did_document(visit: &Visit, account: &PracticeAccount) -> Value {
    json!({
        "id": account.id,
        "alsoKnownAs": [format!("at://{}", account.name)],
        "service": [{ "id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": visit.base() }],
    })
}
