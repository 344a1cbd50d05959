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
    /// Its name, with the host where that is another one.
    #[serde(default)]
    pub acct: String,
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
    /// When it was changed last.
    #[serde(default)]
    pub edited_at: Option<String>,
    /// What it asks.
    #[serde(default)]
    pub poll: Option<AskedPoll>,
    /// What it quotes: a state with the post (Mastodon), or the post itself (Akkoma).
    #[serde(default)]
    pub quote: Option<Value>,
    /// The id of what it quotes (Akkoma).
    #[serde(default)]
    pub quote_id: Option<String>,
    /// What Pleroma says more.
    #[serde(default)]
    pub pleroma: Option<Value>,
    /// Who may quote it (Mastodon).
    #[serde(default)]
    pub quote_approval: Option<QuoteApproval>,
}

/// A poll as it is shown.
#[derive(Clone, Debug, Deserialize)]
pub struct AskedPoll {
    /// The answers.
    #[serde(default)]
    pub options: Vec<PollAnswer>,
}

/// One answer of a poll.
#[derive(Clone, Debug, Deserialize)]
pub struct PollAnswer {
    /// What it says.
    pub title: String,
}

/// Who may quote a post.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct QuoteApproval {
    /// Who may at once.
    #[serde(default)]
    pub automatic: Vec<String>,
    /// Who is asked about first.
    #[serde(default)]
    pub manual: Vec<String>,
    /// What holds for the account that reads: `denied` says that it may not.
    #[serde(default)]
    pub current_user: Option<String>,
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
    /// The text; of a poll, snac knows none.
    #[serde(default)]
    pub text: Option<String>,
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
    /// The people.
    #[serde(default)]
    pub accounts: Vec<AccountView>,
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
    /// Versions of its interfaces.
    #[serde(default)]
    pub api_versions: Option<Value>,
    /// What Pleroma and its kin say more.
    #[serde(default)]
    pub pleroma: Option<Value>,
}

impl Instance {
    /// The version of Mastodon's own API, which its kin leave out.
    pub fn api_version(&self) -> Option<u32> {
        self.api_versions.as_ref()?["mastodon"].as_u64()?.try_into().ok()
    }
    /// Whether it names a feature in the way of Pleroma.
    pub fn has_feature(&self, name: &str) -> bool {
        let features = self.pleroma.as_ref().and_then(|told| told["metadata"]["features"].as_array());
        features.is_some_and(|features| features.iter().any(|feature| feature == name))
    }
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
    /// Of polls.
    #[serde(default)]
    pub polls: Option<PollLimits>,
}

/// Limits of polls.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PollLimits {
    /// Most answers.
    #[serde(default)]
    pub max_options: Option<u32>,
    /// Longest answer.
    #[serde(default)]
    pub max_characters_per_option: Option<u32>,
    /// Shortest time in seconds.
    #[serde(default)]
    pub min_expiration: Option<u64>,
    /// Longest time in seconds.
    #[serde(default)]
    pub max_expiration: Option<u64>,
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
