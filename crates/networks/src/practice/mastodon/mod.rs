//! The parts of the Mastodon client API that Nuncio uses, as a server.

mod asking;
mod editing;
mod view;
mod writing;

pub use editing::edit;
pub use writing::{comment, delete, draft, publish, publish_draft, read_draft};

use super::{Host, Practice, PracticeAccount, Published, serve::LARGEST_FILE, visit::Visit, world::Upload};
use axum::{
    Json,
    extract::{Multipart, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use publishing::{Focus, PollRule};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use view::{NOT_FOUND, Refusal, UNAUTHORISED, account_view, invalid, media_view, status_view};

type Network = State<Arc<Practice>>;

const MOST_PICTURES: usize = 4;
const LONGEST_ALT: usize = 1500;
const POLLS: PollRule = PollRule {
    max_answers: 4,
    max_characters: 50,
    min_minutes: 5,
    max_minutes: 43_829,
    several: true,
    hides_counts: true,
};

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
            "polls": {
                "max_options": POLLS.max_answers, "max_characters_per_option": POLLS.max_characters,
                "min_expiration": POLLS.min_minutes * 60, "max_expiration": POLLS.max_minutes * 60,
            },
        },
        "api_versions": { "mastodon": 7 },
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
    let mut newest_first: Vec<&Published> = world.posts.iter().filter(shown).collect();
    newest_first.sort_by(|one, other| other.id.cmp(&one.id));
    let page = newest_first.into_iter().take(paging.limit.unwrap_or(20).min(40));
    Json(page.map(|post| status_view(&visit, &world, post)).collect::<Vec<_>>()).into_response()
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
    r#type: Option<String>,
}

/// `GET /api/v2/search`: finds a post by its address, and somebody by their handle.
pub async fn search(State(practice): Network, visit: Visit, Query(search): Query<Search>) -> Response {
    if known(&practice, &visit).is_err() {
        return UNAUTHORISED.into_response();
    }
    let world = practice.look();
    if search.r#type.as_deref() == Some("accounts") {
        let name = search.q.split('@').next().unwrap_or_default();
        let found: Vec<Value> =
            world.named(visit.host, name).map(|person| account_view(&visit, &world, person)).into_iter().collect();
        return Json(json!({ "accounts": found, "statuses": [], "hashtags": [] })).into_response();
    }
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
    let (mut file, mut alt, mut focus) = (None, String::new(), None);
    while let Ok(Some(field)) = form.next_field().await {
        match field.name() {
            Some("file") => {
                let mime = field.content_type().unwrap_or_default().to_owned();
                file = practice.received(field, LARGEST_FILE).await.map(|file| (mime, file));
            }
            Some("description") => alt = field.text().await.unwrap_or_default(),
            Some("focus") => focus = field.text().await.ok().and_then(|point| point_of(&point)),
            _ => {}
        }
    }
    match file {
        Some((mime, file)) if mime.starts_with("image/") && alt.chars().count() <= LONGEST_ALT => {
            kept(&practice, Upload { mime, alt, focus, file, processing: 0 })
        }
        _ => invalid("Validation failed: File is invalid").into_response(),
    }
}

/// `0.5,-0.25`: a point between the edges of a picture, which are at one from its middle.
fn point_of(text: &str) -> Option<Focus> {
    let (x, y) = text.split_once(',')?;
    let thousandths = |part: &str| {
        let number: f64 = part.trim().parse().ok()?;
        // Within the edges a thousandth always fits.
        #[expect(clippy::cast_possible_truncation, reason = "at most a thousand")]
        (-1.0..=1.0).contains(&number).then_some((number * 1000.0).round() as i16)
    };
    Some(Focus::new(thousandths(x)?, thousandths(y)?))
}

fn kept(practice: &Practice, upload: Upload) -> Response {
    let mut world = practice.change();
    let (id, processing) = (world.next_id(), u32::from(world.slow_uploads));
    let view = media_view(&id, &upload.alt, upload.focus);
    world.uploads.insert(id, Upload { processing, ..upload });
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
            (status, Json(media_view(&id, &upload.alt, upload.focus))).into_response()
        }
    }
}

fn known(practice: &Practice, visit: &Visit) -> Result<PracticeAccount, Refusal> {
    let id = visit.account(practice).ok_or(UNAUTHORISED)?;
    practice.look().account(&id).filter(|account| account.host == visit.host).cloned().ok_or(UNAUTHORISED)
}
