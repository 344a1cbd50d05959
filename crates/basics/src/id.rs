//! One type per thing that has an identity, so that a person's id cannot be passed where a post's is meant.
//!
//! All are `UUIDv7`: they sort by the instant they were minted at.

use crate::Moment;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::{NoContext, Timestamp, Uuid};

/// The text was not an id; the message names what was expected and what was found.
#[derive(Debug, thiserror::Error)]
#[error("{found:?} is not the id of a {thing}: expected a UUID such as 01976f7e-8f1a-7cc3-98c4-dc0c0c07398f")]
pub struct NotAnId {
    thing: &'static str,
    found: String,
}

macro_rules! ids {
    ($($(#[$doc:meta])+ $name:ident = $thing:literal;)+) => { $(
        $(#[$doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id that sorts by `at`; its other bits come from the operating system.
            pub fn mint(at: Moment) -> Self {
                let (seconds, nanos) = at.unix();
                Self(Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, nanos)))
            }
            /// The id as the store keeps it.
            pub fn uuid(self) -> Uuid { self.0 }
        }
        impl From<Uuid> for $name { fn from(uuid: Uuid) -> Self { Self(uuid) } }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::parse_str(text).map(Self).map_err(|_| NotAnId { thing: $thing, found: text.to_owned() })
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, concat!($thing, " {}"), self.0) }
        }
    )+ };
}

ids! {
    /// A group: the working group whose charter is in force.
    GroupId = "group";
    /// A human being with an account in this installation. One person, however many offices held.
    PersonId = "person";
    /// An account or place that is official.
    ChannelId = "channel";
    /// A post: one intention to speak, with a version per channel.
    PostId = "post";
    /// One post on one channel.
    DeliveryId = "delivery";
    /// Access of one person to one channel.
    GrantId = "grant";
    /// Something that keeps everything from leaving: a freeze, or a database of which nobody knows whether it is the live one.
    HoldId = "hold";
    /// A post that is repeated, as the series of its posts.
    RecurrenceId = "series of posts";
    /// A time of the week at which a group likes to publish.
    SlotId = "slot";
    /// A text with gaps from which posts are begun.
    TemplateId = "template";
    /// What sets a post right that is out: its correction, or its withdrawal, over all channels.
    RedressId = "redress";
    /// A recorded answer of a body that decides elsewhere.
    AnswerId = "answer";
    /// Something that a group decides together.
    DecisionId = "decision";
    /// A campaign for a sponsor, within its limits.
    CampaignId = "campaign";
    /// A report of a group, as a member wrote it.
    ReportId = "report";
    /// What somebody wrote who wants to join a group.
    ApplicationId = "application";
    /// A meeting of a group.
    MeetingId = "meeting";
    /// A series of regular meetings.
    SeriesId = "series of meetings";
    /// Something on the agenda of a meeting.
    AgendaItemId = "agenda item";
    /// Something that somebody took upon themselves at a meeting.
    ActionId = "action item";
    /// Two people's word on who was at a meeting.
    CorrectionId = "correction";
    /// A private task about somebody's attendance.
    ShortfallId = "shortfall";
    /// An address from which a calendar is subscribed to.
    FeedId = "subscription";
    /// Something that a person does outside the program, and ticks.
    ErrandId = "errand";
    /// An uploaded picture.
    MediaId = "media";
    /// Somebody outside a group whom its posts name.
    KnownId = "known person";
    /// One entry of the audit log.
    EntryId = "entry";
    /// One version of one group's charter: text and rules.
    CharterVersionId = "charter version";
    /// A text with rules that a member proposes as the group's charter.
    CharterDraftId = "draft of a charter";
    /// A reading of a clause that a group adopted.
    ReadingId = "reading";
    /// A line of a charter with the page that it announces.
    LineLinkId = "link of a line";
    /// A form that does something once: the id that what it does will have.
    FormId = "form";
    /// One signed-in browser.
    SessionId = "session";
    /// An invitation that waits for its person.
    InvitationId = "invitation";
}
