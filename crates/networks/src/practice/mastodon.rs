//! The parts of the Mastodon client API that Nuncio uses, as a server.

use super::{
    Host, Practice, PracticeAccount, Published,
    state::now,
    visit::Visit,
    world::{DraftPost, Picture, Upload, World},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Multipart, Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use basics::Moment;
use jiff::SignedDuration;
use publishing::{Content, TextRule, count};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

type Network = State<Arc<Practice>>;

const KEY_WINDOW: SignedDuration = SignedDuration::from_hours(1);
const MOST_PICTURES: usize = 4;
const LONGEST_ALT: usize = 1500;

/// `GET /.well-known/nodeinfo`
pub async fn nodeinfo_list(visit: Visit) -> Json<Value> {
    let href = format!("{}/nodeinfo/2.0", visit.base());
    Json(json!({ "links": [{ "rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": href }] }))
}

/// `GET /nodeinfo/2.0`
pub async fn nodeinfo(visit: Visit) -> Json<Value> {
    let software = json!({ "name": visit.host.software(), "version": "4.5.0" });
    Json(json!({ "version": "2.0", "software": software, "protocols": ["activitypub"] }))
}

/// `GET /api/v2/instance`
pub async fn instance(visit: Visit) -> Json<Value> {
    Json(json!({
        "domain": visit.authority,
        "title": visit.host.title(),
        "version": "4.5.0",
        "configuration": {
            "statuses": { "max_characters": 500, "max_media_attachments": MOST_PICTURES, "characters_reserved_per_url": 23 },
            "media_attachments": {
                "supported_mime_types": ["image/jpeg", "image/png", "image/gif", "image/webp"],
                "image_size_limit": 16_777_216, "image_matrix_limit": 33_177_600, "description_limit": LONGEST_ALT,
            },
        },
    }))
}

/// `GET /api/v1/accounts/verify_credentials`
pub async fn verify_credentials(State(practice): Network, visit: Visit) -> Response {
    match known(&practice, &visit) {
        Ok(account) => Json(account_view(&visit, &practice.look(), &account)).into_response(),
        Err(refused) => refused.into_response(),
    }
}

/// How a list is paged.
#[derive(Deserialize)]
pub struct Paging {
    #[serde(default)]
    limit: Option<usize>,
    #[serde(default)]
    max_id: Option<String>,
}

/// `GET /api/v1/accounts/:id/statuses`
pub async fn statuses_of(
    State(practice): Network,
    visit: Visit,
    Path(id): Path<String>,
    Query(paging): Query<Paging>,
) -> Response {
    if visit.host == Host::Blind {
        return Refusal(StatusCode::FORBIDDEN, "This server shows no lists").into_response();
    }
    let world = practice.look();
    let shown = |post: &&Published| {
        post.host == visit.host
            && post.author == id
            && !post.deleted
            && !world.lists_are_broken
            && paging.max_id.as_ref().is_none_or(|before| post.id < *before)
    };
    let newest_first = world.posts.iter().rev().filter(shown).take(paging.limit.unwrap_or(20).min(40));
    Json(newest_first.map(|post| status_view(&visit, &world, post)).collect::<Vec<_>>()).into_response()
}

/// `GET /api/v1/statuses/:id`
pub async fn status(State(practice): Network, visit: Visit, Path(id): Path<String>) -> Response {
    let world = practice.look();
    match world.post(visit.host, &id) {
        Some(post) => Json(status_view(&visit, &world, post)).into_response(),
        None => NOT_FOUND.into_response(),
    }
}

/// `GET /api/v1/statuses/:id/source`
pub async fn source(State(practice): Network, visit: Visit, Path(id): Path<String>) -> Response {
    let Ok(account) = known(&practice, &visit) else { return UNAUTHORISED.into_response() };
    match practice.look().post(visit.host, &id).filter(|post| post.author == account.id) {
        Some(post) => {
            let warning = post.warning.clone().unwrap_or_default();
            Json(json!({ "id": post.id, "text": post.text, "spoiler_text": warning })).into_response()
        }
        None => NOT_FOUND.into_response(),
    }
}

/// What is searched for.
#[derive(Deserialize)]
pub struct Search {
    q: String,
}

/// `GET /api/v2/search`: finds a post by its address.
pub async fn search(State(practice): Network, visit: Visit, Query(search): Query<Search>) -> Response {
    if known(&practice, &visit).is_err() {
        return UNAUTHORISED.into_response();
    }
    let world = practice.look();
    let id = search.q.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let found: Vec<Value> =
        world.post(visit.host, id).map(|post| status_view(&visit, &world, post)).into_iter().collect();
    Json(json!({ "accounts": [], "statuses": found, "hashtags": [] })).into_response()
}

/// `POST /api/v2/media`
pub async fn upload(State(practice): Network, visit: Visit, mut form: Multipart) -> Response {
    if known(&practice, &visit).is_err() {
        return UNAUTHORISED.into_response();
    }
    let (mut file, mut alt) = (None, String::new());
    while let Ok(Some(field)) = form.next_field().await {
        match field.name() {
            Some("file") => {
                let mime = field.content_type().unwrap_or_default().to_owned();
                file = field.bytes().await.ok().map(|bytes| (mime, bytes));
            }
            Some("description") => alt = field.text().await.unwrap_or_default(),
            _ => {}
        }
    }
    match file {
        Some((mime, bytes)) if mime.starts_with("image/") && alt.chars().count() <= LONGEST_ALT => {
            kept(&practice, mime, &bytes, alt)
        }
        _ => invalid("Validation failed: File is invalid").into_response(),
    }
}

fn kept(practice: &Practice, mime: String, bytes: &Bytes, alt: String) -> Response {
    let mut world = practice.change();
    let (id, processing) = (world.next_id(), u32::from(world.slow_uploads));
    let view = media_view(&id, &alt);
    world.uploads.insert(id, Upload { mime, alt, bytes: bytes.to_vec(), processing });
    let status = if processing > 0 { StatusCode::ACCEPTED } else { StatusCode::OK };
    (status, Json(view)).into_response()
}

/// `GET /api/v1/media/:id`
pub async fn media(State(practice): Network, Path(id): Path<String>) -> Response {
    let mut world = practice.change();
    match world.uploads.get_mut(&id) {
        None => NOT_FOUND.into_response(),
        Some(upload) => {
            let status = if upload.processing > 0 { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
            upload.processing = upload.processing.saturating_sub(1);
            (status, Json(media_view(&id, &upload.alt))).into_response()
        }
    }
}

/// A post as it is asked for.
#[derive(Clone, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    status: String,
    #[serde(default)]
    spoiler_text: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    visibility: Option<String>,
    #[serde(default)]
    media_ids: Vec<String>,
    #[serde(default)]
    in_reply_to_id: Option<String>,
}

/// `POST /api/v1/statuses`
pub async fn publish(
    State(practice): Network,
    visit: Visit,
    headers: HeaderMap,
    Json(wanted): Json<Wanted>,
) -> Response {
    let account = match known(&practice, &visit) {
        Ok(account) => account,
        Err(refused) => return refused.into_response(),
    };
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok());
    let key = key.filter(|_| visit.host == Host::Mastodon).map(|key| format!("{} {key}", account.id));
    let mut world = practice.change();
    if let Some(again) = key.as_ref().and_then(|key| repeated(&world, key)) {
        return if world.repeats_fail {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        } else {
            shown(&visit, &world, &again)
        };
    }
    match composed(&world, visit.host, &account, &wanted) {
        Ok(mut post) => {
            post.id = world.next_id();
            let answer = post.id.clone();
            world.keys.extend(key.map(|key| (key, (post.id.clone(), post.at))));
            world.posts.push(post);
            shown(&visit, &world, &answer)
        }
        Err(refused) => refused.into_response(),
    }
}

fn repeated(world: &World, key: &str) -> Option<String> {
    world.keys.get(key).filter(|(_, made)| now().since(*made) < KEY_WINDOW).map(|(id, _)| id.clone())
}

/// The post, or the refusal a real server would give.
fn composed(world: &World, host: Host, author: &PracticeAccount, wanted: &Wanted) -> Result<Published, Refusal> {
    let warning = wanted.spoiler_text.clone().filter(|line| !line.is_empty());
    if wanted.status.trim().is_empty() && wanted.media_ids.is_empty() {
        return Err(invalid("Validation failed: Text can't be blank"));
    }
    if !fits(&wanted.status, warning.as_deref()) {
        return Err(invalid("Validation failed: Text character limit of 500 exceeded"));
    }
    if wanted.media_ids.len() > MOST_PICTURES {
        return Err(invalid("Validation failed: Cannot attach more than 4 files"));
    }
    if wanted.in_reply_to_id.as_ref().is_some_and(|parent| world.post(host, parent).is_none()) {
        return Err(Refusal(StatusCode::NOT_FOUND, "The post you are trying to reply to does not appear to exist."));
    }
    let pictures = wanted.media_ids.iter().map(|id| attached(world, id)).collect::<Result<_, _>>()?;
    Ok(Published {
        host,
        id: String::new(),
        author: author.id.clone(),
        text: wanted.status.clone(),
        warning,
        language: wanted.language.clone(),
        visibility: wanted.visibility.clone().unwrap_or_else(|| "public".to_owned()),
        pictures,
        reply_to: wanted.in_reply_to_id.clone(),
        at: now(),
        record: None,
        deleted: false,
    })
}

fn fits(text: &str, warning: Option<&str>) -> bool {
    // "en" is a language tag.
    let Ok(language) = "en".parse() else { return false };
    let content = Content { warning: warning.map(str::to_owned), ..Content::of(text, language) };
    count(&TextRule::MASTODON, &content).fits()
}

fn attached(world: &World, id: &str) -> Result<Picture, Refusal> {
    match world.uploads.get(id) {
        None => Err(invalid("Validation failed: Media is unknown")),
        Some(upload) if upload.processing > 0 => {
            Err(invalid("Cannot attach files that have not finished processing. Try again in a moment!"))
        }
        Some(upload) => Ok(Picture { id: id.to_owned(), alt: upload.alt.clone() }),
    }
}

/// `POST /api/v1/drafts` (class D)
pub async fn draft(State(practice): Network, visit: Visit, Json(wanted): Json<Wanted>) -> Response {
    let account = match known(&practice, &visit) {
        Ok(account) if visit.host == Host::Drafting => account,
        Ok(_) => return NOT_FOUND.into_response(),
        Err(refused) => return refused.into_response(),
    };
    let mut world = practice.change();
    match composed(&world, visit.host, &account, &wanted) {
        Ok(post) => {
            let id = world.next_id();
            world.drafts.insert(id.clone(), DraftPost { author: account.id, post, published: None });
            Json(json!({ "id": id, "status": null })).into_response()
        }
        Err(refused) => refused.into_response(),
    }
}

/// `GET /api/v1/drafts/:id` (class D)
pub async fn read_draft(State(practice): Network, visit: Visit, Path(id): Path<String>) -> Response {
    if known(&practice, &visit).is_err() {
        return UNAUTHORISED.into_response();
    }
    let world = practice.look();
    match world.drafts.get(&id) {
        None => NOT_FOUND.into_response(),
        Some(draft) => {
            let post = draft.published.as_ref().and_then(|id| world.post(visit.host, id));
            Json(json!({ "id": id, "status": post.map(|post| status_view(&visit, &world, post)) })).into_response()
        }
    }
}

/// `POST /api/v1/drafts/:id/publish` (class D): a draft is published once.
pub async fn publish_draft(State(practice): Network, visit: Visit, Path(id): Path<String>) -> Response {
    let account = match known(&practice, &visit) {
        Ok(account) => account,
        Err(refused) => return refused.into_response(),
    };
    let mut world = practice.change();
    let Some(draft) = world.drafts.get(&id).filter(|draft| draft.author == account.id).cloned() else {
        return NOT_FOUND.into_response();
    };
    if let Some(there) = draft.published {
        return shown(&visit, &world, &there);
    }
    let post = Published { id: world.next_id(), at: now(), ..draft.post };
    let published = post.id.clone();
    world.posts.push(post);
    world.drafts.entry(id).and_modify(|draft| draft.published = Some(published.clone()));
    shown(&visit, &world, &published)
}

/// `DELETE /api/v1/statuses/:id`
pub async fn delete(State(practice): Network, visit: Visit, Path(id): Path<String>) -> Response {
    let account = match known(&practice, &visit) {
        Ok(account) => account,
        Err(refused) => return refused.into_response(),
    };
    let mut world = practice.change();
    let ours =
        |post: &Published| post.host == visit.host && post.id == id && post.author == account.id && !post.deleted;
    let Some(at) = world.posts.iter().position(ours) else { return NOT_FOUND.into_response() };
    let view = status_view(&visit, &world, &world.posts[at]);
    world.posts[at].deleted = true;
    Json(view).into_response()
}

/// Writes a comment as a reader.
pub(super) fn comment(
    world: &mut World,
    reader: &PracticeAccount,
    text: &str,
    reply_to: Option<&str>,
    at: Moment,
) -> Published {
    let post = Published {
        host: reader.host,
        id: world.next_id(),
        author: reader.id.clone(),
        text: text.to_owned(),
        warning: None,
        language: Some("en".to_owned()),
        visibility: "public".to_owned(),
        pictures: vec![],
        reply_to: reply_to.map(str::to_owned),
        at,
        record: None,
        deleted: false,
    };
    world.posts.push(post.clone());
    post
}

fn known(practice: &Practice, visit: &Visit) -> Result<PracticeAccount, Refusal> {
    let id = visit.account(practice).ok_or(UNAUTHORISED)?;
    practice.look().account(&id).filter(|account| account.host == visit.host).cloned().ok_or(UNAUTHORISED)
}

fn shown(visit: &Visit, world: &World, id: &str) -> Response {
    match world.post(visit.host, id) {
        Some(post) => Json(status_view(visit, world, post)).into_response(),
        None => NOT_FOUND.into_response(),
    }
}

fn status_view(visit: &Visit, world: &World, post: &Published) -> Value {
    let author = world.account(&post.author);
    let url = format!("{}{}", visit.base(), super::pages::path_of(world, post));
    let pictures: Vec<Value> = post.pictures.iter().map(|picture| media_view(&picture.id, &picture.alt)).collect();
    json!({
        "id": post.id, "uri": url, "url": url, "created_at": format!("{:.3}", post.at.timestamp()),
        "account": author.map(|author| account_view(visit, world, author)),
        "content": html(&post.text), "spoiler_text": post.warning.clone().unwrap_or_default(),
        "sensitive": post.warning.is_some(), "visibility": post.visibility, "language": post.language,
        "in_reply_to_id": post.reply_to, "media_attachments": pictures, "reblog": null,
    })
}

fn account_view(visit: &Visit, world: &World, account: &PracticeAccount) -> Value {
    let posts = world.posts.iter().filter(|post| post.author == account.id && !post.deleted).count();
    json!({
        "id": account.id, "username": account.name, "acct": account.name, "display_name": account.title,
        "url": format!("{}/@{}", visit.base(), account.name), "statuses_count": posts,
    })
}

fn media_view(id: &str, alt: &str) -> Value {
    json!({ "id": id, "type": "image", "url": format!("/practice/picture/{id}"), "description": alt })
}

/// The text as a server shows it: escaped, with breaks.
fn html(text: &str) -> String {
    let replaced = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;"), ("\n", "<br />")];
    let safe = replaced.iter().fold(text.to_owned(), |text, (plain, written)| text.replace(plain, written));
    format!("<p>{safe}</p>")
}

/// A refusal as servers of the family write it.
struct Refusal(StatusCode, &'static str);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

const UNAUTHORISED: Refusal = Refusal(StatusCode::UNAUTHORIZED, "The access token is invalid");
const NOT_FOUND: Refusal = Refusal(StatusCode::NOT_FOUND, "Record not found");

fn invalid(error: &'static str) -> Refusal {
    Refusal(StatusCode::UNPROCESSABLE_ENTITY, error)
}
