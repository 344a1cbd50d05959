//! A forum with one category, in which others write too. A key that was used for a topic is refused, and found again by a
//! redirect; the first post of a topic goes only with its topic.

use super::{
    Chat,
    stand_in::{Desk, StandIn, fits, header, json, served},
};
use axum::{
    Json, Router,
    extract::{Multipart, Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use networks::NetworkName;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

const TOPIC: &str = include_str!("topic.schema.json");
const REPLY: &str = include_str!("reply.schema.json");
const KEY: &str = "d0secret0key0of0the0forum";
const USER: &str = "group";
const CATEGORY: u64 = 7;
pub const US: u64 = 42;

#[derive(Default)]
pub struct Forum {
    desk: Desk,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    topics: Vec<Value>,
    posts: Vec<Value>,
    made: u64,
    pending: usize,
    reviews: bool,
    revoked: bool,
}

pub async fn chat() -> Chat {
    forum().await.0
}

/// The same, with the forum itself.
pub async fn forum() -> (Chat, Arc<Forum>) {
    let forum = Arc::new(Forum::default());
    forum.begins(1, "Welcome to the forum", "Please read this first, all of it.", None);
    let routes = Router::new()
        .route("/u/{name}", get(user))
        .route("/c/{id}/show.json", get(category))
        .route("/site/settings.json", get(settings))
        .route("/latest.json", get(latest))
        .route("/posts.json", post(publish))
        .route("/posts/{id}", get(read).delete(remove_post))
        .route("/posts/{name}/pending.json", get(pending))
        .route("/posts/by_number/{topic}/{number}", get(read_at))
        .route("/t/{id}", get(topic).delete(remove_topic))
        .route("/t/external_id/{key}", get(by_key))
        .route("/t/{slug}/{id}", get(topic_of_redirect))
        .route("/uploads.json", post(upload))
        .with_state(forum.clone());
    let base = served(routes).await;
    let typed = vec![
        ("server", base.clone()),
        ("user", USER.to_owned()),
        ("key", KEY.to_owned()),
        ("category", format!("{base}/c/news/{CATEGORY}")),
    ];
    (Chat::connected(NetworkName::Discourse, &base, forum.clone(), typed, &[KEY]).await, forum)
}

impl Forum {
    /// Somebody begins a topic.
    pub fn begins(&self, by: u64, title: &str, raw: &str, key: Option<&str>) -> Value {
        let mut kept = self.kept.lock().unwrap();
        kept.made += 1;
        let id = kept.made;
        kept.topics.push(json!({ "id": id, "title": tidied(title), "slug": "a-topic", "external_id": key }));
        kept.writes(by, id, raw, None)
    }
    /// Somebody replies in a topic.
    pub fn replies(&self, by: u64, topic: u64, raw: &str, to: Option<u64>) -> Value {
        self.kept.lock().unwrap().writes(by, topic, raw, to)
    }
    /// From now on moderators see every post of ours first.
    pub fn reviews(&self) {
        self.kept.lock().unwrap().reviews = true;
    }
    /// The moderators decided about everything.
    pub fn decides(&self) {
        self.kept.lock().unwrap().pending = 0;
    }
    /// A moderator changes the title of a topic.
    pub fn retitle(&self, topic: u64, title: &str) {
        let mut kept = self.kept.lock().unwrap();
        kept.topics.iter_mut().find(|kept| kept["id"] == topic).unwrap()["title"] = title.into();
    }

    fn turned_away(&self, headers: &HeaderMap) -> Option<Response> {
        let told = (header(headers, "api-key"), header(headers, "api-username"));
        let is_us = told == (KEY, USER) && !self.kept.lock().unwrap().revoked;
        (!is_us).then(|| refusal(403, "invalid_access"))
    }
}

impl Kept {
    fn writes(&mut self, by: u64, topic: u64, raw: &str, to: Option<u64>) -> Value {
        let number = self.posts.iter().filter(|post| post["topic_id"] == topic).count() + 1;
        self.made += 1;
        let post = json!({
            "id": 300 + self.made, "user_id": by, "username": if by == US { USER } else { "reader" },
            "topic_id": topic, "topic_slug": "a-topic", "post_number": number, "reply_to_post_number": to,
            "raw": raw.trim_end(), "cooked": "<p>…</p>", "created_at": "2026-11-20T15:00:00.000Z",
        });
        self.posts.push(post.clone());
        post
    }
    fn topic(&self, id: u64) -> Option<Value> {
        let mut topic = self.topics.iter().find(|topic| topic["id"] == id)?.clone();
        let of_it = self.posts.iter().filter(|post| post["topic_id"] == id).map(|post| post["id"].clone());
        topic["post_stream"] = json!({ "stream": of_it.collect::<Vec<_>>(), "posts": [] });
        Some(topic)
    }
}

/// A forum begins titles with a capital, and takes doubled and closing signs out.
fn tidied(title: &str) -> String {
    let title = title.trim_end_matches('.').replace("!!!", "!");
    let mut letters = title.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn refusal(status: u16, kind: &str) -> Response {
    json(status, &json!({ "errors": ["Nein."], "error_type": kind }))
}

fn found(value: Option<Value>) -> Response {
    value.map_or_else(|| refusal(404, "not_found"), |value| json(200, &value))
}

fn number(segment: &str) -> u64 {
    segment.trim_end_matches(".json").parse().unwrap_or_default()
}

type Here = State<Arc<Forum>>;

async fn user(State(forum): Here, Path(name): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    found((name == format!("{USER}.json")).then(|| json!({ "user": { "id": US, "username": USER } })))
}

async fn category(State(forum): Here, Path(id): Path<u64>, headers: HeaderMap) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    found((id == CATEGORY).then(|| json!({ "category": { "id": CATEGORY, "slug": "news", "permission": 1 } })))
}

async fn settings(State(forum): Here, headers: HeaderMap) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    json(200, &json!({ "min_topic_title_length": 15, "max_topic_title_length": 255, "max_post_length": 32_000 }))
}

async fn latest(State(forum): Here, headers: HeaderMap) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    json(200, &json!({ "topic_list": { "topics": forum.kept.lock().unwrap().topics } }))
}

async fn pending(State(forum): Here, Path(name): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    let waiting = vec![json!({ "id": 1 }); forum.kept.lock().unwrap().pending];
    found((name == USER).then(|| json!({ "pending_posts": waiting })))
}

async fn publish(State(forum): Here, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    let is_reply = body.get("topic_id").is_some();
    if !fits(if is_reply { REPLY } else { TOPIC }, &body) {
        return refusal(422, "invalid");
    }
    let raw = body["raw"].as_str().unwrap();
    let key = body["external_id"].as_str();
    let kept = || forum.kept.lock().unwrap();
    if key.is_some() && kept().topics.iter().any(|topic| topic["external_id"] == body["external_id"]) {
        return refusal(422, "taken");
    }
    if is_reply && kept().topic(body["topic_id"].as_u64().unwrap()).is_none() {
        return refusal(404, "not_found");
    }
    if !is_reply && body["category"] != CATEGORY {
        return refusal(403, "invalid_access");
    }
    forum.desk.around(|| {
        if raw.contains("@here") || raw.contains("@all") {
            forum.desk.ring();
        }
        if kept().reviews {
            kept().pending += 1;
            return json(200, &json!({ "action": "enqueued", "success": true, "pending_count": 1 }));
        }
        let mut post = match body["topic_id"].as_u64() {
            Some(topic) => forum.replies(US, topic, raw, body["reply_to_post_number"].as_u64()),
            None => forum.begins(US, body["title"].as_str().unwrap(), raw, key),
        };
        post.as_object_mut().unwrap().remove("raw");
        json(200, &post)
    })
}

async fn read(State(forum): Here, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    let kept = forum.kept.lock().unwrap();
    found(kept.posts.iter().find(|post| post["id"] == number(&id)).cloned())
}

async fn read_at(State(forum): Here, Path((topic, place)): Path<(u64, String)>, headers: HeaderMap) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    let kept = forum.kept.lock().unwrap();
    let at = |post: &&Value| post["topic_id"] == topic && post["post_number"] == number(&place);
    found(kept.posts.iter().find(at).cloned())
}

async fn topic(State(forum): Here, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    let topic = forum.kept.lock().unwrap().topic(number(&id));
    found(topic)
}

async fn topic_of_redirect(state: Here, Path((_, id)): Path<(String, String)>, headers: HeaderMap) -> Response {
    topic(state, Path(id), headers).await
}

async fn by_key(State(forum): Here, Path(key): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    let kept = forum.kept.lock().unwrap();
    let topic = kept.topics.iter().find(|topic| topic["external_id"] == key.trim_end_matches(".json"));
    topic.map_or_else(
        || refusal(404, "not_found"),
        |topic| {
            let there = format!("/t/a-topic/{}.json", topic["id"]);
            (StatusCode::MOVED_PERMANENTLY, [("location", there)]).into_response()
        },
    )
}

async fn remove_post(State(forum): Here, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    let mut kept = forum.kept.lock().unwrap();
    let Some(at) = kept.posts.iter().position(|post| post["id"] == number(&id)) else {
        return refusal(404, "not_found");
    };
    if kept.posts[at]["post_number"] == 1 || kept.posts[at]["user_id"] != US {
        return refusal(403, "invalid_access");
    }
    kept.posts.remove(at);
    StatusCode::OK.into_response()
}

async fn remove_topic(State(forum): Here, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    let mut kept = forum.kept.lock().unwrap();
    let id = number(&id);
    kept.posts.retain(|post| post["topic_id"] != id);
    let before = kept.topics.len();
    kept.topics.retain(|topic| topic["id"] != id);
    if kept.topics.len() == before { refusal(404, "not_found") } else { StatusCode::OK.into_response() }
}

async fn upload(State(forum): Here, headers: HeaderMap, mut form: Multipart) -> Response {
    if let Some(refused) = forum.turned_away(&headers) {
        return refused;
    }
    let mut words = Vec::new();
    while let Some(part) = form.next_field().await.unwrap() {
        let name = part.name().unwrap().to_owned();
        if name == "file" {
            assert_eq!(part.bytes().await.unwrap(), crate::rig::DOT);
            words.push(name);
        } else {
            words.push(format!("{name}={}", part.text().await.unwrap()));
        }
    }
    if words != ["type=composer", "synchronous=true", "file"] {
        return refusal(422, "invalid");
    }
    json(200, &json!({ "id": 5, "short_url": "upload://a1B2c3.png", "url": "/uploads/default/a1B2c3.png" }))
}

impl StandIn for Forum {
    fn desk(&self) -> &Desk {
        &self.desk
    }
    fn shown(&self) -> Vec<String> {
        let kept = self.kept.lock().unwrap();
        let ours = kept.posts.iter().filter(|post| post["user_id"] == US);
        ours.map(|post| post["raw"].as_str().unwrap().to_owned()).collect()
    }
    fn described(&self) -> Vec<String> {
        let lines = self.shown().into_iter().flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
        lines.filter_map(|line| Some(line.strip_prefix("![")?.split_once("](upload://")?.0.to_owned())).collect()
    }
    fn revoke(&self) {
        self.kept.lock().unwrap().revoked = true;
    }
}
