//! The shapes of the Mastodon client API that are read here. Every field that some server of the family leaves out is
//! optional; ids are opaque texts.

use crate::page;
use serde::Deserialize;
use serde_json::Value;

/// One account.
#[derive(Clone, Debug, Deserialize)]
pub struct AccountView {
    /// Its id on this instance.
    pub id: String,
    /// Its name without the host.
    pub username: String,
    /// Its page.
    #[serde(default, deserialize_with = "page::told")]
    pub url: Option<String>,
    /// How many posts it has, where the server counts them.
    #[serde(default)]
    pub statuses_count: Option<u64>,
}

/// One post.
#[derive(Clone, Debug, Deserialize)]
pub struct Status {
    /// Its id on this instance.
    pub id: String,
    /// Its page for readers.
    #[serde(default, deserialize_with = "page::told")]
    pub url: Option<String>,
    /// Its name in the fediverse.
    #[serde(default)]
    pub uri: Option<String>,
    /// When it was made.
    #[serde(default)]
    pub created_at: Option<String>,
    /// Who made it.
    pub account: AccountView,
    /// Its HTML.
    #[serde(default)]
    pub content: String,
    /// Its text as written, where the server shows it to the author.
    #[serde(default)]
    pub text: Option<String>,
    /// The content warning; empty for none.
    #[serde(default)]
    pub spoiler_text: String,
    /// Who can see it.
    #[serde(default)]
    pub visibility: String,
    /// Its language.
    #[serde(default)]
    pub language: Option<String>,
    /// The post it answers.
    #[serde(default)]
    pub in_reply_to_id: Option<String>,
    /// Its pictures.
    #[serde(default)]
    pub media_attachments: Vec<Media>,
    /// What it repeats, if it is a repost.
    #[serde(default)]
    pub reblog: Option<Value>,
}

/// One uploaded file.
#[derive(Clone, Debug, Deserialize)]
pub struct Media {
    /// Its id on this instance.
    pub id: String,
    /// Its description.
    #[serde(default)]
    pub description: Option<String>,
}

/// A post as it was written.
#[derive(Clone, Debug, Deserialize)]
pub struct Source {
    /// The text.
    pub text: String,
    /// The content warning.
    #[serde(default)]
    pub spoiler_text: String,
}

/// A post that is written but not published (practice network, class D).
#[derive(Clone, Debug, Deserialize)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// The published post, once it is.
    #[serde(default)]
    pub status: Option<Status>,
}

/// A registered application.
#[derive(Clone, Debug, Deserialize)]
pub struct App {
    /// Its public id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
}

/// The answer of the token call.
#[derive(Deserialize)]
pub struct TokenAnswer {
    /// The token.
    pub access_token: String,
}

/// What a search found.
#[derive(Clone, Debug, Deserialize)]
pub struct Found {
    /// The posts.
    #[serde(default)]
    pub statuses: Vec<Status>,
}

/// The list of `NodeInfo` documents.
#[derive(Clone, Debug, Deserialize)]
pub struct NodeInfoList {
    /// The links.
    #[serde(default)]
    pub links: Vec<NodeInfoLink>,
}

/// One `NodeInfo` link.
#[derive(Clone, Debug, Deserialize)]
pub struct NodeInfoLink {
    /// Which schema.
    pub rel: String,
    /// Where.
    pub href: String,
}

/// The `NodeInfo` document.
#[derive(Clone, Debug, Deserialize)]
pub struct NodeInfo {
    /// The software.
    pub software: Software,
}

/// The software of a server.
#[derive(Clone, Debug, Deserialize)]
pub struct Software {
    /// Its name.
    pub name: String,
    /// Its version.
    #[serde(default)]
    pub version: String,
}

/// What an instance says about its limits; the first and second version of the call share these names.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Instance {
    /// The version.
    #[serde(default)]
    pub version: String,
    /// Limits.
    #[serde(default)]
    pub configuration: Option<Configuration>,
    /// The limit of Pleroma and old servers.
    #[serde(default)]
    pub max_toot_chars: Option<u32>,
}

/// Limits of an instance.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Configuration {
    /// Of posts.
    #[serde(default)]
    pub statuses: Option<StatusLimits>,
    /// Of pictures.
    #[serde(default)]
    pub media_attachments: Option<MediaLimits>,
}

/// Limits of posts.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct StatusLimits {
    /// Longest text.
    #[serde(default)]
    pub max_characters: Option<u32>,
    /// Most pictures.
    #[serde(default)]
    pub max_media_attachments: Option<u32>,
    /// What a link counts.
    #[serde(default)]
    pub characters_reserved_per_url: Option<u32>,
}

/// Limits of pictures.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct MediaLimits {
    /// Accepted media types.
    #[serde(default)]
    pub supported_mime_types: Vec<String>,
    /// Largest picture in bytes.
    #[serde(default)]
    pub image_size_limit: Option<u64>,
    /// Most pixels.
    #[serde(default)]
    pub image_matrix_limit: Option<u64>,
    /// Longest description.
    #[serde(default)]
    pub description_limit: Option<u32>,
}
