//! What an entry commits to: the question, the answer and the change, in one canonical text.

use basics::Digest;
use charter::{Opinion, Question, Spent};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What an act changed: one thing before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What changed, in words: `grant`, `delivery on Mastodon`.
    pub what: String,
    /// As it was; absent when the act made it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<Value>,
    /// As it is now; absent when the act ended it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<Value>,
}

impl Change {
    /// What changes when a delivery leaves. Programs read this word, so it stays as it is.
    pub const STATE_OF_DELIVERY: &'static str = "state of the delivery";

    /// Something that the act brought into being.
    pub fn made(what: impl Into<String>, after: Value) -> Self {
        Self { what: what.into(), before: None, after: Some(after) }
    }
    /// Something that the act changed.
    pub fn from_to(what: impl Into<String>, before: Value, after: Value) -> Self {
        Self { what: what.into(), before: Some(before), after: Some(after) }
    }
}

/// Everything about one verdict and what came of it. From this the same question can be put to the judge again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What was asked, with the facts.
    pub question: Question,
    /// What was answered, with every clause.
    pub opinion: Opinion,
    /// What changed; empty for a refusal.
    #[serde(default)]
    pub changes: Vec<Change>,
}

impl Record {
    /// The record of a verdict that has been used up.
    pub fn of(spent: &Spent, changes: Vec<Change>) -> Self {
        Self { question: spent.question().clone(), opinion: spent.opinion().clone(), changes }
    }
}

/// The salted text behind an entry. Deleting it erases what happened and leaves the chain whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// 32 bytes from the operating system, so that a short text cannot be guessed from its digest.
    pub salt: [u8; 32],
    /// The [`Record`] as JSON, byte for byte as it was committed to.
    pub text: String,
}

impl Disclosure {
    /// The digest that the entry carries.
    pub fn commitment(&self) -> Digest {
        Digest::of_parts([&self.salt[..], self.text.as_bytes()])
    }
    /// The record, read back.
    pub fn record(&self) -> Result<Record, serde_json::Error> {
        serde_json::from_str(&self.text)
    }
}
