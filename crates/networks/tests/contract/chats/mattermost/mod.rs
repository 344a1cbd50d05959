//! A server with one incoming webhook. Like the real one it looks for a text before it looks for the webhook.

use super::{
    Chat,
    stand_in::{Desk, StandIn, fits, header, json, served, text},
};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
    routing::post,
};
use networks::NetworkName;
use serde_json::{Value, json};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

const SCHEMA: &str = include_str!("message.schema.json");
const KEY: &str = "q8zr5ywcjb8mtx1secret0000o";

#[derive(Default)]
pub struct Server {
    desk: Desk,
    messages: Mutex<Vec<String>>,
    revoked: AtomicBool,
    /// Newer servers wrap every reason into the same word.
    wraps: bool,
}

pub async fn chat() -> Chat {
    of(Server::default()).await
}

/// A server of a newer kind.
pub async fn newer() -> Chat {
    of(Server { wraps: true, ..Server::default() }).await
}

async fn of(server: Server) -> Chat {
    let server = Arc::new(server);
    let routes = Router::new().route("/hooks/{key}", post(message)).with_state(server.clone());
    let base = served(routes).await;
    let typed = vec![("webhook", format!("{base}/hooks/{KEY}")), ("channel", "announcements".to_owned())];
    Chat::connected(NetworkName::Mattermost, &base, server, typed, &[KEY]).await
}

async fn message(
    State(server): State<Arc<Server>>,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body: Option<Value> = serde_json::from_slice(&body).ok();
    let body = body.filter(|body| header(&headers, "content-type") == "application/json" && fits(SCHEMA, body));
    let Some(body) = body else { return server.refuses(400, "decode") };
    let written = body["text"].as_str().unwrap_or_default().to_owned();
    if written.is_empty() {
        return server.refuses(400, "text");
    }
    if key != KEY || server.revoked.load(Ordering::SeqCst) {
        return server.refuses(400, "invalid");
    }
    if body["channel"].is_string() {
        return server.refuses(404, "channel");
    }
    server.desk.around(|| {
        if ["@all", "@channel", "@here", "<!"].iter().any(|call| written.contains(call)) {
            server.desk.ring();
        }
        server.messages.lock().unwrap().push(written);
        text(200, "ok")
    })
}

impl Server {
    fn refuses(&self, status: u16, why: &str) -> Response {
        let why = if self.wraps { "general" } else { why };
        json(
            status,
            &json!({ "id": format!("web.incoming_webhook.{why}.app_error"), "message": "No.", "status_code": status }),
        )
    }
}

impl StandIn for Server {
    fn desk(&self) -> &Desk {
        &self.desk
    }
    fn shown(&self) -> Vec<String> {
        self.messages.lock().unwrap().clone()
    }
    fn described(&self) -> Vec<String> {
        vec![]
    }
    fn revoke(&self) {
        self.revoked.store(true, Ordering::SeqCst);
    }
}
