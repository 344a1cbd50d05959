//! Access of one person to one channel, for one capability, until a day.
//!
//! All intervals are half-open: at the instant of its end a grant no longer holds.

use crate::Channel;
use basics::{ChannelId, GrantId, Moment, PersonId};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt, str::FromStr};

/// What a person can be let do on a channel. None includes another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Write drafts for it.
    Draft,
    /// Let posts leave on it.
    Publish,
    /// Answer people on it.
    Reply,
    /// Hide, block and report there.
    Moderate,
    /// Connect it and change what it says about itself.
    Administer,
}

/// The text was not a capability.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a capability: expected draft, publish, reply, moderate or administer")]
pub struct NotACapability(pub String);

impl Capability {
    /// All five, the least first.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Publish, Self::Reply, Self::Moderate, Self::Administer];

    /// The word in the store, in the interface and among the judge's facts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Publish => "publish",
            Self::Reply => "reply",
            Self::Moderate => "moderate",
            Self::Administer => "administer",
        }
    }
}
impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl FromStr for Capability {
    type Err = NotACapability;
    fn from_str(word: &str) -> Result<Self, NotACapability> {
        Self::ALL.into_iter().find(|one| one.as_str() == word).ok_or_else(|| NotACapability(word.to_owned()))
    }
}

/// One person's access to one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Its id.
    pub id: GrantId,
    /// The channel.
    pub channel: ChannelId,
    /// Who received it.
    pub person: PersonId,
    /// For what.
    pub capability: Capability,
    /// Why, in the giver's words.
    pub reason: String,
    /// The first instant it holds.
    pub from: Moment,
    /// The first instant it no longer holds.
    pub until: Moment,
    /// Who gave it.
    pub by: PersonId,
    /// Its end before time, if it was taken back.
    #[serde(default)]
    pub ended: Option<Ended>,
}

/// A grant was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The first instant it no longer holds.
    pub at: Moment,
    /// Who took it back; nobody when the charter's text did, by a term's end or a departure.
    #[serde(default)]
    pub by: Option<PersonId>,
    /// Why.
    pub why: String,
}

impl Grant {
    /// Whether it holds at this instant.
    pub fn holds(&self, at: Moment) -> bool {
        self.from <= at && at < self.ends()
    }
    /// The first instant at which it no longer holds, taken back or run out.
    pub fn ends(&self) -> Moment {
        self.ended.as_ref().map_or(self.until, |ended| ended.at.min(self.until))
    }
}

/// What a person can do on a channel at this instant.
pub fn held(grants: &[Grant], person: PersonId, channel: ChannelId, at: Moment) -> BTreeSet<Capability> {
    grants
        .iter()
        .filter(|grant| grant.person == person && grant.channel == channel && grant.holds(at))
        .map(|grant| grant.capability)
        .collect()
}

/// Who administers a channel at this instant.
pub fn administrators(grants: &[Grant], channel: ChannelId, at: Moment) -> BTreeSet<PersonId> {
    grants
        .iter()
        .filter(|grant| grant.channel == channel && grant.capability == Capability::Administer && grant.holds(at))
        .map(|grant| grant.person)
        .collect()
}

/// Whether `person` would administer every channel in use, if they were given `also`.
///
/// One channel alone is not "every channel": somebody has to administer it.
pub fn would_administer_all(
    register: &[Channel],
    grants: &[Grant],
    person: PersonId,
    also: ChannelId,
    at: Moment,
) -> bool {
    let in_use: Vec<_> = register.iter().filter(|channel| channel.state.posts()).collect();
    in_use.len() > 1
        && in_use.iter().all(|channel| channel.id == also || administrators(grants, channel.id, at).contains(&person))
}

/// What an access review should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "concern")]
pub enum Concern {
    /// Nobody administers a channel in use.
    NobodyAdministers {
        /// The channel.
        channel: ChannelId,
    },
    /// One person alone administers a channel: with them the way in is lost.
    OneAdministers {
        /// The channel.
        channel: ChannelId,
        /// The person.
        person: PersonId,
    },
    /// One person administers every channel in use.
    OneAdministersAll {
        /// The person.
        person: PersonId,
    },
}

/// What is worth a warning about who administers the channels in use, channel by channel.
pub fn concerns(register: &[Channel], grants: &[Grant], at: Moment) -> Vec<Concern> {
    let in_use: Vec<_> = register.iter().filter(|channel| channel.state.posts()).collect();
    let keys: Vec<_> = in_use.iter().map(|channel| (channel.id, administrators(grants, channel.id, at))).collect();
    let mut concerns: Vec<_> = keys.iter().filter_map(|(channel, people)| too_few(*channel, people)).collect();
    if let Some(((_, first), others)) = keys.split_first().filter(|(_, others)| !others.is_empty()) {
        let everywhere = first.iter().filter(|person| others.iter().all(|(_, people)| people.contains(person)));
        concerns.extend(everywhere.map(|person| Concern::OneAdministersAll { person: *person }));
    }
    concerns
}

fn too_few(channel: ChannelId, people: &BTreeSet<PersonId>) -> Option<Concern> {
    match (people.first(), people.len()) {
        (None, _) => Some(Concern::NobodyAdministers { channel }),
        (Some(person), 1) => Some(Concern::OneAdministers { channel, person: *person }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
