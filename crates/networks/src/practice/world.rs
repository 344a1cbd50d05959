//! The truth of the practice network: accounts, keys and what is published. It can be written to a file and read back.

use super::{Fault, Host, arriving::File};
use basics::Moment;
use publishing::{Focus, Gates, Poll};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};

/// An account on one of the servers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeAccount {
    /// The server it is on.
    pub host: Host,
    /// Its id there: a number, or a DID.
    pub id: String,
    /// Its name there: `django`, or the handle on Bluesky.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Whether it stands for somebody who reads and comments.
    pub is_reader: bool,
}

/// A post, as the network has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The server it is on.
    pub host: Host,
    /// Its id there.
    pub id: String,
    /// Who published it.
    pub author: String,
    /// Its text.
    pub text: String,
    /// Its content warning.
    pub warning: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Who can see it.
    pub visibility: String,
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// What it answers.
    pub reply_to: Option<String>,
    /// What it asks.
    #[serde(default)]
    pub poll: Option<Poll>,
    /// The id of the post it quotes.
    #[serde(default)]
    pub quotes: Option<String>,
    /// Who may answer and quote it. On Bluesky records of their own say so.
    #[serde(default)]
    pub gates: Gates,
    /// The card of the page it links to.
    #[serde(default)]
    pub card: Option<Card>,
    /// When it was published.
    pub at: Moment,
    /// When it was changed last.
    #[serde(default)]
    pub edited_at: Option<Moment>,
    /// The record, on Bluesky.
    pub record: Option<Value>,
    /// Whether it was deleted.
    pub deleted: bool,
}

/// A picture of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its id, which finds its bytes.
    pub id: String,
    /// Its description.
    pub alt: String,
    /// What stays in view of it.
    #[serde(default)]
    pub focus: Option<Focus>,
}

/// The card of a page that a post links to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The page.
    pub uri: String,
    /// What it is called.
    pub title: String,
    /// What it says about itself.
    pub description: String,
    /// The id of its picture.
    pub picture: Option<String>,
}

/// An uploaded file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Upload {
    pub mime: String,
    pub alt: String,
    #[serde(default)]
    pub focus: Option<Focus>,
    #[serde(flatten)]
    pub file: File,
    /// How often it still says that it is being processed.
    pub processing: u32,
}

/// A draft (class D).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct DraftPost {
    pub author: String,
    pub post: Published,
    pub published: Option<String>,
}

/// A registered program.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct App {
    pub secret: String,
    pub name: String,
    pub callbacks: Vec<String>,
}

/// A person's agreement that waits for its exchange.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Code {
    pub client_id: String,
    pub account: String,
    pub callback: String,
    pub challenge: String,
}

/// A session on Bluesky.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Session {
    pub did: String,
    pub ended: bool,
}

#[derive(Default, Serialize, Deserialize)]
pub(super) struct World {
    pub counter: u64,
    pub accounts: Vec<PracticeAccount>,
    pub tokens: BTreeMap<String, String>,
    pub app_passwords: BTreeMap<String, String>,
    pub access: BTreeMap<String, Session>,
    pub refresh: BTreeMap<String, String>,
    pub apps: BTreeMap<String, App>,
    pub codes: BTreeMap<String, Code>,
    pub uploads: BTreeMap<String, Upload>,
    pub drafts: BTreeMap<String, DraftPost>,
    pub posts: Vec<Published>,
    /// The records on Bluesky that are no posts, by their address.
    #[serde(default)]
    pub records: BTreeMap<String, Value>,
    /// Who, with which key, made which post when.
    pub keys: BTreeMap<String, (String, Moment)>,
    pub faults: VecDeque<Fault>,
    pub publishing_calls: u64,
    /// Whether a repeated key is answered with 500, as some versions of Mastodon do.
    #[serde(default)]
    pub repeats_fail: bool,
    /// How many posts to come get the id of the post before them.
    #[serde(default)]
    pub ids_again: u32,
    /// Whether uploads are processed for a while.
    #[serde(default)]
    pub slow_uploads: bool,
    /// Whether lists of posts come back empty although there are posts.
    #[serde(default)]
    pub lists_are_broken: bool,
}

impl World {
    pub fn account(&self, id: &str) -> Option<&PracticeAccount> {
        self.accounts.iter().find(|account| account.id == id)
    }
    pub fn named(&self, host: Host, name: &str) -> Option<&PracticeAccount> {
        self.accounts.iter().find(|account| account.host == host && account.name.eq_ignore_ascii_case(name))
    }
    /// The post of this id, unless it was deleted.
    pub fn post(&self, host: Host, id: &str) -> Option<&Published> {
        self.posts.iter().find(|post| post.host == host && post.id == id && !post.deleted)
    }
    /// The id of an account, an upload or a draft.
    pub fn next_id(&mut self) -> String {
        self.counter += 1;
        (115_000_000_000_000_000 + self.counter).to_string()
    }
    /// The id of a post. As on real servers it is made of the server's own clock, and lists are ordered by it: a clock
    /// that is set back puts a new post below older ones.
    pub fn next_post_id(&mut self, at: Moment) -> String {
        if let (Some(fewer), Some(last)) = (self.ids_again.checked_sub(1), self.posts.last()) {
            self.ids_again = fewer;
            return last.id.clone();
        }
        self.counter += 1;
        let millis = u64::try_from(at.micros() / 1000).unwrap_or(0);
        format!("{:018}", (millis << 16) | (self.counter & 0xffff))
    }
    /// The fault that is planned for this call; it is taken out of the plan.
    pub fn take_fault(&mut self, host: Host, calls: super::Calls) -> Option<Fault> {
        let at = self.faults.iter().position(|fault| fault.concerns(host, calls))?;
        self.faults.remove(at)
    }
}
