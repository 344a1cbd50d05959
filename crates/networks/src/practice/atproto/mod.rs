//! The parts of AT Protocol that Nuncio uses, as a server.

mod names;
mod reading;
mod refusing;
mod sessions;
mod together;
mod writing;

pub use names::{directory, resolve_handle};
pub use reading::{describe_repo, get_record, list_records};
pub use sessions::{create_session, get_session, refresh_session};
pub use together::apply_writes;
pub use writing::{create_record, delete_record, put_record, upload_blob};

use super::{
    Host, Practice, PracticeAccount, Published, cid,
    visit::Visit,
    world::{Card, Picture, World},
};
use crate::bluesky::{
    address::{AtUri, POSTS},
    gates,
    tid::tid,
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use basics::Moment;
use publishing::{Gates, Whoever};
use refusing::{images, quoted};
use serde_json::{Value, json};
use std::sync::Arc;

type Network = State<Arc<Practice>>;

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

fn published(at: &AtUri, record: Value, when: Moment) -> Published {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let picture =
        |image: &Value| Picture { id: text(&image["image"]["ref"]["$link"]), alt: text(&image["alt"]), focus: None };
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
        poll: None,
        quotes: quoted(&record).map(|quoted| text(&quoted["uri"])),
        gates: Gates::default(),
        card: card(&record),
        at: when,
        edited_at: None,
        record: Some(record),
        deleted: false,
    }
}

fn card(record: &Value) -> Option<Card> {
    let external = &record["embed"]["external"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    Some(Card {
        uri: text(&external["uri"])?,
        title: text(&external["title"])?,
        description: text(&external["description"])?,
        picture: text(&external["thumb"]["ref"]["$link"]),
    })
}

/// Who may answer and quote a post, as the records beside it say.
pub(super) fn gates_of(world: &World, post: &Published) -> Gates {
    let beside =
        |collection| AtUri::parse(&post.id).and_then(|at| world.records.get(&at.beside(collection).to_string()));
    let rule =
        |rule: &Value| rule["$type"].as_str().unwrap_or_default().rsplit('#').next().unwrap_or_default().to_owned();
    let answers = match beside(gates::ANSWERS).and_then(|gate| gate["allow"].as_array()) {
        None => Whoever::Everybody,
        Some(rules) => match rules.first().map(rule).as_deref() {
            None => Whoever::Nobody,
            Some("mentionRule") => Whoever::Mentioned,
            Some("followingRule") => Whoever::Followed,
            Some(_) => Whoever::Followers,
        },
    };
    let closed = beside(gates::QUOTES).is_some_and(gates::forbids_quotes);
    Gates { answers, quotes: if closed { Whoever::Nobody } else { Whoever::Everybody } }
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
