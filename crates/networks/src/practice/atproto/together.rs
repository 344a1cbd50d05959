//! Several records in one commit: all of them are written, or none.

use super::{
    Network, Refusal, did_of, signed_in,
    writing::{refused, removed, stored, there},
};
use crate::{
    bluesky::address::AtUri,
    practice::{cid, visit::Visit, world::World},
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// What is to be written in whose repository.
#[derive(Deserialize)]
pub struct Together {
    repo: String,
    writes: Vec<Change>,
}

/// One change.
#[derive(Deserialize)]
#[serde(tag = "$type")]
enum Change {
    #[serde(rename = "com.atproto.repo.applyWrites#create")]
    Create { collection: String, rkey: String, value: Value },
    #[serde(rename = "com.atproto.repo.applyWrites#delete")]
    Delete { collection: String, rkey: String },
}

impl Change {
    fn at(&self, did: &str) -> AtUri {
        let (Self::Create { collection, rkey, .. } | Self::Delete { collection, rkey }) = self;
        AtUri { authority: did.to_owned(), collection: collection.clone(), rkey: rkey.clone() }
    }
}

/// `com.atproto.repo.applyWrites`: a key that is taken, or one that is not there to be deleted, is answered with 500, as
/// real servers do.
pub async fn apply_writes(State(practice): Network, visit: Visit, Json(asked): Json<Together>) -> Response {
    let now = practice.now();
    let mut world = practice.change();
    let did = match allowed(&world, &visit, &asked) {
        Ok(did) => did,
        Err(refused) => return refused.into_response(),
    };
    let mut results = Vec::new();
    for change in asked.writes {
        let at = change.at(&did);
        results.push(match change {
            Change::Create { value, .. } => {
                let made = json!({
                    "$type": "com.atproto.repo.applyWrites#createResult",
                    "uri": at.to_string(), "cid": cid::of_record(&value), "validationStatus": "valid",
                });
                stored(&mut world, &at, value, now);
                made
            }
            Change::Delete { .. } => {
                removed(&mut world, &at);
                json!({ "$type": "com.atproto.repo.applyWrites#deleteResult" })
            }
        });
    }
    Json(json!({ "results": results })).into_response()
}

/// Whose repository it is, once every change is one that can be made.
fn allowed(world: &World, visit: &Visit, asked: &Together) -> Result<String, Refusal> {
    let did = signed_in(world, visit)?.id;
    if did_of(world, &asked.repo) != did {
        return Err(Refusal(StatusCode::BAD_REQUEST, "InvalidRequest", "Not a repository of yours"));
    }
    for change in &asked.writes {
        let at = change.at(&did);
        let is_there = there(world, &at).is_some();
        match change {
            Change::Create { value, .. } => refused(world, &at, value).map_or(Ok(()), Err)?,
            Change::Delete { .. } => {}
        }
        if is_there == matches!(change, Change::Create { .. }) {
            return Err(Refusal(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", "Internal Server Error"));
        }
    }
    Ok(did)
}
