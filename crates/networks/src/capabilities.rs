//! What one account on one server can do, as data. The core counts, checks and shows with it; nothing asks which network
//! it is.

use basics::Moment;
use delivery::{Class, Handling};
use publishing::{PictureRule, PollRule, TextRule, Whoever, has_bare_link};
use serde::{Deserialize, Serialize};

pub use publishing::Visibility;

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
    /// What else a post can carry there.
    #[serde(default)]
    pub takes: Takes,
    /// What can be promised about each operation.
    pub handling: Handlings,
    /// The software and version of the server, as the channel page shows it.
    pub software: String,
    /// Which of its kin the server is, where a network has several.
    pub dialect: Option<String>,
    /// When this was read.
    pub observed_at: Moment,
    /// How far apart, in seconds, posts leave there that are late: after an outage nobody reads them in one burst, and the
    /// server is not asked for more than it documents.
    #[serde(default = "usually_apart")]
    pub apart: u32,
    /// What it costs to publish there; nothing where it is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Paid>,
    /// What the person who connected the account did not agree to, in words: none of it can be done there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<String>,
}

/// How far apart late posts leave, in seconds, where a network's documents do not ask for more.
pub const APART: u32 = 30;

fn usually_apart() -> u32 {
    APART
}

/// What a network asks for each call, in tenths of a cent of its currency, which is how small its prices are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// For a post without a link, with the reads that every post needs.
    pub plain: u32,
    /// For a post with one, with the same reads.
    pub with_link: u32,
    /// For each description of a picture.
    pub described: u32,
    /// For removing a post.
    pub removed: u32,
}

impl Paid {
    /// What a post costs, in tenths of a cent. An address without its scheme is a link too, and one whose end is not known
    /// to exist is taken for one: what costs less than was thought surprises nobody.
    pub fn price_of(self, text: &str, descriptions: usize) -> u32 {
        let post = if has_bare_link(text) || text.contains("://") { self.with_link } else { self.plain };
        post.saturating_add(self.described.saturating_mul(u32::try_from(descriptions).unwrap_or(u32::MAX)))
    }
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

/// What a post can carry beyond text, warning and pictures. Nothing of it is assumed: what a connector does not name here
/// stands in the way of a post that has it, and is never left out in silence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each says of one thing whether it is taken")]
pub struct Takes {
    /// A line above the text. Where there is none, the line of a post does not leave.
    pub headline: Option<HeadlineRule>,
    /// A poll.
    pub poll: Option<PollRule>,
    /// Pictures beside a poll.
    pub poll_with_pictures: bool,
    /// A post that is shown within this one.
    pub quotes: bool,
    /// Who can be let answer, besides everybody.
    pub answers_by: Vec<Whoever>,
    /// Who can be let quote, besides everybody.
    pub quotes_by: Vec<Whoever>,
    /// Posts that go on from one of ours, as a thread.
    pub threads: bool,
    /// The point of a picture that stays in view. Where it is not taken, the picture leaves without it.
    pub focus: bool,
    /// A post of ours can be changed where it is, and keeps its address.
    pub edits: bool,
}

/// How long the line above a text is, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadlineRule {
    /// The fewest.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// Whether there has to be one.
    pub needed: bool,
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
    /// Changes a post of ours where it is.
    Edit,
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
            // Whether a post says what it is to say is read by its id, whatever the server does about keys.
            Operation::Edit => Handling::usual(Class::A),
        }
    }
}
