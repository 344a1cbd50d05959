//! The shapes of the Zulip API that are read here.

use serde::Deserialize;
use serde_json::Value;

/// A person or bot.
#[derive(Deserialize)]
pub struct Me {
    /// Its id.
    pub user_id: u64,
    /// Its name.
    #[serde(default)]
    pub full_name: String,
}

/// The answer to the question for a channel's id.
#[derive(Deserialize)]
pub struct ChannelId {
    /// The id.
    pub stream_id: u64,
}

/// What the server says about its limits.
#[derive(Default, Deserialize)]
pub struct Limits {
    /// The longest message, in code points.
    #[serde(default)]
    pub max_message_length: Option<u32>,
    /// The longest topic, in code points.
    #[serde(default)]
    pub max_topic_length: Option<u32>,
    /// The largest file, in MiB.
    #[serde(default)]
    pub max_file_upload_size_mib: Option<u64>,
    /// The version of the server.
    #[serde(default)]
    pub zulip_version: String,
}

/// A message that was taken.
#[derive(Deserialize)]
pub struct Taken {
    /// Always `success`.
    pub result: String,
    /// Its id.
    pub id: u64,
}

/// One message.
#[derive(Deserialize)]
pub struct Message {
    /// Its id.
    pub id: u64,
    /// Who wrote it.
    pub sender_id: u64,
    /// What it says, as it was written.
    pub content: String,
    /// Its topic.
    #[serde(default)]
    pub subject: String,
    /// Its channel; none for a private message.
    #[serde(default)]
    pub stream_id: Option<u64>,
    /// When it was written, in seconds.
    #[serde(default)]
    pub timestamp: Option<i64>,
    /// The name under which the writer is mentioned.
    #[serde(default)]
    pub sender_full_name: String,
}

/// The answer to the question for one message.
#[derive(Deserialize)]
pub struct One {
    /// The message.
    pub message: Message,
}

/// The newest messages of a channel, oldest first.
#[derive(Deserialize)]
pub struct Shown {
    /// The messages.
    pub messages: Vec<Message>,
    /// Whether nothing older is there.
    #[serde(default)]
    pub found_oldest: bool,
    /// Whether this holds the newest.
    #[serde(default)]
    pub found_newest: bool,
}

/// A file that was taken.
#[derive(Deserialize)]
pub struct Uploaded {
    /// Where it is, below the server; older servers call it `uri`.
    #[serde(alias = "uri")]
    pub url: Value,
}

/// What an error says besides the status.
#[derive(Default, Deserialize)]
pub struct Error {
    /// `error`; what stands in front of a server does not say so.
    #[serde(default)]
    pub result: String,
    /// Which error it is; the sentence beside it is translated.
    #[serde(default)]
    pub code: String,
}
