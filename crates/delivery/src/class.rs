//! What a network can promise about one operation. Each connector declares it; nothing here knows a network.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// How "did it happen?" can be answered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Class {
    /// The id is ours: read it. A second put is the same object or is refused.
    A,
    /// A key makes a repetition harmless inside a window; outside, as C.
    B,
    /// Our own objects can be listed.
    C,
    /// Two phases: a container, draft or session tells whether it was published.
    D,
    /// Fire and forget: nothing can be read, so nothing is sent twice without a person.
    E,
    /// No usable interface: a person posts it by hand and brings the address.
    #[serde(rename = "assisted")]
    Assisted,
}

impl Class {
    /// Every class.
    pub const ALL: &[Class] = &[Self::A, Self::B, Self::C, Self::D, Self::E, Self::Assisted];

    /// The word that the store keeps.
    pub fn word(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::Assisted => "assisted",
        }
    }
    /// Whether the network can be asked what is there.
    pub fn can_be_read(self) -> bool {
        !matches!(self, Self::E | Self::Assisted)
    }
    /// How many counting negative reads prove that nothing is there; none where nothing can be read.
    pub fn negatives_that_prove(self) -> Option<u32> {
        match self {
            Self::A => Some(1),
            Self::B | Self::C | Self::D => Some(2),
            Self::E | Self::Assisted => None,
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The store holds a word that is no class.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not a class of delivery: expected A, B, C, D, E or assisted")]
pub struct NotAClass(String);

impl FromStr for Class {
    type Err = NotAClass;
    fn from_str(word: &str) -> Result<Self, NotAClass> {
        Self::ALL.iter().copied().find(|class| class.word() == word).ok_or_else(|| NotAClass(word.to_owned()))
    }
}

/// What a connector declares for one operation (create, reply, delete …). Kept with the row, so that a newer
/// connector does not change the rules for what is under way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Handling {
    /// How "did it happen?" can be answered.
    pub class: Class,
    /// How long a read may lag behind a write.
    pub settle: SignedDuration,
    /// How long after the first attempt a repeated key is still honoured (class B).
    pub key_window: Option<SignedDuration>,
    /// The longest that one request may live, from connecting to the end of the answer.
    pub request_life: SignedDuration,
}

impl Handling {
    /// Usual times for this class: 10 s to settle, requests of at most 60 s, keys good for 45 min.
    pub const fn usual(class: Class) -> Self {
        Self {
            class,
            settle: SignedDuration::from_secs(10),
            key_window: if matches!(class, Class::B) { Some(SignedDuration::from_mins(45)) } else { None },
            request_life: SignedDuration::from_secs(60),
        }
    }
}
