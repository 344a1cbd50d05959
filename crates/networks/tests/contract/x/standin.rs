//! What stands in for X: the few endpoints that are used, strict about keys, shapes and its own counting, with short links
//! and escaped characters as X writes them. `refuses` comes from whoever stands it up.

use super::{refuses, signing_in, signing_in::Keys};
use axum::{
    Json, Router,
    extract::{Multipart, Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

const POST: &str = include_str!("post.schema.json");
const DESCRIPTION: &str = include_str!("description.schema.json");
/// The account.
pub const ME: &str = "2244994945";

/// X.
#[derive(Default)]
pub struct Site {
    kept: Mutex<Kept>,
    keys: Mutex<Keys>,
    planned: Mutex<VecDeque<(bool, u16, String)>>,
    hold: Mutex<Duration>,
}

#[derive(Default)]
struct Kept {
    username: String,
    /// Newest first.
    posts: Vec<Value>,
    made: u64,
    media: BTreeMap<String, String>,
    polls: Vec<Value>,
    hides_list: bool,
    calls: usize,
}

impl Site {
    pub fn of(username: &str) -> Arc<Self> {
        let site = Self::default();
        username.clone_into(&mut site.kept().username);
        Arc::new(site)
    }
    pub fn router(self: &Arc<Self>) -> Router {
        Router::new()
            .route("/2/oauth2/token", post(signing_in::token))
            .route("/2/users/me", get(me))
            .route("/2/users/{id}/tweets", get(list))
            .route("/2/media/upload", post(upload))
            .route("/2/media/metadata", post(describe))
            .route("/2/tweets", post(publish))
            .route("/2/tweets/{id}", get(read).delete(delete))
            .with_state(self.clone())
    }
    pub fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap()
    }
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap()
    }
    /// The next call that publishes is answered like this, before or after it did what it was asked.
    pub fn plan(&self, after: bool, status: u16, body: &str) {
        self.planned.lock().unwrap().push_back((after, status, body.to_owned()));
    }
    /// A renewal is done at once, and its answer held back for this long.
    pub fn hold_answers(&self, time: Duration) {
        *self.hold.lock().unwrap() = time;
    }
    pub async fn holds(&self) {
        let time = *self.hold.lock().unwrap();
        tokio::time::sleep(time).await;
    }
    pub fn hide_list(&self) {
        self.kept().hides_list = true;
    }
    pub fn posts(&self) -> Vec<Value> {
        self.kept().posts.clone()
    }
    /// How many calls that write were made.
    pub fn calls(&self) -> usize {
        self.kept().calls
    }
    /// A post that is made in another way.
    pub fn made_by_hand(&self, text: &str) -> String {
        self.keep(&json!({ "text": text }))
    }

    fn keep(&self, asked: &Value) -> String {
        let mut kept = self.kept();
        kept.made += 1;
        let id = (1_460_323_737_035_677_000 + kept.made).to_string();
        let (text, urls) = as_x_keeps(asked["text"].as_str().unwrap());
        let mut post = json!({
            "id": id, "text": text, "author_id": ME, "created_at": "2026-11-20T12:00:00.000Z",
            "entities": { "urls": urls }, "reply_settings": asked.get("reply_settings").cloned().unwrap_or(json!("everyone")),
        });
        let named = |kind: &str, id: &Value| json!({ "type": kind, "id": id });
        let mut references = Vec::new();
        references.extend(asked.get("reply").map(|reply| named("replied_to", &reply["in_reply_to_tweet_id"])));
        if let Some(quoted) = asked.get("quote_tweet_id") {
            references.push(named("quoted", quoted));
            append_link(&mut post, &format!("https://x.com/i/status/{}", quoted.as_str().unwrap()), None);
        }
        post["referenced_tweets"] = json!(references);
        if let Some(media) = asked.get("media") {
            let keys: Vec<String> =
                media["media_ids"].as_array().unwrap().iter().map(|id| format!("3_{}", id.as_str().unwrap())).collect();
            append_link(
                &mut post,
                &format!("https://x.com/project/status/{id}/photo/1"),
                keys.first().map(String::as_str),
            );
            post["attachments"] = json!({ "media_keys": keys });
        }
        if let Some(poll) = asked.get("poll") {
            let options = poll["options"].as_array().unwrap().iter().enumerate();
            let options: Vec<Value> =
                options.map(|(at, label)| json!({ "position": at + 1, "label": label, "votes": 0 })).collect();
            kept.polls.push(json!({ "id": format!("9{id}"), "options": options }));
            post["attachments"] = json!({ "poll_ids": [format!("9{id}")] });
        }
        kept.posts.insert(0, post);
        id
    }

    fn includes(&self) -> Value {
        let kept = self.kept();
        let media = kept.media.iter().map(|(id, alt)| {
            let mut told = json!({ "media_key": format!("3_{id}"), "type": "photo" });
            if !alt.is_empty() {
                told["alt_text"] = json!(alt);
            }
            told
        });
        json!({ "media": media.collect::<Vec<_>>(), "polls": kept.polls })
    }

    fn let_in(&self, headers: &HeaderMap) -> Option<Response> {
        let sent = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let known = sent.strip_prefix("Bearer ").is_some_and(|key| self.keys().takes(key));
        (!known).then(|| problem(401, "Unauthorized", "about:blank"))
    }
}

/// Adds the short link that stands for a picture or a quoted post.
fn append_link(post: &mut Value, leads: &str, media: Option<&str>) {
    let short = "https://t.co/added";
    post["text"] = json!(format!("{} {short}", post["text"].as_str().unwrap()));
    let mut link = json!({ "url": short, "expanded_url": leads });
    if let Some(key) = media {
        link["media_key"] = json!(key);
    }
    post["entities"]["urls"].as_array_mut().unwrap().push(link);
}

/// The text with short links and three characters escaped.
fn as_x_keeps(text: &str) -> (String, Vec<Value>) {
    let mut urls = Vec::new();
    let mut kept = String::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if is_link(word) {
            let short = format!("https://t.co/{}", urls.len());
            let leads = if word.contains("://") { word.to_owned() } else { format!("http://{word}") };
            urls.push(json!({ "url": short, "expanded_url": leads }));
            kept.push_str(&piece.replacen(word, &short, 1));
        } else {
            kept.push_str(&piece.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        }
    }
    (kept, urls)
}

fn is_link(word: &str) -> bool {
    word.starts_with("https://") || word.rsplit_once('.').is_some_and(|(_, last)| last == "org")
}

/// What X counts, by itself: a link 23, most letters of the West one, everything else two.
fn weight(text: &str) -> usize {
    let of = |c: char| {
        if u32::from(c) <= 0x10FF || matches!(u32::from(c), 0x2000..=0x200D | 0x2010..=0x201F) { 1 } else { 2 }
    };
    let pieces = text.split_inclusive(char::is_whitespace).map(|piece| {
        let word = piece.trim_end();
        if is_link(word) { 23 + piece.chars().count() - word.chars().count() } else { piece.chars().map(of).sum() }
    });
    pieces.sum()
}

type Told = Query<HashMap<String, String>>;

async fn me(State(site): State<Arc<Site>>, headers: HeaderMap) -> Response {
    if let Some(refused) = site.let_in(&headers) {
        return refused;
    }
    let username = site.kept().username.clone();
    Json(json!({ "data": { "id": ME, "name": "The project", "username": username } })).into_response()
}

async fn list(State(site): State<Arc<Site>>, headers: HeaderMap, Path(id): Path<String>, told: Told) -> Response {
    if let Some(refused) = site.let_in(&headers) {
        return refused;
    }
    let count = told.get("max_results").and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
    if !(5..=100).contains(&count) || !told.contains_key("tweet.fields") || id != ME {
        return problem(400, "Invalid Request", "https://api.x.com/2/problems/invalid-request");
    }
    if site.kept().hides_list {
        return problem(503, "Service Unavailable", "about:blank");
    }
    let from: usize = told.get("pagination_token").map_or(0, |token| token.parse().unwrap());
    let all = site.posts();
    let posts: Vec<Value> = all.iter().skip(from).take(count).cloned().collect();
    let mut meta = json!({ "result_count": posts.len() });
    if from + count < all.len() {
        meta["next_token"] = json!((from + count).to_string());
    }
    let mut page = json!({ "meta": meta, "includes": site.includes() });
    if !posts.is_empty() {
        page["data"] = json!(posts);
    }
    Json(page).into_response()
}

async fn upload(State(site): State<Arc<Site>>, headers: HeaderMap, mut form: Multipart) -> Response {
    if let Some(refused) = site.let_in(&headers) {
        return refused;
    }
    let mut told = HashMap::new();
    while let Some(field) = form.next_field().await.unwrap() {
        let name = field.name().unwrap().to_owned();
        told.insert(name, field.bytes().await.unwrap());
    }
    let text = |name: &str| told.get(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let kinds = ["image/jpeg", "image/png", "image/webp"];
    if text("media_category") != "tweet_image"
        || !kinds.contains(&text("media_type").as_str())
        || !told.contains_key("media")
    {
        return problem(400, "Invalid Request", "https://api.x.com/2/problems/invalid-request");
    }
    let id = (7000 + site.kept().media.len()).to_string();
    site.kept().media.insert(id.clone(), String::new());
    Json(json!({ "data": { "id": id, "media_key": format!("3_{id}"), "size": 1, "expires_after_secs": 86400 } }))
        .into_response()
}

async fn describe(State(site): State<Arc<Site>>, headers: HeaderMap, Json(asked): Json<Value>) -> Response {
    if let Some(refused) = site.let_in(&headers) {
        return refused;
    }
    let known = |id: &str| site.kept().media.contains_key(id);
    if refuses(DESCRIPTION, &asked).is_some() || !asked["id"].as_str().is_some_and(known) {
        return problem(400, "Invalid Request", "https://api.x.com/2/problems/invalid-request");
    }
    let alt = asked["metadata"]["alt_text"]["text"].as_str().unwrap().to_owned();
    site.kept().media.insert(asked["id"].as_str().unwrap().to_owned(), alt);
    Json(json!({ "data": { "id": asked["id"], "associated_metadata": asked["metadata"] } })).into_response()
}

async fn publish(State(site): State<Arc<Site>>, headers: HeaderMap, Json(asked): Json<Value>) -> Response {
    site.kept().calls += 1;
    if let Some(refused) = site.let_in(&headers) {
        return refused;
    }
    let planned = site.planned.lock().unwrap().pop_front();
    if let Some((false, status, body)) = &planned {
        return said(*status, body);
    }
    let text = asked["text"].as_str().unwrap_or_default();
    if refuses(POST, &asked).is_some() || weight(text) > 280 {
        return problem(400, "Invalid Request", "https://api.x.com/2/problems/invalid-request");
    }
    let (kept, _) = as_x_keeps(text);
    let twin = site.posts().first().is_some_and(|post| post["text"] == kept.as_str());
    if twin {
        let body = json!({ "title": "Forbidden", "detail": "You are not allowed to create a Tweet with duplicate content.", "type": "about:blank", "status": 403 });
        return said(403, &body.to_string());
    }
    let id = site.keep(&asked);
    match planned {
        Some((_, status, body)) => said(status, &body),
        None => (StatusCode::CREATED, Json(json!({ "data": { "id": id, "text": kept } }))).into_response(),
    }
}

async fn read(State(site): State<Arc<Site>>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    if let Some(refused) = site.let_in(&headers) {
        return refused;
    }
    let Some(post) = site.posts().into_iter().find(|post| post["id"] == id.as_str()) else {
        let kind = "https://api.x.com/2/problems/resource-not-found";
        let why = json!({ "title": "Not Found Error", "resource_type": "tweet", "resource_id": id, "type": kind });
        return Json(json!({ "errors": [why] })).into_response();
    };
    Json(json!({ "data": post, "includes": site.includes() })).into_response()
}

async fn delete(State(site): State<Arc<Site>>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    if let Some(refused) = site.let_in(&headers) {
        return refused;
    }
    site.kept().posts.retain(|post| post["id"] != id.as_str());
    Json(json!({ "data": { "deleted": true } })).into_response()
}

/// A refusal in X's form.
pub fn problem(status: u16, title: &str, kind: &str) -> Response {
    said(status, &json!({ "title": title, "detail": "…", "type": kind, "status": status }).to_string())
}

fn said(status: u16, body: &str) -> Response {
    let kind = if body.starts_with('{') { "application/json" } else { "text/html" };
    (StatusCode::from_u16(status).unwrap(), [("content-type", kind)], body.to_owned()).into_response()
}
