//! What one account on one server can do, as data. The core counts, checks and shows with it; nothing asks which network
//! it is.

use basics::Moment;
use delivery::Handling;
use publishing::{PictureRule, TextRule};
use serde::{Deserialize, Serialize};

/// What an account can do, read from its server at a given time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Capabilities {
    /// How its text is counted.
    pub text: TextRule,
    /// How many pictures of which kind, and how long their descriptions may be.
    pub pictures: PictureRule,
    /// Whether a post needs a picture.
    pub needs_picture: bool,
    /// What becomes of a content warning.
    pub warning: WarningSupport,
    /// Who a post can be shown to; the first is the usual one.
    pub visibilities: Vec<Visibility>,
    /// Whether the language tag is kept.
    pub language: bool,
    /// What can be promised about each operation.
    pub handling: Handlings,
    /// The software and version of the server, as the channel page shows it.
    pub software: String,
    /// Which of its kin the server is, where a network has several.
    pub dialect: Option<String>,
    /// When this was read.
    pub observed_at: Moment,
}

/// What a network does with a content warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningSupport {
    /// A line of its own; the post opens on demand.
    Line,
    /// No line of its own: it is put before the text, where everybody reads it first.
    BeforeText,
}

/// Who can see a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Everybody, and it is shown around.
    Public,
    /// Everybody who finds it; it is not shown around.
    Unlisted,
    /// Followers only.
    Followers,
    /// The people it mentions only.
    Mentioned,
}

/// One thing a connector does on a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// Publishes a post.
    Create,
    /// Publishes a post that answers another.
    Reply,
    /// Removes a post of ours.
    Delete,
}

/// What can be promised, per operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handlings {
    /// For [`Operation::Create`].
    pub create: Handling,
    /// For [`Operation::Reply`].
    pub reply: Handling,
    /// For [`Operation::Delete`].
    pub delete: Handling,
}

impl Capabilities {
    /// What can be promised about this operation.
    pub fn handling(&self, operation: Operation) -> Handling {
        match operation {
            Operation::Create => self.handling.create,
            Operation::Reply => self.handling.reply,
            Operation::Delete => self.handling.delete,
        }
    }
}
