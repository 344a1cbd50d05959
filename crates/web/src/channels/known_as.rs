//! Who this program is, for the servers on which people agree to it: a document that they read themselves.

use crate::App;
use axum::{Json, extract::State};
use networks::bluesky::oauth;
use serde_json::Value;

/// The document about this installation.
pub async fn document(State(app): State<App>) -> Json<Value> {
    Json(oauth::document(&app.here.public_url))
}
