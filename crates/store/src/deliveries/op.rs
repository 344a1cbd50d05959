//! What a delivery does on its network.

use anyhow::bail;

/// What a delivery does there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Publish a post.
    Create,
    /// Publish a post that answers another.
    Reply,
    /// Delete what another delivery published.
    Delete,
}

impl Op {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Reply => "reply",
            Self::Delete => "delete",
        }
    }
    /// Reads the word. One that is not known stands for nothing: it must not publish.
    pub(super) fn of(word: &str) -> Result<Self, anyhow::Error> {
        let known = [Self::Create, Self::Reply, Self::Delete].into_iter().find(|op| op.word() == word);
        match known {
            Some(op) => Ok(op),
            None => bail!("a delivery is to {word:?}, which this version does not know"),
        }
    }
}
