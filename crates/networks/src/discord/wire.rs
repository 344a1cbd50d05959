//! The shapes of Discord's API that are read here.

use serde::Deserialize;

/// A webhook, as it tells of itself.
#[derive(Deserialize)]
pub struct Hook {
    /// Its id.
    pub id: String,
    /// The name under which it posts.
    #[serde(default)]
    pub name: Option<String>,
    /// The server.
    #[serde(default)]
    pub guild_id: Option<String>,
    /// The channel.
    #[serde(default)]
    pub channel_id: Option<String>,
}

/// A message.
#[derive(Deserialize)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// The webhook that posted it.
    #[serde(default)]
    pub webhook_id: Option<String>,
    /// Its text.
    #[serde(default)]
    pub content: String,
    /// When it was posted.
    #[serde(default)]
    pub timestamp: Option<String>,
    /// Its pictures.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}

/// A file of a message.
#[derive(Deserialize)]
pub struct Attachment {
    /// Its description.
    #[serde(default)]
    pub description: Option<String>,
}

/// What Discord says besides the status.
#[derive(Deserialize)]
pub struct Error {
    /// Which error it is.
    pub code: u64,
}
