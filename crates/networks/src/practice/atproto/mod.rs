//! The parts of AT Protocol that Nuncio uses, as a server.

mod refusing;

use super::{
    Host, Practice, PracticeAccount, Published, cid,
    state::random_text,
    visit::Visit,
    world::{Picture, Session, Upload, World},
};
use crate::bluesky::{
    address::{AtUri, POSTS},
    tid::tid,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use basics::Moment;
use refusing::{fault_of, images};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

type Network = State<Arc<Practice>>;

/// Who signs in.
#[derive(Deserialize)]
pub struct SignIn {
    identifier: String,
    password: String,
}

/// `com.atproto.server.createSession`
pub async fn create_session(State(practice): Network, visit: Visit, Json(asked): Json<SignIn>) -> Response {
    let mut world = practice.change();
    let account = world.named(Host::Bluesky, &asked.identifier).or_else(|| world.account(&asked.identifier)).cloned();
    let holds = |account: &PracticeAccount| world.app_passwords.get(&asked.password) == Some(&account.id);
    match account.filter(|account| holds(account)) {
        Some(account) => Json(open_session(&mut world, &visit, &account)).into_response(),
        None => error(StatusCode::UNAUTHORIZED, "AuthenticationRequired", "Invalid identifier or password"),
    }
}

/// `com.atproto.server.refreshSession`: the token that is shown is used up.
pub async fn refresh_session(State(practice): Network, visit: Visit) -> Response {
    let mut world = practice.change();
    let did = visit.token.as_ref().and_then(|token| world.refresh.remove(token));
    match did.and_then(|did| world.account(&did).cloned()) {
        Some(account) => Json(open_session(&mut world, &visit, &account)).into_response(),
        None => error(StatusCode::BAD_REQUEST, "ExpiredToken", "Token has been revoked"),
    }
}

fn open_session(world: &mut World, visit: &Visit, account: &PracticeAccount) -> Value {
    let (access, refresh) = (random_text(), random_text());
    world.access.insert(access.clone(), Session { did: account.id.clone(), ended: false });
    world.refresh.insert(refresh.clone(), account.id.clone());
    json!({
        "did": account.id, "handle": account.name, "accessJwt": access, "refreshJwt": refresh,
        "didDoc": did_document(visit, account), "active": true,
    })
}

/// `com.atproto.server.getSession`
pub async fn get_session(State(practice): Network, visit: Visit) -> Response {
    match signed_in(&practice.look(), &visit) {
        Ok(account) => Json(json!({ "did": account.id, "handle": account.name, "active": true })).into_response(),
        Err(refused) => refused.into_response(),
    }
}

/// A handle.
#[derive(Deserialize)]
pub struct HandleAsked {
    handle: String,
}

/// `com.atproto.identity.resolveHandle`
pub async fn resolve_handle(State(practice): Network, Query(asked): Query<HandleAsked>) -> Response {
    match practice.look().named(Host::Bluesky, &asked.handle) {
        Some(account) => Json(json!({ "did": account.id })).into_response(),
        None => error(StatusCode::BAD_REQUEST, "InvalidRequest", "Unable to resolve handle"),
    }
}

/// `GET /did:plc:…`: the directory of DID documents.
pub async fn directory(State(practice): Network, visit: Visit, Path(did): Path<String>) -> Response {
    match practice.look().account(&did).filter(|account| account.host == Host::Bluesky) {
        Some(account) => Json(did_document(&visit, account)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn did_document(visit: &Visit, account: &PracticeAccount) -> Value {
    json!({
        "id": account.id,
        "alsoKnownAs": [format!("at://{}", account.name)],
        "service": [{ "id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": visit.base() }],
    })
}

/// `com.atproto.repo.uploadBlob`
pub async fn upload_blob(State(practice): Network, visit: Visit, headers: HeaderMap, bytes: Bytes) -> Response {
    let mut world = practice.change();
    if let Err(refused) = signed_in(&world, &visit) {
        return refused.into_response();
    }
    let mime = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("*/*").to_owned();
    let (id, size) = (cid::of_blob(&bytes), bytes.len());
    let blob = json!({ "$type": "blob", "ref": { "$link": id }, "mimeType": mime, "size": size });
    world.uploads.insert(id, Upload { mime, alt: String::new(), bytes: bytes.to_vec(), processing: 0 });
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
    let there = world.post(Host::Bluesky, &at.to_string()).and_then(|post| post.record.as_ref()).map(cid::of_record);
    match there {
        Some(there) if there == new => written(&at, &new),
        Some(there) if write.swap.stands_against(&there) => {
            error(StatusCode::BAD_REQUEST, "InvalidSwap", "Record was at another version")
        }
        _ => stored(&mut world, &at, write.record, &new, now),
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
    if world.post(Host::Bluesky, &at.to_string()).is_some() {
        return error(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", "Internal Server Error");
    }
    let new = cid::of_record(&write.record);
    stored(&mut world, &at, write.record, &new, now)
}

/// `com.atproto.repo.deleteRecord`: deleting twice is deleting once.
pub async fn delete_record(State(practice): Network, visit: Visit, Json(write): Json<Write>) -> Response {
    let mut world = practice.change();
    let account = match signed_in(&world, &visit) {
        Ok(account) => account,
        Err(refused) => return refused.into_response(),
    };
    let at =
        AtUri { authority: account.id, collection: write.collection, rkey: write.rkey.unwrap_or_default() }.to_string();
    world.posts.iter_mut().filter(|post| post.id == at).for_each(|post| post.deleted = true);
    Json(json!({})).into_response()
}

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
    match world.post(Host::Bluesky, &at.to_string()).and_then(record_view) {
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
    let record = post.record.as_ref()?;
    Some(json!({ "uri": post.id, "cid": cid::of_record(record), "value": record }))
}

fn did_of(world: &World, repo: &str) -> String {
    world.named(Host::Bluesky, repo).map_or_else(|| repo.to_owned(), |account| account.id.clone())
}

fn signed_in(world: &World, visit: &Visit) -> Result<PracticeAccount, Refusal> {
    let refused = |name, says| Refusal(StatusCode::UNAUTHORIZED, name, says);
    let token = visit.token.as_ref().ok_or_else(|| refused("AuthMissing", "Authentication Required"))?;
    let session = world.access.get(token).ok_or_else(|| refused("InvalidToken", "Token could not be verified"))?;
    if session.ended {
        return Err(Refusal(StatusCode::BAD_REQUEST, "ExpiredToken", "Token has expired"));
    }
    world.account(&session.did).cloned().ok_or_else(|| refused("AccountNotFound", "Account not found"))
}

/// The address that may be written, or the refusal a real server would give.
fn allowed(world: &World, visit: &Visit, write: &Write) -> Result<AtUri, Refusal> {
    let account = signed_in(world, visit)?;
    let invalid = |says| Refusal(StatusCode::BAD_REQUEST, "InvalidRequest", says);
    if did_of(world, &write.repo) != account.id || write.collection != POSTS {
        return Err(invalid("Not a collection of yours that the practice network knows"));
    }
    if let Some((name, says)) = fault_of(world, &write.record) {
        return Err(Refusal(StatusCode::BAD_REQUEST, name, says));
    }
    let rkey = write.rkey.clone().filter(|rkey| !rkey.is_empty()).ok_or_else(|| invalid("rkey is missing"))?;
    Ok(AtUri::post(&account.id, &rkey))
}

fn stored(world: &mut World, at: &AtUri, record: Value, cid: &str, now: Moment) -> Response {
    let post = published(at, record, now);
    world.posts.retain(|there| there.id != post.id);
    world.posts.push(post);
    written(at, cid)
}

fn published(at: &AtUri, record: Value, when: Moment) -> Published {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let picture = |image: &Value| Picture { id: text(&image["image"]["ref"]["$link"]), alt: text(&image["alt"]) };
    Published {
        host: Host::Bluesky,
        id: at.to_string(),
        author: at.authority.clone(),
        text: text(&record["text"]),
        warning: record["labels"]["values"][0]["val"].as_str().map(str::to_owned),
        language: record["langs"][0].as_str().map(str::to_owned),
        visibility: "public".to_owned(),
        pictures: images(&record).iter().map(picture).collect(),
        reply_to: record["reply"]["parent"]["uri"].as_str().map(str::to_owned),
        at: when,
        record: Some(record),
        deleted: false,
    }
}

/// Writes a comment as a reader.
pub(super) fn comment(
    world: &mut World,
    reader: &PracticeAccount,
    text: &str,
    reply_to: Option<&str>,
    at: Moment,
) -> Published {
    let mut record = json!({ "$type": POSTS, "text": text, "createdAt": at.to_string(), "langs": ["en"] });
    if let Some(parent) = reply_to.and_then(|id| world.post(Host::Bluesky, id)) {
        let own = json!({ "uri": parent.id, "cid": parent.record.as_ref().map(cid::of_record) });
        let root = parent.record.as_ref().map(|record| record["reply"]["root"].clone()).filter(|root| !root.is_null());
        record["reply"] = json!({ "root": root.unwrap_or_else(|| own.clone()), "parent": own });
    }
    world.counter += 1;
    let clock = u16::try_from(world.counter & 0x3ff).unwrap_or(0);
    let post = published(&AtUri::post(&reader.id, &tid(at.micros(), clock)), record, at);
    world.posts.push(post.clone());
    post
}

fn written(at: &AtUri, cid: &str) -> Response {
    Json(json!({ "uri": at.to_string(), "cid": cid, "validationStatus": "valid" })).into_response()
}

/// A refusal as the protocol writes it.
struct Refusal(StatusCode, &'static str, &'static str);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1, "message": self.2 }))).into_response()
    }
}

fn error(status: StatusCode, name: &'static str, says: &'static str) -> Response {
    Refusal(status, name, says).into_response()
}
