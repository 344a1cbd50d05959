//! A post on a network, as its network names it, and what is seen when it is read back.

use crate::Visibility;
use basics::Moment;
use delivery::Remote;
use publishing::Whoever;
use serde::{Deserialize, Serialize};

/// A post that can be answered, looked up by its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parent {
    /// The post.
    pub remote: Remote,
    /// Who wrote it, as a reply addresses them: `@reader@social.example`.
    pub author: String,
    /// What it says, as far as the network shows it.
    pub text: String,
    /// The version that was seen, where the network names versions (the CID on Bluesky).
    pub version: Option<String>,
    /// The start of its thread, where a reply must name it (Bluesky).
    pub root: Option<ThreadRoot>,
}

/// The posts that a post refers to, looked up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refers<'a> {
    /// What it answers.
    pub answers: Option<&'a Parent>,
    /// What it shows within it.
    pub quotes: Option<&'a Parent>,
}

impl<'a> Refers<'a> {
    /// A post that answers this one, if any.
    pub fn answering(answers: Option<&'a Parent>) -> Self {
        Self { answers, quotes: None }
    }
}

/// The first post of a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadRoot {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
}

/// A post as the network shows it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Where it is.
    pub remote: Remote,
    /// The id of the account it belongs to.
    pub author: String,
    /// The text as it was written, where the network gives it; otherwise as it is displayed.
    pub text: String,
    /// The content warning.
    pub warning: Option<String>,
    /// The language tag.
    pub language: Option<String>,
    /// Who can see it, where the network distinguishes.
    pub visibility: Option<Visibility>,
    /// The description of each picture, in order; empty where it has none.
    pub pictures: Vec<String>,
    /// The id of the post it answers.
    pub reply_to: Option<String>,
    /// When the network says it was made.
    pub made_at: Option<Moment>,
    /// What it carries beside text and pictures.
    pub carries: Carries,
}

/// What a post is seen to carry beside text and pictures; nothing where the network knows nothing of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carries {
    /// The answers that its poll has to choose from, in order; none where it asks nothing.
    pub poll: Vec<String>,
    /// What it quotes.
    pub quoted: SeenQuote,
    /// Who may answer it, where the network says so in words that this program has.
    pub answers_by: Option<Whoever>,
    /// Who may quote it, where the network says so in words that this program has.
    pub quotes_by: Option<Whoever>,
}

/// A post within a post, as readers see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SeenQuote {
    /// There is none.
    #[default]
    Nothing,
    /// The post of this id is shown.
    Post(String),
    /// One is named, and shown once its author's server agrees.
    Waiting,
    /// One is named and not shown: its author said no, or it is gone.
    Withheld,
}

impl SeenQuote {
    /// Whether this is how a post is seen that left quoting the post of this id, or nothing.
    pub fn is_of(&self, left: Option<&str>) -> bool {
        match (self, left) {
            (Self::Nothing, None) | (Self::Waiting, Some(_)) => true,
            (Self::Post(there), Some(left)) => there == left,
            _ => false,
        }
    }
}
