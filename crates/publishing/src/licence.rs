//! Under which licence a picture may be shown, and what that asks of whoever shows it.

use serde::{Deserialize, Serialize};

/// The licence of a picture, from a closed list: what is none of these is there by permission, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Licence {
    /// Somebody of the group made it.
    OwnWork,
    /// Creative Commons Zero: nothing is asked.
    Cc0,
    /// Creative Commons Attribution 4.0: whoever made it is named.
    CcBy,
    /// Creative Commons Attribution-ShareAlike 4.0: the same, and what is made of it is shared alike.
    CcBySa,
    /// Nobody has rights in it any more.
    PublicDomain,
    /// Whoever made it said yes, in words of their own.
    ByPermission,
}

impl Licence {
    /// Every one, in the order in which a form offers them.
    pub const ALL: [Self; 6] =
        [Self::OwnWork, Self::Cc0, Self::CcBy, Self::CcBySa, Self::PublicDomain, Self::ByPermission];

    /// The word in the store and in a form.
    pub fn word(self) -> &'static str {
        match self {
            Self::OwnWork => "own_work",
            Self::Cc0 => "cc0",
            Self::CcBy => "cc_by",
            Self::CcBySa => "cc_by_sa",
            Self::PublicDomain => "public_domain",
            Self::ByPermission => "by_permission",
        }
    }
    /// The licence of a word; none for a word that is not one.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|licence| licence.word() == word)
    }
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OwnWork => "own work",
            Self::Cc0 => "CC0",
            Self::CcBy => "CC BY 4.0",
            Self::CcBySa => "CC BY-SA 4.0",
            Self::PublicDomain => "public domain",
            Self::ByPermission => "by permission",
        }
    }
    /// Whether whoever made the picture has to be named wherever it is shown.
    pub fn demands_credit(self) -> bool {
        matches!(self, Self::CcBy | Self::CcBySa)
    }
}
