//! Who a post is for, and who may answer it or quote it, as far as its network lets the author say so.

use serde::{Deserialize, Serialize};

/// Who can see a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Everybody, and it is shown around.
    #[default]
    Public,
    /// Everybody who finds it; it is not shown around.
    Unlisted,
    /// Followers only.
    Followers,
    /// The people it mentions only.
    Mentioned,
}

/// Who may do something with a post of ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whoever {
    /// Everybody.
    #[default]
    Everybody,
    /// Who follows the account.
    Followers,
    /// Whom the account follows.
    Followed,
    /// Whom the post mentions.
    Mentioned,
    /// Nobody.
    Nobody,
}

/// Who may answer, and who may quote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Gates {
    /// Who may answer.
    #[serde(default)]
    pub answers: Whoever,
    /// Who may quote.
    #[serde(default)]
    pub quotes: Whoever,
}

impl Visibility {
    /// Every level, from the widest to the narrowest.
    pub const ALL: [Self; 4] = [Self::Public, Self::Unlisted, Self::Followers, Self::Mentioned];

    /// The word in the store and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Followers => "followers",
            Self::Mentioned => "mentioned",
        }
    }
    /// The level that a form names.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

impl Whoever {
    /// Everybody who can be meant.
    pub const ALL: [Self; 5] = [Self::Everybody, Self::Followers, Self::Followed, Self::Mentioned, Self::Nobody];

    /// The word in the store and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::Followers => "followers",
            Self::Followed => "followed",
            Self::Mentioned => "mentioned",
            Self::Nobody => "nobody",
        }
    }
    /// Who is meant in a sentence: `everybody`, `whoever follows the account`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::Followers => "whoever follows the account",
            Self::Followed => "whoever the account follows",
            Self::Mentioned => "whoever is mentioned",
            Self::Nobody => "nobody",
        }
    }
    /// Who a form names.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|whoever| whoever.word() == word)
    }
}

impl Gates {
    /// Whether everybody may do everything, which is what a network does when nothing is said.
    pub fn are_open(&self) -> bool {
        *self == Self::default()
    }
}
