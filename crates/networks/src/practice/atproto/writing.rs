//! Records as they are written: put, made, deleted, and the pictures that go with them.

use super::{Network, Refusal, did_of, error, published, refusing::fault_of, signed_in};
use crate::{
    bluesky::{
        address::{AtUri, POSTS},
        tid::tid,
    },
    practice::{
        Host, cid,
        serve::LARGEST_FILE,
        visit::Visit,
        world::{Upload, World},
    },
};
use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use basics::Moment;
use serde::Deserialize;
use serde_json::{Value, json};

/// `com.atproto.repo.uploadBlob`
pub async fn upload_blob(State(practice): Network, visit: Visit, headers: HeaderMap, body: Body) -> Response {
    // A refusal comes after the file: a line that is closed while it is sent looks broken to whoever sends it.
    let Some(file) = practice.received(body.into_data_stream(), LARGEST_FILE).await else {
        return error(StatusCode::BAD_REQUEST, "InvalidRequest", "The file broke off, or is too large");
    };
    let refused = signed_in(&practice.look(), &visit).err();
    if let Some(refused) = refused {
        return refused.into_response();
    }
    let mime = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("*/*").to_owned();
    let id = file.digest.map(cid::of_blob).unwrap_or_default();
    let blob = json!({ "$type": "blob", "ref": { "$link": id }, "mimeType": mime, "size": file.length });
    practice.change().uploads.insert(id, Upload { mime, alt: String::new(), focus: None, file, processing: 0 });
    Json(json!({ "blob": blob })).into_response()
}

/// Where a record is, and what it says.
#[derive(Deserialize)]
pub struct Write {
    repo: String,
    collection: String,
    #[serde(default)]
    rkey: Option<String>,
    #[serde(default)]
    record: Value,
    #[serde(default, rename = "swapRecord", deserialize_with = "expected")]
    swap: Swap,
}

/// What a writer expects at the place of the record.
#[derive(Default)]
enum Swap {
    /// The field is not there: anything may be.
    #[default]
    Anything,
    /// The field is null: nothing may be, unless it is the same record.
    Nothing,
    /// This version.
    Version(String),
}

impl Swap {
    fn stands_against(&self, there: &str) -> bool {
        match self {
            Self::Anything => false,
            Self::Nothing => true,
            Self::Version(expected) => expected != there,
        }
    }
}

fn expected<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Swap, D::Error> {
    Ok(Option::deserialize(from)?.map_or(Swap::Nothing, Swap::Version))
}

/// `com.atproto.repo.putRecord`: the same bytes at the same key are the same record.
pub async fn put_record(State(practice): Network, visit: Visit, Json(write): Json<Write>) -> Response {
    let now = practice.now();
    let mut world = practice.change();
    let at = match allowed(&world, &visit, &write) {
        Ok(at) => at,
        Err(refused) => return refused.into_response(),
    };
    let new = cid::of_record(&write.record);
    let there = there(&world, &at).map(cid::of_record);
    match there {
        Some(there) if there == new => written(&at, &new),
        Some(there) if write.swap.stands_against(&there) => {
            error(StatusCode::BAD_REQUEST, "InvalidSwap", "Record was at another version")
        }
        _ => {
            stored(&mut world, &at, write.record, now);
            written(&at, &new)
        }
    }
}

/// `com.atproto.repo.createRecord`: a key that exists is answered with 500, as real servers do.
pub async fn create_record(State(practice): Network, visit: Visit, Json(mut write): Json<Write>) -> Response {
    let now = practice.now();
    let mut world = practice.change();
    write.rkey.get_or_insert_with(|| tid(now.micros(), 0));
    let at = match allowed(&world, &visit, &write) {
        Ok(at) => at,
        Err(refused) => return refused.into_response(),
    };
    if there(&world, &at).is_some() {
        return error(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", "Internal Server Error");
    }
    let new = cid::of_record(&write.record);
    stored(&mut world, &at, write.record, now);
    written(&at, &new)
}

/// `com.atproto.repo.deleteRecord`: deleting twice is deleting once.
pub async fn delete_record(State(practice): Network, visit: Visit, Json(write): Json<Write>) -> Response {
    let mut world = practice.change();
    let account = match signed_in(&world, &visit) {
        Ok(account) => account,
        Err(refused) => return refused.into_response(),
    };
    let at = AtUri { authority: account.id, collection: write.collection, rkey: write.rkey.unwrap_or_default() };
    removed(&mut world, &at);
    Json(json!({})).into_response()
}

/// The address that may be written, or the refusal a real server would give.
fn allowed(world: &World, visit: &Visit, write: &Write) -> Result<AtUri, Refusal> {
    let account = signed_in(world, visit)?;
    let invalid = |says| Refusal(StatusCode::BAD_REQUEST, "InvalidRequest", says);
    if did_of(world, &write.repo) != account.id {
        return Err(invalid("Not a repository of yours"));
    }
    let rkey = write.rkey.clone().filter(|rkey| !rkey.is_empty()).ok_or_else(|| invalid("rkey is missing"))?;
    let at = AtUri { authority: account.id, collection: write.collection.clone(), rkey };
    refused(world, &at, &write.record).map_or(Ok(at), Err)
}

/// What a real server refuses about this record at this place.
pub(super) fn refused(world: &World, at: &AtUri, record: &Value) -> Option<Refusal> {
    let (name, says) = fault_of(world, &at.collection, record)?;
    Some(Refusal(StatusCode::BAD_REQUEST, name, says))
}

/// The record at this place.
pub(super) fn there<'a>(world: &'a World, at: &AtUri) -> Option<&'a Value> {
    let at = at.to_string();
    world.post(Host::Bluesky, &at).and_then(|post| post.record.as_ref()).or_else(|| world.records.get(&at))
}

pub(super) fn stored(world: &mut World, at: &AtUri, record: Value, now: Moment) {
    if at.collection != POSTS {
        world.records.insert(at.to_string(), record);
        return;
    }
    let post = published(at, record, now);
    world.posts.retain(|there| there.id != post.id);
    world.posts.push(post);
}

pub(super) fn removed(world: &mut World, at: &AtUri) {
    let at = at.to_string();
    world.posts.iter_mut().filter(|post| post.id == at).for_each(|post| post.deleted = true);
    world.records.remove(&at);
}

fn written(at: &AtUri, cid: &str) -> Response {
    Json(json!({ "uri": at.to_string(), "cid": cid, "validationStatus": "valid" })).into_response()
}
