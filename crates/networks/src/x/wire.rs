//! The shapes of X's interface that are read here.

use crate::{Trouble, trouble::Kind};
use serde::Deserialize;

/// One thing that was asked for.
#[derive(Clone, Debug, Deserialize)]
pub struct One<T> {
    /// It; none where X gives an error in its place.
    pub data: Option<T>,
}

impl<T> One<T> {
    /// What was asked for, where it is always there.
    pub fn found(self) -> Result<T, Trouble> {
        let says = "X answered without what was asked for";
        self.data.ok_or_else(|| Trouble::new(Kind::Unsupported, says))
    }
}

/// One account.
#[derive(Clone, Debug, Deserialize)]
pub struct User {
    /// Its id.
    pub id: String,
    /// Its name in addresses, without the sign before it.
    pub username: String,
}

/// An uploaded picture.
#[derive(Clone, Debug, Deserialize)]
pub struct Uploaded {
    /// Its id.
    pub id: String,
}

/// A post that was made.
#[derive(Clone, Debug, Deserialize)]
pub struct Made {
    /// Its id.
    pub id: String,
}

/// What became of a post that was to be deleted.
#[derive(Clone, Debug, Deserialize)]
pub struct Deleted {
    /// Whether it is gone.
    pub deleted: bool,
}

/// One post, and what it names.
#[derive(Clone, Debug, Deserialize)]
pub struct Told {
    /// The post.
    pub data: Option<Post>,
    /// What it carries.
    #[serde(default)]
    pub includes: Includes,
    /// Why it is not told.
    #[serde(default)]
    pub errors: Vec<Why>,
}

/// Why something is not told.
#[derive(Clone, Debug, Deserialize)]
pub struct Why {
    /// What kind of trouble it is, by its address.
    #[serde(rename = "type", default)]
    pub kind: String,
}

impl Told {
    /// Whether X says that the post is not there, which is more than not showing it.
    pub fn is_gone(&self) -> bool {
        self.data.is_none() && self.errors.iter().any(|why| why.kind.ends_with("/resource-not-found"))
    }
}

/// A page of a list.
#[derive(Clone, Debug, Deserialize)]
pub struct Page {
    /// The posts.
    #[serde(default)]
    pub data: Vec<Post>,
    /// What they carry.
    #[serde(default)]
    pub includes: Includes,
    /// Where the next page begins.
    #[serde(default)]
    pub meta: Meta,
}

impl Page {
    /// Whether it says itself that it is all of its posts: a part that was not given is no empty list.
    pub fn is_whole(&self) -> bool {
        self.meta.result_count == Some(self.data.len())
    }
}

/// About a page.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Meta {
    /// How many posts are on it.
    #[serde(default)]
    pub result_count: Option<usize>,
    /// Where the next one begins; none on the last.
    #[serde(default)]
    pub next_token: Option<String>,
}

/// One post.
#[derive(Clone, Debug, Deserialize)]
pub struct Post {
    /// Its id.
    pub id: String,
    /// Its text, with short links and three characters escaped.
    #[serde(default)]
    pub text: String,
    /// Whose it is.
    #[serde(default)]
    pub author_id: String,
    /// When it was made.
    #[serde(default)]
    pub created_at: Option<String>,
    /// Who may answer.
    #[serde(default)]
    pub reply_settings: String,
    /// The links in its text.
    #[serde(default)]
    pub entities: Entities,
    /// What it answers and quotes.
    #[serde(default)]
    pub referenced_tweets: Vec<Reference>,
    /// Its pictures and its poll.
    #[serde(default)]
    pub attachments: Attachments,
}

/// The links in a text.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Entities {
    /// In their order.
    #[serde(default)]
    pub urls: Vec<Link>,
}

/// A short link.
#[derive(Clone, Debug, Deserialize)]
pub struct Link {
    /// As it stands in the text.
    pub url: String,
    /// Where it leads.
    #[serde(default)]
    pub expanded_url: String,
    /// The picture it stands for, where it was not typed.
    #[serde(default)]
    pub media_key: Option<String>,
}

/// A post that this one names.
#[derive(Clone, Debug, Deserialize)]
pub struct Reference {
    /// `replied_to`, `quoted`, `retweeted`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Which.
    pub id: String,
}

/// What a post carries.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Attachments {
    /// The keys of its pictures.
    #[serde(default)]
    pub media_keys: Vec<String>,
    /// The id of its poll.
    #[serde(default)]
    pub poll_ids: Vec<String>,
}

/// What posts carry.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Includes {
    /// Pictures.
    #[serde(default)]
    pub media: Vec<Media>,
    /// Polls.
    #[serde(default)]
    pub polls: Vec<Poll>,
}

/// A picture.
#[derive(Clone, Debug, Deserialize)]
pub struct Media {
    /// Its key.
    pub media_key: String,
    /// Its description.
    #[serde(default)]
    pub alt_text: String,
}

/// A poll.
#[derive(Clone, Debug, Deserialize)]
pub struct Poll {
    /// Its id.
    pub id: String,
    /// Its answers.
    #[serde(default)]
    pub options: Vec<Choice>,
}

/// An answer of a poll.
#[derive(Clone, Debug, Deserialize)]
pub struct Choice {
    /// Its place, from 1.
    pub position: u32,
    /// Its words.
    pub label: String,
}
