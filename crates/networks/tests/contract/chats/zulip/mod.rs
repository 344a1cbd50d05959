//! An organisation with one channel, in which others write too.

use super::{
    Chat,
    stand_in::{Desk, StandIn, fits, header, json, served},
};
use axum::{
    Form, Router,
    extract::{Multipart, Path, Query, State},
    http::HeaderMap,
    response::Response,
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use networks::NetworkName;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

const SCHEMA: &str = include_str!("message.schema.json");
const EMAIL: &str = "announcer-bot@chat.example";
const KEY: &str = "SecretKeyOfTheBot0000";
pub const BOT: u64 = 9;
pub const CHANNEL: u64 = 12;

#[derive(Default)]
pub struct Organisation {
    desk: Desk,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    messages: Vec<Value>,
    made: u64,
    revoked: bool,
    may_not_delete: bool,
}

pub async fn chat() -> Chat {
    organisation().await.0
}

/// The same, with the organisation itself.
pub async fn organisation() -> (Chat, Arc<Organisation>) {
    let organisation = Arc::new(Organisation::default());
    organisation.says(1, "channel events", "This channel was created.");
    let routes = Router::new()
        .route("/api/v1/users/me", get(me))
        .route("/api/v1/get_stream_id", get(channel))
        .route("/api/v1/register", post(register))
        .route("/api/v1/messages", get(list).post(publish))
        .route("/api/v1/messages/{id}", get(read).delete(remove))
        .route("/api/v1/user_uploads", post(upload))
        .with_state(organisation.clone());
    let base = served(routes).await;
    let typed = vec![
        ("server", base.clone()),
        ("email", EMAIL.to_owned()),
        ("key", KEY.to_owned()),
        ("channel", "#announcements".to_owned()),
    ];
    (Chat::connected(NetworkName::Zulip, &base, organisation.clone(), typed, &[KEY]).await, organisation)
}

impl Organisation {
    /// Somebody writes.
    pub fn says(&self, sender: u64, topic: &str, content: &str) -> u64 {
        let mut kept = self.kept.lock().unwrap();
        kept.made += 1;
        let id = 7000 + kept.made;
        kept.messages.push(json!({
            "id": id, "sender_id": sender, "sender_full_name": "Somebody", "content": content, "subject": topic,
            "stream_id": CHANNEL, "type": "stream", "timestamp": 1_795_186_800,
        }));
        id
    }
    /// A moderator changes a message.
    pub fn change(&self, id: &str, field: &str, value: &str) {
        let mut kept = self.kept.lock().unwrap();
        kept.messages.iter_mut().find(|message| is_it(message, id)).unwrap()[field] = value.into();
    }
    /// The bot may not remove what it wrote.
    pub fn keeps_everything(&self) {
        self.kept.lock().unwrap().may_not_delete = true;
    }

    fn turned_away(&self, headers: &HeaderMap) -> Option<Response> {
        let right = format!("Basic {}", STANDARD.encode(format!("{EMAIL}:{KEY}")));
        let is_us = header(headers, "authorization") == right && !self.kept.lock().unwrap().revoked;
        (!is_us).then(|| refusal(401, "INVALID_API_KEY"))
    }
}

fn refusal(status: u16, code: &str) -> Response {
    json(status, &json!({ "result": "error", "msg": "Nein.", "code": code }))
}

fn success(body: Value) -> Response {
    let Value::Object(mut body) = body else { panic!("an object") };
    body.insert("result".to_owned(), "success".into());
    body.insert("msg".to_owned(), "".into());
    json(200, &Value::Object(body))
}

fn is_it(message: &Value, id: &str) -> bool {
    message["id"].as_u64() == id.parse().ok()
}

type Pairs = BTreeMap<String, String>;

async fn me(State(organisation): State<Arc<Organisation>>, headers: HeaderMap) -> Response {
    if let Some(refused) = organisation.turned_away(&headers) {
        return refused;
    }
    success(json!({ "user_id": BOT, "email": EMAIL, "full_name": "Announcer", "is_bot": true }))
}

async fn channel(
    State(organisation): State<Arc<Organisation>>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    if let Some(refused) = organisation.turned_away(&headers) {
        return refused;
    }
    match query.get("stream").map(String::as_str) {
        Some("announcements") => success(json!({ "stream_id": CHANNEL })),
        _ => refusal(400, "BAD_REQUEST"),
    }
}

async fn register(
    State(organisation): State<Arc<Organisation>>,
    headers: HeaderMap,
    Form(form): Form<Pairs>,
) -> Response {
    if let Some(refused) = organisation.turned_away(&headers) {
        return refused;
    }
    let asked: Option<Value> = form.get("fetch_event_types").and_then(|asked| serde_json::from_str(asked).ok());
    if asked != Some(json!(["realm"])) {
        return refusal(400, "REQUEST_VARIABLE_INVALID");
    }
    success(
        json!({ "queue_id": "1", "zulip_version": "11.4", "max_message_length": 10_000, "max_topic_length": 60, "max_file_upload_size_mib": 25 }),
    )
}

async fn list(
    State(organisation): State<Arc<Organisation>>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    if let Some(refused) = organisation.turned_away(&headers) {
        return refused;
    }
    let narrow: Option<Value> = query.get("narrow").and_then(|narrow| serde_json::from_str(narrow).ok());
    let most: Option<usize> = query.get("num_before").and_then(|most| most.parse().ok()).filter(|most| *most <= 5000);
    let asked = (query.get("anchor").map(String::as_str), query.get("apply_markdown").map(String::as_str));
    let right = narrow == Some(json!([{ "operator": "stream", "operand": CHANNEL }]));
    let (Some(most), true, (Some("newest"), Some("false"))) = (most, right, asked) else {
        return refusal(400, "BAD_NARROW");
    };
    let kept = organisation.kept.lock().unwrap();
    let from = kept.messages.len().saturating_sub(most);
    success(
        json!({ "messages": kept.messages[from..], "found_oldest": from == 0, "found_newest": true, "history_limited": false }),
    )
}

async fn publish(
    State(organisation): State<Arc<Organisation>>,
    headers: HeaderMap,
    Form(form): Form<Pairs>,
) -> Response {
    if let Some(refused) = organisation.turned_away(&headers) {
        return refused;
    }
    let body = serde_json::to_value(&form).unwrap();
    if !fits(SCHEMA, &body) {
        return refusal(400, "BAD_REQUEST");
    }
    if form["to"] != CHANNEL.to_string() {
        return refusal(400, "STREAM_DOES_NOT_EXIST");
    }
    organisation.desk.around(|| {
        if ["all", "everyone", "channel", "stream", "topic"]
            .iter()
            .any(|word| form["content"].contains(&format!("@**{word}**")))
        {
            organisation.desk.ring();
        }
        let id = organisation.says(BOT, &form["topic"], form["content"].trim_end());
        success(json!({ "id": id }))
    })
}

async fn read(State(organisation): State<Arc<Organisation>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = organisation.turned_away(&headers) {
        return refused;
    }
    let kept = organisation.kept.lock().unwrap();
    let found = kept.messages.iter().find(|message| is_it(message, &id));
    found.map_or_else(|| refusal(400, "BAD_REQUEST"), |message| success(json!({ "message": message })))
}

async fn remove(State(organisation): State<Arc<Organisation>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = organisation.turned_away(&headers) {
        return refused;
    }
    let mut kept = organisation.kept.lock().unwrap();
    let at = kept.messages.iter().position(|message| is_it(message, &id));
    match at {
        Some(at) if !kept.may_not_delete => {
            kept.messages.remove(at);
            success(json!({}))
        }
        _ => refusal(400, "BAD_REQUEST"),
    }
}

async fn upload(State(organisation): State<Arc<Organisation>>, headers: HeaderMap, mut form: Multipart) -> Response {
    if let Some(refused) = organisation.turned_away(&headers) {
        return refused;
    }
    let part = form.next_field().await.unwrap().unwrap();
    let name = part.file_name().unwrap_or_default().to_owned();
    if part.content_type() != Some("image/png") || name.is_empty() || part.bytes().await.unwrap() != crate::rig::DOT {
        return refusal(400, "BAD_REQUEST");
    }
    success(json!({ "url": format!("/user_uploads/2/ab/{name}"), "filename": name }))
}

impl StandIn for Organisation {
    fn desk(&self) -> &Desk {
        &self.desk
    }
    fn shown(&self) -> Vec<String> {
        let kept = self.kept.lock().unwrap();
        let ours = kept.messages.iter().filter(|message| message["sender_id"] == BOT);
        ours.map(|message| message["content"].as_str().unwrap().to_owned()).collect()
    }
    fn described(&self) -> Vec<String> {
        let links = self.shown().into_iter().flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
        let pictures =
            links.filter_map(|line| Some(line.strip_prefix('[')?.split_once("](/user_uploads/")?.0.to_owned()));
        pictures.collect()
    }
    fn revoke(&self) {
        self.kept.lock().unwrap().revoked = true;
    }
}
