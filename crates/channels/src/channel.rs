//! One official account or place, as the register lists it.

use crate::{Marks, Mode, State};
use basics::{ChannelId, GroupId, PersonId};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An official account, or a place where people talk about the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// The group whose register lists it.
    pub group: GroupId,
    /// What people call it: `Mastodon`, `Forum`.
    pub name: String,
    /// The connector that serves it.
    pub network: NetworkName,
    /// For an assisted channel, the network a person posts on by hand: `linkedin`, `x`, `other`.
    #[serde(default)]
    pub place: Option<String>,
    /// The account's name on its network: `@project@social.example`.
    pub handle: String,
    /// The address of its public page.
    pub url: String,
    /// Whose it is.
    pub kind: Kind,
    /// Whether the charter's words about social channels mean this one.
    pub social: bool,
    /// What sets it apart from the others.
    #[serde(default)]
    pub marks: Marks,
    /// Where it stands between proposal and retirement.
    pub state: State,
    /// The member who looks after it.
    #[serde(default)]
    pub steward: Option<PersonId>,
}

impl Channel {
    /// What the register says about it in the product's own words, the mark first.
    pub fn words(&self, mode: Mode) -> Vec<&'static str> {
        let mut words = self.marks.words();
        if !self.marks.preferred {
            words.push(mode.words());
        }
        words
    }
    /// The network that people see: the place of an assisted channel, else the connector's name.
    pub fn shown_network(&self) -> &str {
        self.place.as_deref().unwrap_or_else(|| self.network.as_str())
    }
}

/// Whose a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// We are its editor.
    Ours,
    /// The community runs it; we oversee it and take part, and nothing there waits for our approval.
    Community,
}

impl Kind {
    /// The word in the store and among the judge's facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Community => "community",
        }
    }
    /// What the register says to a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ours => "We are its editor",
            Self::Community => "Run by the community, we take part",
        }
    }
}

/// The name of a connector: `mastodon`, `bluesky`, `assisted`. Small letters, digits and hyphens, at most 32.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NetworkName(String);

/// The text was not the name of a connector.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not the name of a network: expected small letters, digits and hyphens, starting with a letter, \
     such as mastodon"
)]
pub struct NotANetworkName(pub String);

impl NetworkName {
    /// Checks and keeps a name.
    pub fn parse(name: &str) -> Result<Self, NotANetworkName> {
        let legal = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.len() <= 32
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if legal { Ok(Self(name.to_owned())) } else { Err(NotANetworkName(name.to_owned())) }
    }
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// Whether a person posts by hand here, because the network cannot or may not be reached by a program.
    pub fn is_assisted(&self) -> bool {
        self.0 == "assisted"
    }
}
impl fmt::Display for NetworkName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl FromStr for NetworkName {
    type Err = NotANetworkName;
    fn from_str(name: &str) -> Result<Self, NotANetworkName> {
        Self::parse(name)
    }
}
impl TryFrom<String> for NetworkName {
    type Error = NotANetworkName;
    fn try_from(name: String) -> Result<Self, NotANetworkName> {
        Self::parse(&name)
    }
}
impl From<NetworkName> for String {
    fn from(name: NetworkName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_name_is_checked_on_every_way_in() {
        assert_eq!(NetworkName::parse("mastodon").unwrap().as_str(), "mastodon");
        for wrong in ["", "Mastodon", "7th", "a b", "../etc", &"a".repeat(33)] {
            assert!(NetworkName::parse(wrong).is_err(), "{wrong}");
            assert!(serde_json::from_value::<NetworkName>(wrong.into()).is_err(), "{wrong}");
        }
    }
}
