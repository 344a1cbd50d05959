//! A server with one webhook. It turns away whoever does not name themselves, and posts every file with what is said
//! about it.

use super::{
    Chat,
    stand_in::{Desk, StandIn, fits, header, json, served},
};
use axum::{
    Router,
    body::Bytes,
    extract::{FromRequest as _, Multipart, Path, Query, Request, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::get,
};
use networks::NetworkName;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

const SCHEMA: &str = include_str!("message.schema.json");
const ID: &str = "1180000000000000001";
const KEY: &str = "Xk-SecretOfTheWebhook_0000";

#[derive(Default)]
pub struct Guild {
    desk: Desk,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    messages: Vec<Value>,
    made: u64,
    revoked: bool,
}

pub async fn chat() -> Chat {
    let guild = Arc::new(Guild::default());
    let routes = Router::new()
        .route("/api/webhooks/{id}/{key}", get(itself).post(publish))
        .route("/api/webhooks/{id}/{key}/messages/{message}", get(read).delete(remove))
        .with_state(guild.clone());
    let base = served(routes).await;
    let typed = vec![("webhook", format!("{base}/api/webhooks/{ID}/{KEY}"))];
    Chat::connected(NetworkName::Discord, &base, guild, typed, &[KEY]).await
}

impl Guild {
    fn turned_away(&self, id: &str, key: &str, headers: &HeaderMap) -> Option<Response> {
        if !header(headers, "user-agent").starts_with("DiscordBot (https://") {
            return Some((axum::http::StatusCode::FORBIDDEN, "error code: 1010").into_response());
        }
        if id != ID || self.kept.lock().unwrap().revoked {
            return Some(refusal(404, 10_015));
        }
        (key != KEY).then(|| refusal(401, 50_027))
    }
}

fn refusal(status: u16, code: u64) -> Response {
    json(status, &json!({ "message": "No.", "code": code }))
}

async fn itself(
    State(guild): State<Arc<Guild>>,
    Path((id, key)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    if let Some(refused) = guild.turned_away(&id, &key, &headers) {
        return refused;
    }
    json(
        200,
        &json!({ "id": ID, "type": 1, "name": "Announcements", "guild_id": "41", "channel_id": "42", "token": KEY }),
    )
}

async fn publish(
    State(guild): State<Arc<Guild>>,
    Path((id, key)): Path<(String, String)>,
    Query(query): Query<HashMap<String, String>>,
    request: Request,
) -> Response {
    if let Some(refused) = guild.turned_away(&id, &key, request.headers()) {
        return refused;
    }
    let Some((body, files)) = taken(request).await else { return refusal(400, 50_109) };
    let attachments = body["attachments"].as_array().cloned().unwrap_or_default();
    let empty = body["content"].as_str().unwrap_or_default().trim().is_empty() && files.is_empty();
    if !fits(SCHEMA, &body) || attachments.len() != files.len() {
        return refusal(400, 50_035);
    }
    if empty {
        return refusal(400, 50_006);
    }
    guild.desk.around(|| {
        let mut kept = guild.kept.lock().unwrap();
        kept.made += 1;
        let message = json!({
            "id": (1_190_000_000_000_000_000 + kept.made).to_string(),
            "channel_id": "42",
            "webhook_id": ID,
            "content": body["content"].as_str().unwrap_or_default().trim(),
            "timestamp": "2026-11-20T15:00:00.000000+00:00",
            "attachments": attachments,
        });
        let calls = |word: &str| body["content"].as_str().unwrap_or_default().contains(word);
        let rings = body["allowed_mentions"]["parse"].as_array().is_none_or(|parse| !parse.is_empty());
        if rings && (calls("@everyone") || calls("@here")) {
            guild.desk.ring();
        }
        kept.messages.push(message.clone());
        if query.get("wait").is_some_and(|wait| wait == "true") {
            json(200, &message)
        } else {
            axum::http::StatusCode::NO_CONTENT.into_response()
        }
    })
}

/// A body of JSON, or a form of which one part is that JSON and the others are the files that it names.
async fn taken(request: Request) -> Option<(Value, Vec<String>)> {
    if header(request.headers(), "content-type") == "application/json" {
        let bytes = Bytes::from_request(request, &()).await.ok()?;
        return Some((serde_json::from_slice(&bytes).ok()?, vec![]));
    }
    let mut form = Multipart::from_request(request, &()).await.ok()?;
    let (mut body, mut files) = (None, Vec::new());
    while let Some(part) = form.next_field().await.ok()? {
        match part.name()?.to_owned().as_str() {
            "payload_json" => body = serde_json::from_slice::<Value>(&part.bytes().await.ok()?).ok(),
            name if name == format!("files[{}]", files.len()) => {
                let file = part.file_name()?.to_owned();
                let kind = part.content_type()?.to_owned();
                assert_eq!((kind.as_str(), part.bytes().await.ok()?.as_ref()), ("image/png", crate::rig::DOT));
                files.push(file);
            }
            _ => return None,
        }
    }
    let body = body?;
    let named = body["attachments"].as_array().cloned().unwrap_or_default();
    let same = named.iter().zip(&files).all(|(named, file)| named["filename"] == file.as_str());
    same.then_some((body, files))
}

async fn read(
    State(guild): State<Arc<Guild>>,
    Path((id, key, message)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    if let Some(refused) = guild.turned_away(&id, &key, &headers) {
        return refused;
    }
    let kept = guild.kept.lock().unwrap();
    kept.messages
        .iter()
        .find(|kept| kept["id"] == message.as_str())
        .map_or_else(|| refusal(404, 10_008), |kept| json(200, kept))
}

async fn remove(
    State(guild): State<Arc<Guild>>,
    Path((id, key, message)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    if let Some(refused) = guild.turned_away(&id, &key, &headers) {
        return refused;
    }
    let mut kept = guild.kept.lock().unwrap();
    let before = kept.messages.len();
    kept.messages.retain(|kept| kept["id"] != message.as_str());
    if kept.messages.len() == before {
        refusal(404, 10_008)
    } else {
        axum::http::StatusCode::NO_CONTENT.into_response()
    }
}

impl StandIn for Guild {
    fn desk(&self) -> &Desk {
        &self.desk
    }
    fn shown(&self) -> Vec<String> {
        self.kept
            .lock()
            .unwrap()
            .messages
            .iter()
            .map(|message| message["content"].as_str().unwrap().to_owned())
            .collect()
    }
    fn described(&self) -> Vec<String> {
        let kept = self.kept.lock().unwrap();
        let files = kept.messages.iter().flat_map(|message| message["attachments"].as_array().unwrap());
        files.map(|file| file["description"].as_str().unwrap_or_default().to_owned()).collect()
    }
    fn revoke(&self) {
        self.kept.lock().unwrap().revoked = true;
    }
}
