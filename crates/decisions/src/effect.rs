//! What follows from a yes: a closed list, so that nobody has to remember to do it, and nothing else can follow.

use basics::{
    ApplicationId, CampaignId, ChannelId, CharterDraftId, Digest, GroupId, Moment, PersonId, PostId, ReportId,
};
use charter::{
    Act as _,
    act::{
        AdmitMember, AdoptReading, AmendCharter, AmendGoals, DissolveGroup, FillOffice, OpenChannel, PreferChannel,
        PublishReport, RemoveMember, RestChannel, ResumeChannel, RetireChannel, SetHouseRule, SuspendChannel,
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
    /// Take a member out of the group.
    RemoveMember {
        /// Who.
        person: PersonId,
        /// The digest of the ground.
        ground: Digest,
    },
    /// Put somebody in an office.
    FillOffice {
        /// The office, by the name of the rules file.
        office: String,
        /// Who is to hold it.
        person: PersonId,
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
    /// Publish exactly this report.
    PublishReport {
        /// The report.
        report: ReportId,
        /// The digest of its text, and of everything that it says about itself.
        digest: Digest,
    },
    /// End the group.
    DissolveGroup {
        /// The group.
        group: GroupId,
    },
    /// Let exactly this version of a post out, on the channels that are part of it.
    ApproveText {
        /// The post.
        post: PostId,
        /// The digest of what goes out, where, and of what is declared about it.
        content: Digest,
    },
    /// Let the posts of a campaign out, within its limits.
    ApproveCampaign {
        /// The campaign.
        campaign: CampaignId,
        /// The digest of its limits.
        content: Digest,
        /// The first instant after its last day.
        until: Moment,
    },
}

impl Effect {
    /// The name of the act by which it is done, once. None where nothing is done: an approval stands, and lets people do
    /// what they were let, for as long as it serves.
    pub fn act(&self) -> Option<&'static str> {
        Some(match self {
            Self::ApproveText { .. } | Self::ApproveCampaign { .. } => return None,
            Self::OpenChannel { .. } => OpenChannel::NAME,
            Self::RestChannel { .. } => RestChannel::NAME,
            Self::ResumeChannel { .. } => ResumeChannel::NAME,
            Self::SuspendChannel { .. } => SuspendChannel::NAME,
            Self::RetireChannel { .. } => RetireChannel::NAME,
            Self::PreferChannel { .. } => PreferChannel::NAME,
            Self::SetHouseRule { .. } => SetHouseRule::NAME,
            Self::AdmitMember { .. } => AdmitMember::NAME,
            Self::RemoveMember { .. } => RemoveMember::NAME,
            Self::FillOffice { .. } => FillOffice::NAME,
            Self::PutCharterInForce { .. } => AmendCharter::NAME,
            Self::PutGoalsInForce { .. } => AmendGoals::NAME,
            Self::AdoptReading { .. } => AdoptReading::NAME,
            Self::PublishReport { .. } => PublishReport::NAME,
            Self::DissolveGroup { .. } => DissolveGroup::NAME,
        })
    }
    /// Whether the program does it as soon as a yes of another body is recorded. Everything else is done by a member then, whom
    /// that yes lets do it; after a vote that was counted here the program does all of it.
    pub fn follows_from_a_record(&self) -> bool {
        matches!(self, Self::PutCharterInForce { .. } | Self::PutGoalsInForce { .. } | Self::DissolveGroup { .. })
    }
    /// Whether it says something of somebody by name: that they come, go, or do a work of their own in the group.
    pub fn is_about_a_person(&self) -> bool {
        match self {
            Self::AdmitMember { .. } | Self::RemoveMember { .. } | Self::FillOffice { .. } => true,
            // The only rule of the house whose value is somebody says who convenes.
            Self::SetHouseRule { value, .. } => value.parse::<PersonId>().is_ok(),
            _ => false,
        }
    }
    /// Until when a yes serves, where what it approves says so itself; none where the charter says how long.
    pub fn serves_until(&self) -> Option<Moment> {
        match self {
            Self::ApproveCampaign { until, .. } => Some(*until),
            _ => None,
        }
    }
}
