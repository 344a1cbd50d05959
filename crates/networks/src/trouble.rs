//! Why a network did not do what was asked: one taxonomy for all networks, each with a sentence a person can act on.

use crate::wait::Wait;
use egress::{BadMedium, Failure, Sent};

/// A call that brought no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{says}")]
pub struct Trouble {
    /// What it means for the caller.
    pub kind: Kind,
    /// The sentence.
    pub says: String,
}

/// What a refused or failed call means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Too many calls; nothing was done. Come back after this wait, or after a back-off where none was said.
    TooMany(Option<Wait>),
    /// A failure that may pass by itself; nothing was done.
    Transient,
    /// The call may or may not have been carried out.
    Ambiguous,
    /// The network says it has this already.
    Duplicate,
    /// The session ran out; renew it once and ask again.
    SessionEnded,
    /// The key is no longer good: a person must connect the account again.
    KeyRevoked,
    /// The account may not do this.
    Forbidden,
    /// The content must change.
    Invalid,
    /// The object is gone, or hidden from us.
    Gone,
    /// This server cannot do it.
    Unsupported,
    /// The guard refused the address.
    Guarded,
    /// The network no longer offers the call itself: nobody's content and no repetition helps.
    Withdrawn,
}

impl Trouble {
    /// A trouble of this kind with its sentence.
    pub fn new(kind: Kind, says: impl Into<String>) -> Self {
        Self { kind, says: says.into() }
    }
    /// The trouble of a read that got no answer: nothing was done, whatever the failure.
    pub fn of_read(failure: &Failure) -> Self {
        Self::new(
            if matches!(failure, Failure::Refused { .. }) { Kind::Guarded } else { Kind::Transient },
            failure.to_string(),
        )
    }
    /// The trouble of a write that got no answer.
    pub fn of_write(failure: &Failure) -> Self {
        let kind = match (failure, failure.sent()) {
            (Failure::Refused { .. }, _) => Kind::Guarded,
            (Failure::Medium { bad, .. }, _) => Self::of_medium(bad).kind,
            (_, Sent::NotSent) => Kind::Transient,
            (_, Sent::Ambiguous) => Kind::Ambiguous,
        };
        Self::new(kind, failure.to_string())
    }
    /// The trouble of an upload that got no answer: nobody sees it, so that it may simply be made again.
    pub fn of_upload(failure: &Failure) -> Self {
        Self::of_write(failure).of_nothing_seen()
    }
    /// What is to leave is not what was approved, or cannot be read; nothing was sent.
    pub fn of_medium(bad: &BadMedium) -> Self {
        let kind = match bad {
            BadMedium::Changed(_) => Kind::Invalid,
            BadMedium::Unreadable(..) => Kind::Transient,
        };
        Self::new(kind, bad.to_string())
    }
    /// What is prepared has not the pictures of the post: nothing leaves without them.
    pub fn without_its_pictures() -> Self {
        let says = "what is stored for this post has not its pictures: drop this delivery and schedule the post again";
        Self::new(Kind::Unsupported, says)
    }
    /// The trouble of a call that nobody sees and that may simply be made again.
    #[must_use]
    pub fn of_nothing_seen(self) -> Self {
        let kind = if self.kind == Kind::Ambiguous { Kind::Transient } else { self.kind };
        Self { kind, ..self }
    }
}
