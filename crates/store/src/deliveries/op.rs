//! What a delivery does on its network.

use anyhow::bail;
use delivery::State;

/// What a delivery does there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Publish a post.
    Create,
    /// Publish a post that answers another.
    Reply,
    /// Delete what another delivery published.
    Delete,
    /// Change what another delivery published, where it is.
    Edit,
    /// Publish what was wrong beneath what another delivery published, where nothing can be changed in place.
    Correct,
}

impl Op {
    /// Every one.
    const ALL: [Self; 5] = [Self::Create, Self::Reply, Self::Delete, Self::Edit, Self::Correct];
    /// Those that put nothing of their own on a network: the object they name is that of another delivery.
    pub(crate) const ON_ANOTHERS: [Self; 2] = [Self::Delete, Self::Edit];

    /// Whether it puts nothing of its own on a network.
    pub(crate) fn is_on_anothers(self) -> bool {
        Self::ON_ANOTHERS.contains(&self)
    }
    /// Whether it says what was wrong with what another delivery published: in its place, or beneath it.
    pub fn corrects(self) -> bool {
        matches!(self, Self::Edit | Self::Correct)
    }
    /// Whether calling it off in this state means something: it waits, or its outcome is open. What is published is withdrawn
    /// by an act of its own, and a deletion that somebody decided on is not undone by whoever takes the rest out of the queue.
    pub fn can_be_called_off(self, state: State) -> bool {
        match self {
            Self::Delete => false,
            // Once it is on its way there is nothing to take back: what stood there before is there no more.
            Self::Edit => state.is_before_sending() || state == State::Asked,
            Self::Create | Self::Reply | Self::Correct => !state.is_settled(),
        }
    }

    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Reply => "reply",
            Self::Delete => "delete",
            Self::Edit => "edit",
            Self::Correct => "correct",
        }
    }
    /// Reads the word. One that is not known stands for nothing: it must not publish.
    pub(super) fn of(word: &str) -> Result<Self, anyhow::Error> {
        let known = Self::ALL.into_iter().find(|op| op.word() == word);
        match known {
            Some(op) => Ok(op),
            None => bail!("a delivery is to {word:?}, which this version does not know"),
        }
    }
}
