//! A blog that stands in for WordPress: the few endpoints that are used, with WordPress's own refusals.

#![expect(clippy::result_large_err, reason = "a refusal is the whole answer, made once in a test")]

use crate::standin::{Faults, refused_by};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Multipart, Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard},
};

const NEW_POST: &str = include_str!("new_post.schema.json");

/// Who may sign in, and what their role lets them do.
pub const EDITOR: (&str, &str) = ("editor", "abcd EFGH 1234 ijkl MNOP 5678");

/// The blog.
#[derive(Default)]
pub struct Blog {
    pub faults: Faults,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    base: String,
    posts: BTreeMap<u64, Value>,
    media: Vec<(String, String)>,
    locked: bool,
    contributor: bool,
}

impl Blog {
    pub fn router(self: &Arc<Self>) -> Router {
        Router::new()
            .route("/wp-json/wp/v2/users/me", get(me))
            .route("/wp-json/wp/v2/media", post(upload))
            .route("/wp-json/wp/v2/posts", get(list).post(create))
            .route("/wp-json/wp/v2/posts/{id}", get(read).post(change).delete(trash))
            .layer(DefaultBodyLimit::max(20_000_000))
            .with_state(self.clone())
    }
    pub fn is_at(&self, base: &str) {
        base.clone_into(&mut self.kept().base);
    }
    /// The key is taken back.
    pub fn lock(&self) {
        self.kept().locked = true;
    }
    /// The account may write and not publish.
    pub fn demote(&self) {
        self.kept().contributor = true;
    }
    pub fn published(&self) -> Vec<Value> {
        self.kept().posts.values().filter(|post| post["status"] == "publish").cloned().collect()
    }
    /// Somebody else publishes there, or a person changes what is there.
    pub fn put(&self, id: u64, field: &str, value: Value) {
        self.kept().posts.get_mut(&id).unwrap()[field] = value;
    }
    /// The descriptions and names of the uploaded pictures.
    pub fn media(&self) -> Vec<(String, String)> {
        self.kept().media.clone()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap()
    }

    fn let_in(&self, headers: &HeaderMap, code: &str) -> Result<(), Response> {
        let right = format!("Basic {}", STANDARD.encode(format!("{}:{}", EDITOR.0, EDITOR.1)));
        let told = headers.get("authorization").and_then(|value| value.to_str().ok());
        if told == Some(right.as_str()) && !self.kept().locked { Ok(()) } else { Err(refusal(401, code)) }
    }
}

type Told = Query<HashMap<String, String>>;

async fn me(State(blog): State<Arc<Blog>>, headers: HeaderMap, told: Told) -> Response {
    let answer = || -> Result<Response, Response> {
        known(&told, &["context", "_fields"])?;
        blog.let_in(&headers, "rest_not_logged_in")?;
        let may = !blog.kept().contributor;
        let mut capabilities = json!({ "edit_posts": true, "read": true });
        if may {
            capabilities["publish_posts"] = json!(true);
            capabilities["upload_files"] = json!(true);
        }
        let link = format!("{}/author/editor/", blog.kept().base);
        Ok(shown(
            &json!({ "id": 2, "name": "editor", "slug": "editor", "link": link, "capabilities": capabilities }),
            &told,
        ))
    };
    answer().unwrap_or_else(|refused| refused)
}

async fn upload(State(blog): State<Arc<Blog>>, headers: HeaderMap, told: Told, mut form: Multipart) -> Response {
    if let Err(refused) = blog.let_in(&headers, "rest_cannot_create") {
        return refused;
    }
    let (mut name, mut alt) = (None, String::new());
    while let Some(field) = form.next_field().await.unwrap() {
        match field.name().unwrap_or_default() {
            "file" => {
                name = field.file_name().map(str::to_owned);
                assert_eq!(field.content_type(), Some("image/png"));
                assert_eq!(field.bytes().await.unwrap(), crate::rig::DOT, "the bytes are those of the picture");
            }
            "alt_text" => alt = field.text().await.unwrap(),
            other => return refusal(400, &format!("unknown field {other}")),
        }
    }
    let Some(name) = name else { return refusal(400, "rest_upload_no_data") };
    let mut kept = blog.kept();
    kept.media.push((name.clone(), alt.clone()));
    let source = format!("{}/wp-content/uploads/{name}", kept.base);
    created(&json!({ "id": 900, "source_url": source, "alt_text": alt }), &told)
}

async fn create(State(blog): State<Arc<Blog>>, headers: HeaderMap, told: Told, Json(post): Json<Value>) -> Response {
    if let Err(refused) = blog.let_in(&headers, "rest_cannot_create").and_then(|()| checked(&post)) {
        return refused;
    }
    let mut kept = blog.kept();
    let id = 10 + kept.posts.len() as u64;
    let link = format!("{}/?p={id}", kept.base);
    let made = json!({
        "id": id, "status": post["status"], "slug": "", "link": link, "author": 2, "date_gmt": "2026-11-20T15:00:00",
        "title": { "raw": post["title"] }, "content": { "raw": post["content"] },
    });
    kept.posts.insert(id, made.clone());
    created(&made, &told)
}

async fn change(
    State(blog): State<Arc<Blog>>,
    headers: HeaderMap,
    told: Told,
    Path(id): Path<u64>,
    Json(post): Json<Value>,
) -> Response {
    blog.faults.around(|| {
        let answer = || -> Result<Response, Response> {
            blog.let_in(&headers, "rest_cannot_edit")?;
            checked(&post)?;
            let mut kept = blog.kept();
            let base = kept.base.clone();
            let there = kept.posts.get_mut(&id).ok_or_else(|| refusal(404, "rest_post_invalid_id"))?;
            for (name, value) in post.as_object().into_iter().flatten() {
                there[name] = value.clone();
            }
            there["link"] = json!(format!("{base}/{}/", there["slug"].as_str().unwrap()));
            Ok(shown(there, &told))
        };
        answer().unwrap_or_else(|refused| refused)
    })
}

async fn read(State(blog): State<Arc<Blog>>, headers: HeaderMap, told: Told, Path(id): Path<u64>) -> Response {
    let answer = || -> Result<Response, Response> {
        known(&told, &["context", "_fields"])?;
        let kept_post = blog.kept().posts.get(&id).cloned();
        let post = kept_post.ok_or_else(|| refusal(404, "rest_post_invalid_id"))?;
        if post["status"] != "publish" || told.get("context").is_some_and(|context| context == "edit") {
            blog.let_in(&headers, "rest_forbidden_context")?;
        }
        Ok(shown(&post, &told))
    };
    answer().unwrap_or_else(|refused| refused)
}

async fn list(State(blog): State<Arc<Blog>>, told: Told) -> Response {
    if let Err(refused) = known(&told, &["slug", "_fields"]) {
        return refused;
    }
    let published = blog.published();
    let wanted = published.iter().filter(|post| told.get("slug").is_none_or(|slug| post["slug"] == slug.as_str()));
    Json(wanted.map(|post| narrowed(post, &told)).collect::<Vec<_>>()).into_response()
}

async fn trash(State(blog): State<Arc<Blog>>, headers: HeaderMap, told: Told, Path(id): Path<u64>) -> Response {
    blog.faults.around(|| {
        let answer = || -> Result<Response, Response> {
            known(&told, &["force", "_fields"])?;
            blog.let_in(&headers, "rest_cannot_delete")?;
            let mut kept = blog.kept();
            let post = kept.posts.get_mut(&id).ok_or_else(|| refusal(404, "rest_post_invalid_id"))?;
            if post["status"] == "trash" {
                return Err(refusal(410, "rest_already_trashed"));
            }
            post["status"] = json!("trash");
            Ok(shown(post, &told))
        };
        answer().unwrap_or_else(|refused| refused)
    })
}

fn checked(post: &Value) -> Result<(), Response> {
    refused_by(NEW_POST, post).map_or(Ok(()), |_| Err(refusal(400, "rest_invalid_param")))
}

fn known(told: &Told, names: &[&str]) -> Result<(), Response> {
    let unknown = told.keys().any(|name| !names.contains(&name.as_str()));
    if unknown { Err(refusal(400, "rest_invalid_param")) } else { Ok(()) }
}

fn refusal(status: u16, code: &str) -> Response {
    let body = json!({ "code": code, "message": "…", "data": { "status": status } });
    (StatusCode::from_u16(status).unwrap(), Json(body)).into_response()
}

fn created(value: &Value, told: &Told) -> Response {
    (StatusCode::CREATED, Json(narrowed(value, told))).into_response()
}

fn shown(value: &Value, told: &Told) -> Response {
    Json(narrowed(value, told)).into_response()
}

/// Only the fields that were asked for, as `_fields` names them.
fn narrowed(value: &Value, told: &Told) -> Value {
    let Some(fields) = told.get("_fields") else { return value.clone() };
    let mut narrow = Map::new();
    for field in fields.split(',') {
        let mut names = field.split('.');
        let first = names.next().unwrap();
        if value.get(first).is_none() {
            continue;
        }
        match names.next() {
            Some(inner) => drop(narrow.insert(first.to_owned(), json!({ inner: value[first][inner] }))),
            None => drop(narrow.insert(first.to_owned(), value[first].clone())),
        }
    }
    Value::Object(narrow)
}
