//! What stands in for LinkedIn: the few endpoints that are used, strict about versions, shapes and its own markup.

#![expect(clippy::result_large_err, reason = "a refusal is the whole answer, made once in a test")]

use crate::standin::{Faults, refused_by};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

const POST: &str = include_str!("post.schema.json");

/// The page, and the key to it.
pub const PAGE: &str = "urn:li:organization:1234567";
pub const TOKEN: &str = "AQX-token-1";

/// LinkedIn.
#[derive(Default)]
pub struct Site {
    pub faults: Faults,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    base: String,
    /// Newest first.
    posts: Vec<Value>,
    made: u64,
    images: Vec<Option<Bytes>>,
    locked: bool,
    hides_list: bool,
    elsewhere: bool,
}

impl Site {
    pub fn router(self: &Arc<Self>) -> Router {
        Router::new()
            .route("/rest/organizations/{id}", get(organisation))
            .route("/rest/images", post(begin))
            .route("/rest/images/{urn}", get(image))
            .route("/upload/{number}", put(upload))
            .route("/rest/posts", get(list).post(publish))
            .route("/rest/posts/{urn}", get(read).delete(delete))
            .with_state(self.clone())
    }
    pub fn is_at(&self, base: &str) {
        base.clone_into(&mut self.kept().base);
    }
    /// The key is taken back.
    pub fn lock(&self) {
        self.kept().locked = true;
    }
    /// The list of the page cannot be read.
    pub fn hide_list(&self) {
        self.kept().hides_list = true;
    }
    /// Pictures are to be put on a server of somebody else.
    pub fn upload_elsewhere(&self) {
        self.kept().elsewhere = true;
    }
    pub fn posts(&self) -> Vec<Value> {
        self.kept().posts.clone()
    }
    pub fn pictures(&self) -> usize {
        self.kept().images.iter().flatten().count()
    }
    /// A post that is made in another way.
    pub fn made_by_hand(&self, commentary: &str) -> String {
        self.keep(json!({ "author": PAGE, "commentary": commentary, "lifecycleState": "PUBLISHED" }))
    }

    fn keep(&self, mut post: Value) -> String {
        let mut kept = self.kept();
        kept.made += 1;
        let urn = format!("urn:li:share:{}", 7000 + kept.made);
        post["id"] = json!(urn);
        post["createdAt"] = json!(1_795_186_800_000_u64);
        kept.posts.insert(0, post);
        urn
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap()
    }

    fn let_in(&self, headers: &HeaderMap) -> Result<(), Response> {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if header("authorization") != format!("Bearer {TOKEN}") || self.kept().locked {
            return Err(refusal(401, "REVOKED_ACCESS_TOKEN"));
        }
        let version = header("linkedin-version");
        if version.len() != 6 || !version.starts_with("20") {
            return Err(refusal(400, "VERSION_MISSING"));
        }
        if header("x-restli-protocol-version") == "2.0.0" { Ok(()) } else { Err(refusal(400, "PROTOCOL")) }
    }
}

type Told = Query<HashMap<String, String>>;

async fn organisation(State(site): State<Arc<Site>>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    match site.let_in(&headers) {
        Err(refused) => refused,
        Ok(()) if !PAGE.ends_with(&id) => refusal(404, "RESOURCE_NOT_FOUND"),
        Ok(()) => Json(json!({ "id": 1_234_567, "localizedName": "The project", "vanityName": "the-project" }))
            .into_response(),
    }
}

async fn begin(State(site): State<Arc<Site>>, headers: HeaderMap, told: Told, Json(asked): Json<Value>) -> Response {
    if let Err(refused) = site.let_in(&headers) {
        return refused;
    }
    let sound = told.get("action").is_some_and(|action| action == "initializeUpload");
    if !sound || asked != json!({ "initializeUploadRequest": { "owner": PAGE } }) {
        return refusal(400, "INVALID");
    }
    let mut kept = site.kept();
    kept.images.push(None);
    let number = kept.images.len();
    let base = if kept.elsewhere { "https://elsewhere.example".to_owned() } else { kept.base.clone() };
    Json(json!({ "value": { "uploadUrl": format!("{base}/upload/{number}"), "image": format!("urn:li:image:C{number}") } }))
        .into_response()
}

async fn upload(State(site): State<Arc<Site>>, Path(number): Path<usize>, bytes: Bytes) -> Response {
    site.kept().images[number - 1] = Some(bytes);
    StatusCode::CREATED.into_response()
}

async fn image(State(site): State<Arc<Site>>, headers: HeaderMap, Path(urn): Path<String>) -> Response {
    if let Err(refused) = site.let_in(&headers) {
        return refused;
    }
    let number: usize = urn.trim_start_matches("urn:li:image:C").parse().unwrap();
    let there = site.kept().images[number - 1].is_some();
    Json(json!({ "id": urn, "status": if there { "AVAILABLE" } else { "WAITING_UPLOAD" } })).into_response()
}

async fn publish(State(site): State<Arc<Site>>, headers: HeaderMap, Json(post): Json<Value>) -> Response {
    site.faults.around(|| {
        if let Err(refused) = site.let_in(&headers) {
            return refused;
        }
        if refused_by(POST, &post).is_some() || post["author"] != PAGE {
            return refusal(422, "INVALID_CONTENT");
        }
        let mut kept = post.clone();
        kept["commentary"] = json!(as_linkedin_keeps(post["commentary"].as_str().unwrap()));
        let urn = site.keep(kept);
        (StatusCode::CREATED, [("x-restli-id", urn)]).into_response()
    })
}

/// A reserved character that is not escaped ends the text there, unless it begins a hashtag.
fn as_linkedin_keeps(little: &str) -> String {
    let (mut kept, mut escaped) = (String::new(), false);
    let mut characters = little.chars().peekable();
    while let Some(c) = characters.next() {
        let tag = c == '#' && characters.peek().is_some_and(|next| next.is_alphanumeric());
        if !escaped && !tag && "|{}@[]()<>#*_~".contains(c) {
            break;
        }
        escaped = c == '\\' && !escaped;
        kept.push(c);
    }
    kept
}

async fn list(State(site): State<Arc<Site>>, headers: HeaderMap, told: Told) -> Response {
    let kept_list = || -> Result<Response, Response> {
        site.let_in(&headers)?;
        let number = |name: &str| told.get(name).and_then(|value| value.parse::<usize>().ok());
        let sound = told.get("q").is_some_and(|q| q == "author") && told.get("author").is_some_and(|who| who == PAGE);
        let (Some(start), Some(count), true) = (number("start"), number("count"), sound) else {
            return Err(refusal(400, "INVALID"));
        };
        if site.kept().hides_list {
            return Err(refusal(403, "ACCESS_DENIED"));
        }
        let posts: Vec<Value> = site.posts().into_iter().skip(start).take(count).collect();
        Ok(Json(json!({ "elements": posts })).into_response())
    };
    kept_list().unwrap_or_else(|refused| refused)
}

async fn read(State(site): State<Arc<Site>>, headers: HeaderMap, Path(urn): Path<String>) -> Response {
    if let Err(refused) = site.let_in(&headers) {
        return refused;
    }
    let post = site.posts().into_iter().find(|post| post["id"] == urn.as_str());
    post.map_or_else(|| refusal(404, "RESOURCE_NOT_FOUND"), |post| Json(post).into_response())
}

async fn delete(State(site): State<Arc<Site>>, headers: HeaderMap, Path(urn): Path<String>) -> Response {
    if let Err(refused) = site.let_in(&headers) {
        return refused;
    }
    let mut kept = site.kept();
    let before = kept.posts.len();
    kept.posts.retain(|post| post["id"] != urn.as_str());
    if kept.posts.len() < before { StatusCode::NO_CONTENT.into_response() } else { refusal(404, "RESOURCE_NOT_FOUND") }
}

pub fn refusal(status: u16, code: &str) -> Response {
    (StatusCode::from_u16(status).unwrap(), Json(json!({ "status": status, "code": code, "message": "…" })))
        .into_response()
}
