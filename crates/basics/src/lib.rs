//! What every other crate may know: ids, instants, digests and the length of a text.
//!
//! Nothing here knows a charter, a clock, a database or a network.

pub mod days;
pub mod digest;
pub mod id;
pub mod moment;
pub mod tables;
pub mod text;
pub mod zone;

pub use digest::{Digest, Digesting};
pub use id::{
    ActionId, AgendaItemId, AnswerId, ApplicationId, CampaignId, ChannelId, CharterDraftId, CharterVersionId,
    CorrectionId, DecisionId, DeliveryId, EntryId, ErrandId, FeedId, FormId, GrantId, GroupId, HoldId, InvitationId,
    KnownId, LineLinkId, MediaId, MeetingId, PersonId, PostId, ReadingId, RecurrenceId, RedressId, ReportId, SeriesId,
    SessionId, ShortfallId, SlotId, TemplateId,
};
pub use moment::Moment;
pub use tables::Tables;
pub use zone::{UnknownZone, Zone};
