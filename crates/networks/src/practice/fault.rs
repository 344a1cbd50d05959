//! What is to go wrong, at which call, and whether before or after the call took effect.

use super::Host;
use serde::{Deserialize, Serialize};

/// One failure that is planned. It happens once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// On which server; `None` means any.
    pub host: Option<Host>,
    /// At which calls.
    pub calls: Calls,
    /// Before or after the effect.
    pub when: When,
    /// What happens.
    pub effect: Effect,
}

/// Kinds of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calls {
    /// The one irreversible call: publish, put, delete.
    Publish,
    /// Uploads and drafts.
    Prepare,
    /// Everything that only reads.
    Read,
}

/// Whether the call has its effect although it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// Nothing was done.
    Before,
    /// It was done.
    After,
}

/// What the caller sees instead of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing, for longer than anybody waits.
    TimeOut,
    /// This status.
    Status(u16),
    /// 429 with this header and value.
    TooMany(String, String),
    /// The line is cut.
    Drop,
    /// 200 with a page for people.
    Html,
    /// 200 with nothing.
    Empty,
    /// 200 with the first half of the answer.
    Truncated,
    /// 200 with an answer of many megabytes.
    Huge,
    /// 200 with an answer that says it is compressed.
    Compressed,
    /// 200 with a post of somebody else.
    Foreign,
    /// A redirect to another place.
    Redirect(String),
}

impl Effect {
    /// 429 with the reset header of the Mastodon family.
    pub fn too_many(reset: &str) -> Self {
        Self::TooMany("x-ratelimit-reset".to_owned(), reset.to_owned())
    }
    /// What happens, for people.
    pub fn title(&self) -> String {
        match self {
            Self::TimeOut => "no answer".to_owned(),
            Self::Status(status) => format!("answer {status}"),
            Self::TooMany(header, value) => format!("answer 429, {header}: {value}"),
            Self::Drop => "cut the line".to_owned(),
            Self::Html => "answer with a page".to_owned(),
            Self::Empty => "answer with nothing".to_owned(),
            Self::Truncated => "answer with half of it".to_owned(),
            Self::Huge => "answer with many megabytes".to_owned(),
            Self::Compressed => "answer compressed".to_owned(),
            Self::Foreign => "answer with somebody else's post".to_owned(),
            Self::Redirect(target) => format!("redirect to {target}"),
        }
    }
}

impl Fault {
    /// The next irreversible call, on any server, fails like this.
    pub fn next_publish(when: When, effect: Effect) -> Self {
        Self { host: None, calls: Calls::Publish, when, effect }
    }
    pub(super) fn concerns(&self, host: Host, calls: Calls) -> bool {
        self.calls == calls && self.host.is_none_or(|named| named == host)
    }
}
