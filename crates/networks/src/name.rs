//! Which network a channel lives on.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The name under which a network is registered, stored and shown in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NetworkName {
    /// Any server that speaks the Mastodon client API.
    Mastodon,
    /// Any server of the AT Protocol.
    Bluesky,
    /// No network: a person posts by hand and pastes the address back.
    Assisted,
}

/// The text named no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a network this program knows: it knows mastodon, bluesky and assisted")]
pub struct UnknownNetwork(String);

impl NetworkName {
    /// Every network there is.
    pub const ALL: [Self; 3] = [Self::Mastodon, Self::Bluesky, Self::Assisted];

    /// The name as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mastodon => "mastodon",
            Self::Bluesky => "bluesky",
            Self::Assisted => "assisted",
        }
    }
    /// The name as people know it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Mastodon => "Mastodon",
            Self::Bluesky => "Bluesky",
            Self::Assisted => "By hand",
        }
    }
}

impl fmt::Display for NetworkName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl FromStr for NetworkName {
    type Err = UnknownNetwork;
    fn from_str(text: &str) -> Result<Self, UnknownNetwork> {
        Self::ALL.into_iter().find(|name| name.as_str() == text).ok_or_else(|| UnknownNetwork(text.to_owned()))
    }
}
