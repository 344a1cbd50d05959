//! Records as they are read.

use super::{Network, did_of, error};
use crate::{
    bluesky::address::{AtUri, POSTS},
    practice::{Host, Published, cid},
};
use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Which record is asked for.
#[derive(Deserialize)]
pub struct Wanted {
    repo: String,
    #[serde(default)]
    collection: String,
    #[serde(default)]
    rkey: String,
    #[serde(default)]
    limit: Option<usize>,
}

/// `com.atproto.repo.getRecord`
pub async fn get_record(State(practice): Network, Query(wanted): Query<Wanted>) -> Response {
    let world = practice.look();
    let at = AtUri { authority: did_of(&world, &wanted.repo), collection: wanted.collection, rkey: wanted.rkey };
    let at = at.to_string();
    let beside = || world.records.get(&at).map(|value| view(&at, value));
    match world.post(Host::Bluesky, &at).and_then(record_view).or_else(beside) {
        Some(view) => Json(view).into_response(),
        None => error(StatusCode::BAD_REQUEST, "RecordNotFound", "Could not locate record"),
    }
}

/// `com.atproto.repo.listRecords`, newest first.
pub async fn list_records(State(practice): Network, Query(wanted): Query<Wanted>) -> Response {
    let world = practice.look();
    let did = did_of(&world, &wanted.repo);
    let shown = |post: &&Published| {
        post.author == did && !post.deleted && wanted.collection == POSTS && !world.lists_are_broken
    };
    let newest_first = world.posts.iter().rev().filter(shown).filter_map(record_view);
    Json(json!({ "records": newest_first.take(wanted.limit.unwrap_or(50)).collect::<Vec<_>>() })).into_response()
}

/// `com.atproto.repo.describeRepo`
pub async fn describe_repo(State(practice): Network, Query(wanted): Query<Wanted>) -> Response {
    let world = practice.look();
    let did = did_of(&world, &wanted.repo);
    let Some(account) = world.account(&did) else {
        return error(StatusCode::BAD_REQUEST, "RepoNotFound", "Could not find repo");
    };
    let has_posts = world.posts.iter().any(|post| post.author == did && !post.deleted);
    let collections: Vec<&str> = has_posts.then_some(POSTS).into_iter().collect();
    Json(json!({ "handle": account.name, "did": did, "collections": collections, "handleIsCorrect": true }))
        .into_response()
}

fn record_view(post: &Published) -> Option<Value> {
    Some(view(&post.id, post.record.as_ref()?))
}

fn view(uri: &str, record: &Value) -> Value {
    json!({ "uri": uri, "cid": cid::of_record(record), "value": record })
}
