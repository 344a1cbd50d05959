//! The register of channels: who keeps it, and which channels only announce.

use crate::Status;
use serde::Deserialize;

/// `[channels]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channels {
    /// Who keeps the register: a body, or `group`.
    pub kept_by: Option<String>,
    /// Whether the list is part of the charter.
    #[serde(default)]
    pub in_charter: bool,
    /// Channels that only announce. Without this, every channel is two-way.
    pub broadcast: Option<Broadcast>,
    /// Whether there is to be exactly one preferred channel once one is designated.
    #[serde(default)]
    pub one_preferred: bool,
    /// The sentence that stands wherever networks are listed.
    pub disclaimer: Option<String>,
    /// The clause of the disclaimer.
    pub disclaimer_clause: Option<String>,
    /// How few administrators a channel may have before a warning.
    pub min_administrators: Option<u32>,
    /// The clause about keeping the register.
    pub clause: Option<String>,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

/// `[channels.broadcast]`: which channels only announce.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Broadcast {
    /// The kinds it is about: `ours`, `community`.
    pub kinds: Vec<String>,
    /// What networks it is about: `social`, or `all`.
    #[serde(default = "social")]
    pub networks: String,
    /// Marks that exempt a channel: `preferred`, `primary`.
    #[serde(default)]
    pub except: Vec<String>,
    /// The clause.
    pub clause: String,
    /// How it follows from it.
    #[serde(default)]
    pub status: Status,
}

fn social() -> String {
    "social".to_owned()
}

impl Channels {
    /// Whether a channel of this kind, with these marks, only announces. `social` says whether its network is a
    /// social one, as opposed to a blog, a forum or a mailing list.
    pub fn is_broadcast(&self, kind: &str, social: bool, marks: &[&str]) -> bool {
        self.broadcast.as_ref().is_some_and(|rule| {
            rule.kinds.iter().any(|known| known == kind)
                && (social || rule.networks == "all")
                && !rule.except.iter().any(|exempt| marks.contains(&exempt.as_str()))
        })
    }
}
