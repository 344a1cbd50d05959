//! What follows from a yes: a closed list, so that nobody has to remember to do it, and nothing else can follow.

use basics::{ApplicationId, ChannelId, CharterDraftId, Digest};
use charter::{
    Act as _,
    act::{
        AdmitMember, AdoptReading, AmendCharter, AmendGoals, OpenChannel, PreferChannel, RestChannel, ResumeChannel,
        RetireChannel, SetHouseRule, SuspendChannel,
    },
};
use serde::{Deserialize, Serialize};

/// What is done when something is agreed to. It is judged when it is done: what the charter forbids by then is held and
/// told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Effect {
    /// Make an account official.
    OpenChannel {
        /// The channel.
        channel: ChannelId,
    },
    /// Stop posting on a channel, without leaving it.
    RestChannel {
        /// The channel.
        channel: ChannelId,
    },
    /// Post there again.
    ResumeChannel {
        /// The channel.
        channel: ChannelId,
    },
    /// Stop everything there at once.
    SuspendChannel {
        /// The channel.
        channel: ChannelId,
    },
    /// Leave it for good.
    RetireChannel {
        /// The channel.
        channel: ChannelId,
    },
    /// Make it the channel on which the group talks with people.
    PreferChannel {
        /// The channel.
        channel: ChannelId,
    },
    /// Set a rule of the house.
    SetHouseRule {
        /// The rule.
        rule: String,
        /// What it is set to.
        value: String,
    },
    /// Take an applicant into the group.
    AdmitMember {
        /// What they wrote.
        application: ApplicationId,
    },
    /// Put a version of the charter in force, exactly as it was agreed to.
    PutCharterInForce {
        /// The draft.
        draft: CharterDraftId,
        /// The digest of its text and rules.
        content: Digest,
    },
    /// The same, where nothing but the goals changes.
    PutGoalsInForce {
        /// The draft.
        draft: CharterDraftId,
        /// The digest of its text and rules.
        content: Digest,
    },
    /// Read a clause in these words from now on.
    AdoptReading {
        /// The label of the clause.
        clause: String,
        /// The reading.
        says: String,
    },
}

impl Effect {
    /// The name of the act by which it is done.
    pub fn act(&self) -> &'static str {
        match self {
            Self::OpenChannel { .. } => OpenChannel::NAME,
            Self::RestChannel { .. } => RestChannel::NAME,
            Self::ResumeChannel { .. } => ResumeChannel::NAME,
            Self::SuspendChannel { .. } => SuspendChannel::NAME,
            Self::RetireChannel { .. } => RetireChannel::NAME,
            Self::PreferChannel { .. } => PreferChannel::NAME,
            Self::SetHouseRule { .. } => SetHouseRule::NAME,
            Self::AdmitMember { .. } => AdmitMember::NAME,
            Self::PutCharterInForce { .. } => AmendCharter::NAME,
            Self::PutGoalsInForce { .. } => AmendGoals::NAME,
            Self::AdoptReading { .. } => AdoptReading::NAME,
        }
    }
}
