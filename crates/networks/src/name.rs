//! Which network a channel lives on.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! networks {
    ($($(#[$doc:meta])+ $name:ident = $word:literal, $title:literal;)+) => {
        /// The name under which a network is registered, stored and shown in addresses.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum NetworkName { $($(#[$doc])+ #[serde(rename = $word)] $name,)+ }

        impl NetworkName {
            /// Every network there is.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name as stored.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
            /// The name as people know it.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }
        }
    };
}

// In the order in which people are offered them.
networks! {
    /// Any server that speaks the Mastodon client API.
    Mastodon = "mastodon", "Mastodon";
    /// Any server of the AT Protocol.
    Bluesky = "bluesky", "Bluesky";
    /// One category of a Discourse forum.
    Discourse = "discourse", "Discourse";
    /// One channel of a Zulip organisation.
    Zulip = "zulip", "Zulip";
    /// One channel of a Discord server, through its webhook.
    Discord = "discord", "Discord";
    /// One channel of a Slack workspace, through its webhook.
    Slack = "slack", "Slack";
    /// One channel of a Mattermost server, through its webhook.
    Mattermost = "mattermost", "Mattermost";
    /// The page of an organisation on LinkedIn.
    LinkedIn = "linkedin", "LinkedIn page";
    /// An account on X, which asks money for every post.
    X = "x", "X";
    /// A blog on WordPress.
    WordPress = "wordpress", "WordPress";
    /// A static site in a Git repository.
    Git = "git", "Site in Git";
    /// A mailing list.
    MailingList = "mailinglist", "Mailing list";
    /// No network: a person posts by hand and pastes the address back.
    Assisted = "assisted", "By hand";
}

/// The text named no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a network this program knows: it knows {known}", known = known())]
pub struct UnknownNetwork(String);

fn known() -> String {
    NetworkName::ALL.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for NetworkName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl FromStr for NetworkName {
    type Err = UnknownNetwork;
    fn from_str(text: &str) -> Result<Self, UnknownNetwork> {
        Self::ALL.iter().copied().find(|name| name.as_str() == text).ok_or_else(|| UnknownNetwork(text.to_owned()))
    }
}
