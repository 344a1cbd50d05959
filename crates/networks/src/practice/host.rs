//! The servers of the practice network: one per class of delivery, told apart by the first label of the host name.

use delivery::Class;
use serde::{Deserialize, Serialize};

/// One server of the practice network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Host {
    /// Speaks AT Protocol (class A).
    Bluesky,
    /// Speaks the Mastodon API and honours the idempotency key for an hour (class B).
    Mastodon,
    /// Speaks the Mastodon API and ignores the key (class C).
    Listed,
    /// Speaks the Mastodon API, but drafts first and publishes the draft (class D).
    Drafting,
    /// Speaks the Mastodon API, but shows nobody a list of their own posts (class E).
    Blind,
}

impl Host {
    /// Every server.
    pub const ALL: [Self; 5] = [Self::Mastodon, Self::Bluesky, Self::Listed, Self::Drafting, Self::Blind];

    /// The first label of its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Bluesky => "bluesky",
            Self::Mastodon => "mastodon",
            Self::Listed => "listed",
            Self::Drafting => "drafting",
            Self::Blind => "blind",
        }
    }
    /// What it is, for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Bluesky => "Bluesky (practice)",
            Self::Mastodon => "Mastodon (practice)",
            Self::Listed => "Mastodon kin that ignores the key (practice)",
            Self::Drafting => "Mastodon kin that drafts first (practice)",
            Self::Blind => "Mastodon kin that shows no list (practice)",
        }
    }
    /// The class of delivery it behaves as.
    pub fn class(self) -> Class {
        match self {
            Self::Bluesky => Class::A,
            Self::Mastodon => Class::B,
            Self::Listed => Class::C,
            Self::Drafting => Class::D,
            Self::Blind => Class::E,
        }
    }
    /// The software it says it is.
    pub(super) fn software(self) -> &'static str {
        match self {
            Self::Bluesky => "nuncio-practice-bluesky",
            Self::Mastodon => "mastodon",
            Self::Listed => "nuncio-practice-listed",
            Self::Drafting => "nuncio-practice-drafting",
            Self::Blind => "nuncio-practice-blind",
        }
    }
    /// The server behind a label.
    pub fn of_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|host| host.label() == label)
    }
    /// The server an authority such as `listed.localhost:4300` means; any other name means Mastodon.
    pub(super) fn of_authority(authority: &str) -> Self {
        Self::of_label(authority.split(['.', ':']).next().unwrap_or_default()).unwrap_or(Self::Mastodon)
    }
}
