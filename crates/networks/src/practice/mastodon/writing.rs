//! Publishing on a server of the family: with the key, by a draft, and deleting.

use super::{
    Network,
    asking::{Asked, WantedPoll},
    known,
    view::{NOT_FOUND, Refusal, invalid, status_view},
};
use crate::practice::{
    Host, PracticeAccount, Published,
    visit::Visit,
    world::{DraftPost, Picture, World},
};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use basics::Moment;
use jiff::SignedDuration;
use publishing::{Content, Gates, TextRule, count};
use serde::Deserialize;
use serde_json::json;

const KEY_WINDOW: SignedDuration = SignedDuration::from_hours(1);

/// A post as it is asked for.
#[derive(Clone, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    pub(super) status: String,
    #[serde(default)]
    pub(super) spoiler_text: Option<String>,
    #[serde(default)]
    pub(super) language: Option<String>,
    #[serde(default)]
    pub(super) visibility: Option<String>,
    #[serde(default)]
    pub(super) media_ids: Vec<String>,
    #[serde(default)]
    pub(super) in_reply_to_id: Option<String>,
    #[serde(default)]
    pub(super) poll: Option<WantedPoll>,
    #[serde(default)]
    pub(super) quoted_status_id: Option<String>,
    #[serde(default)]
    pub(super) quote_approval_policy: Option<String>,
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
    let now = practice.now();
    let mut world = practice.change();
    if let Some(again) = key.as_ref().and_then(|key| repeated(&world, key, now)) {
        return if world.repeats_fail {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        } else {
            shown(&visit, &world, &again)
        };
    }
    match composed(&world, visit.host, &account, &wanted, now) {
        Ok(mut post) => {
            post.id = world.next_post_id(now);
            let answer = post.id.clone();
            world.keys.extend(key.map(|key| (key, (post.id.clone(), post.at))));
            world.posts.push(post);
            shown(&visit, &world, &answer)
        }
        Err(refused) => refused.into_response(),
    }
}

fn repeated(world: &World, key: &str, now: Moment) -> Option<String> {
    world.keys.get(key).filter(|(_, made)| now.since(*made) < KEY_WINDOW).map(|(id, _)| id.clone())
}

/// The post, or the refusal a real server would give.
pub(super) fn composed(
    world: &World,
    host: Host,
    author: &PracticeAccount,
    wanted: &Wanted,
    at: Moment,
) -> Result<Published, Refusal> {
    let warning = wanted.spoiler_text.clone().filter(|line| !line.is_empty());
    if wanted.status.trim().is_empty() && wanted.media_ids.is_empty() {
        return Err(invalid("Validation failed: Text can't be blank"));
    }
    if !fits(&wanted.status, warning.as_deref()) {
        return Err(invalid("Validation failed: Text character limit of 500 exceeded"));
    }
    if wanted.media_ids.len() > super::MOST_PICTURES {
        return Err(invalid("Validation failed: Cannot attach more than 4 files"));
    }
    if wanted.in_reply_to_id.as_ref().is_some_and(|parent| world.post(host, parent).is_none()) {
        return Err(Refusal(StatusCode::NOT_FOUND, "The post you are trying to reply to does not appear to exist."));
    }
    let pictures = wanted.media_ids.iter().map(|id| attached(world, id)).collect::<Result<_, _>>()?;
    let asked = Asked::of(world, host, author, wanted)?;
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
        poll: asked.poll,
        quotes: asked.quotes,
        gates: asked.gates,
        card: None,
        at,
        edited_at: None,
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
        Some(upload) => Ok(Picture { id: id.to_owned(), alt: upload.alt.clone(), focus: upload.focus }),
    }
}

/// `POST /api/v1/drafts` (class D)
pub async fn draft(State(practice): Network, visit: Visit, Json(wanted): Json<Wanted>) -> Response {
    let account = match known(&practice, &visit) {
        Ok(account) if visit.host == Host::Drafting => account,
        Ok(_) => return NOT_FOUND.into_response(),
        Err(refused) => return refused.into_response(),
    };
    let now = practice.now();
    let mut world = practice.change();
    match composed(&world, visit.host, &account, &wanted, now) {
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
        return super::view::UNAUTHORISED.into_response();
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
    let now = practice.now();
    let mut world = practice.change();
    let Some(draft) = world.drafts.get(&id).filter(|draft| draft.author == account.id).cloned() else {
        return NOT_FOUND.into_response();
    };
    if let Some(there) = draft.published {
        return shown(&visit, &world, &there);
    }
    let post = Published { id: world.next_post_id(now), at: now, ..draft.post };
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
pub fn comment(
    world: &mut World,
    reader: &PracticeAccount,
    text: &str,
    reply_to: Option<&str>,
    at: Moment,
) -> Published {
    let post = Published {
        host: reader.host,
        id: world.next_post_id(at),
        author: reader.id.clone(),
        text: text.to_owned(),
        warning: None,
        language: Some("en".to_owned()),
        visibility: "public".to_owned(),
        pictures: vec![],
        reply_to: reply_to.map(str::to_owned),
        poll: None,
        quotes: None,
        gates: Gates::default(),
        card: None,
        at,
        edited_at: None,
        record: None,
        deleted: false,
    };
    world.posts.push(post.clone());
    post
}

pub(super) fn shown(visit: &Visit, world: &World, id: &str) -> Response {
    match world.post(visit.host, id) {
        Some(post) => Json(status_view(visit, world, post)).into_response(),
        None => NOT_FOUND.into_response(),
    }
}
