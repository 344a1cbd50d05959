//! A workspace with one incoming webhook.

use super::{
    Chat,
    stand_in::{Desk, StandIn, fits, header, served, text},
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
use serde_json::Value;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

const SCHEMA: &str = include_str!("message.schema.json");
const KEY: [&str; 3] = ["T0TEAM", "B0HOOK", "Xb1SecretOfTheWebhook0000"];

#[derive(Default)]
pub struct Workspace {
    desk: Desk,
    messages: Mutex<Vec<String>>,
    revoked: AtomicBool,
}

pub async fn chat() -> Chat {
    let workspace = Arc::new(Workspace::default());
    let routes = Router::new().route("/services/{team}/{hook}/{key}", post(message)).with_state(workspace.clone());
    let base = served(routes).await;
    let typed = vec![
        ("webhook", format!("{base}/services/{}", KEY.join("/"))),
        ("channel", "#announcements".to_owned()),
        ("page", "https://app.slack.example/client/1/2".to_owned()),
    ];
    Chat::connected(NetworkName::Slack, &base, workspace, typed, &KEY).await
}

async fn message(
    State(workspace): State<Arc<Workspace>>,
    Path((team, hook, key)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if [team.as_str(), &hook, &key] != KEY || workspace.revoked.load(Ordering::SeqCst) {
        return text(404, "no_service");
    }
    let body: Option<Value> = serde_json::from_slice(&body).ok();
    let body = body.filter(|body| header(&headers, "content-type") == "application/json" && fits(SCHEMA, body));
    let Some(body) = body else { return text(400, "invalid_payload") };
    let written = body["text"].as_str().unwrap_or_default().to_owned();
    if written.trim().is_empty() {
        return text(400, "no_text");
    }
    workspace.desk.around(|| {
        if written.contains("<!") {
            workspace.desk.ring();
        }
        let shown = written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        workspace.messages.lock().unwrap().push(shown);
        text(200, "ok")
    })
}

impl StandIn for Workspace {
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
