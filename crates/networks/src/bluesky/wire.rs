//! The shapes of the AT Protocol that are read here.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A signed-in session. Stored sealed; never printed.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Whose it is.
    pub did: String,
    /// Their handle.
    #[serde(default)]
    pub handle: String,
    /// Good for about two hours.
    pub access_jwt: String,
    /// Good once, for 90 days.
    pub refresh_jwt: String,
}

/// The name of an error.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ErrorName {
    /// Such as `ExpiredToken`.
    #[serde(default)]
    pub error: String,
}

/// What was written where.
#[derive(Clone, Debug, Deserialize)]
pub struct Written {
    /// The record's address.
    pub uri: String,
}

/// What was written together, in the order in which it was asked for.
#[derive(Clone, Debug, Deserialize)]
pub struct WrittenTogether {
    /// Each record.
    pub results: Vec<Written>,
}

/// A record.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    /// Its address.
    pub uri: String,
    /// Its version.
    #[serde(default)]
    pub cid: Option<String>,
    /// What it says.
    pub value: Value,
}

/// Some records.
#[derive(Clone, Debug, Deserialize)]
pub struct Records {
    /// The records.
    #[serde(default)]
    pub records: Vec<Record>,
}

/// What a repository holds.
#[derive(Clone, Debug, Deserialize)]
pub struct Repository {
    /// The collections that have records.
    #[serde(default)]
    pub collections: Vec<String>,
}

/// An uploaded file.
#[derive(Clone, Debug, Deserialize)]
pub struct Uploaded {
    /// Its reference, to be put into a record as it is.
    pub blob: Value,
}

/// A handle's DID.
#[derive(Clone, Debug, Deserialize)]
pub struct Resolved {
    /// The DID.
    pub did: String,
}

/// The document behind a DID.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DidDocument {
    /// The DID it is about.
    pub id: String,
    /// The handles it claims, as `at://handle`.
    #[serde(default)]
    pub also_known_as: Vec<String>,
    /// Where its things are.
    #[serde(default)]
    pub service: Vec<DidService>,
}

/// One service of a DID.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DidService {
    /// Which: `#atproto_pds`, with or without the DID before it.
    pub id: String,
    /// Where.
    pub service_endpoint: Value,
}

/// Who is signed in.
#[derive(Clone, Debug, Deserialize)]
pub struct Me {
    /// The DID.
    pub did: String,
    /// The handle.
    pub handle: String,
}
