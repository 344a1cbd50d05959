//! Calls to one server, one function each.

use super::{
    address::{AtUri, POSTS},
    answers, wire,
};
use crate::{Medium, SafeUrl, Secret, Trouble, trouble::Kind};
use egress::{Answer, Ask, Egress};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;

/// One server.
pub struct Xrpc<'a> {
    /// The way out.
    pub egress: &'a Egress,
    /// Its address.
    pub base: &'a SafeUrl,
    /// The longest that one call may take.
    pub within: Duration,
}

impl Xrpc<'_> {
    /// Signs in. The server counts these: never once per post.
    pub async fn create_session(&self, identifier: &str, password: &Secret) -> Result<wire::Session, Trouble> {
        let body = json!({ "identifier": identifier, "password": password.expose() });
        self.session(self.post("com.atproto.server.createSession").json(&body)).await
    }
    /// Renews a session; the one that is handed in is used up.
    pub async fn refresh_session(&self, refresh: &Secret) -> Result<wire::Session, Trouble> {
        self.session(self.post("com.atproto.server.refreshSession").bearer(refresh)).await
    }

    async fn session(&self, ask: Ask) -> Result<wire::Session, Trouble> {
        let answer = self.egress.write(ask).await.map_err(|failure| Trouble::of_read(&failure))?;
        let refused = || {
            let trouble = answers::of_read(&answer);
            let no_good = matches!(trouble.kind, Kind::Invalid | Kind::SessionEnded | Kind::KeyRevoked);
            if no_good { Trouble { kind: Kind::KeyRevoked, ..trouble } } else { trouble }
        };
        answer.json().filter(|_| answer.is_success()).ok_or_else(refused)
    }

    /// The DID behind a handle.
    pub async fn resolve_handle(&self, handle: &str) -> Result<String, Trouble> {
        let found: wire::Resolved = self.get("com.atproto.identity.resolveHandle", &[("handle", handle)]).await?;
        Ok(found.did)
    }
    /// One record.
    pub async fn record(&self, at: &AtUri) -> Result<wire::Record, Trouble> {
        let query = [("repo", at.authority.as_str()), ("collection", &at.collection), ("rkey", &at.rkey)];
        self.get("com.atproto.repo.getRecord", &query).await
    }
    /// Whether the repository can be read: it shows a post, or says itself that it has none.
    pub async fn is_readable(&self, did: &str) -> Result<bool, Trouble> {
        let query = [("repo", did), ("collection", POSTS), ("limit", "1")];
        let list: wire::Records = self.get("com.atproto.repo.listRecords", &query).await?;
        if !list.records.is_empty() {
            return Ok(true);
        }
        let repository: wire::Repository = self.get("com.atproto.repo.describeRepo", &[("repo", did)]).await?;
        Ok(!repository.collections.iter().any(|held| held == POSTS))
    }

    /// Uploads a file.
    pub fn upload(&self, medium: &Medium) -> Ask {
        self.post("com.atproto.repo.uploadBlob").medium(medium.kind(), medium)
    }
    /// Puts a post at its key, which must be free or hold exactly this post.
    pub fn put(&self, at: &AtUri, record: &Value) -> Ask {
        let body = json!({
            "repo": at.authority, "collection": at.collection, "rkey": at.rkey, "record": record, "swapRecord": null,
        });
        self.post("com.atproto.repo.putRecord").json(&body)
    }
    /// Makes these records in one commit: all of them or none. A key that is taken is answered like a failure.
    pub fn create_together(&self, did: &str, records: &[(AtUri, Value)]) -> Ask {
        let create = |(at, value): &(AtUri, Value)| {
            json!({
                "$type": "com.atproto.repo.applyWrites#create",
                "collection": at.collection, "rkey": at.rkey, "value": value,
            })
        };
        self.together(did, &records.iter().map(create).collect::<Vec<_>>())
    }
    /// Deletes these records in one commit: all of them or none. Each has to be there.
    pub fn delete_together(&self, did: &str, records: &[AtUri]) -> Ask {
        let delete = |at: &AtUri| json!({ "$type": "com.atproto.repo.applyWrites#delete", "collection": at.collection, "rkey": at.rkey });
        self.together(did, &records.iter().map(delete).collect::<Vec<_>>())
    }
    fn together(&self, did: &str, writes: &[Value]) -> Ask {
        self.post("com.atproto.repo.applyWrites").json(&json!({ "repo": did, "writes": writes }))
    }
    /// Deletes a record; deleting it again is the same.
    pub fn delete(&self, at: &AtUri) -> Ask {
        let body = json!({ "repo": at.authority, "collection": at.collection, "rkey": at.rkey });
        self.post("com.atproto.repo.deleteRecord").json(&body)
    }

    async fn get<T: DeserializeOwned>(&self, method: &str, query: &[(&str, &str)]) -> Result<T, Trouble> {
        let url = self.base.at(["xrpc", method]).with_query(query.iter().copied());
        let answer = self.egress.read(Ask::get(url).within(self.within)).await.map_err(|f| Trouble::of_read(&f))?;
        parsed(&answer).ok_or_else(|| answers::of_read(&answer))
    }
    fn post(&self, method: &str) -> Ask {
        Ask::post(self.base.at(["xrpc", method])).within(self.within)
    }
}

/// The body of a success, read as this type.
pub fn parsed<T: DeserializeOwned>(answer: &Answer) -> Option<T> {
    answer.json().filter(|_| answer.is_success())
}
