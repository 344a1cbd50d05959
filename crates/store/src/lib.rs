//! Everything that is kept: SQL lives here and nowhere else.
//!
//! Three doors lead in. [`Store::begin`] is for acts: it judges, and only its result can write what the group decided,
//! published, granted or recorded. [`Store::bookkeeping`] is for what no charter speaks of; its tables are listed in
//! that file. Reading goes through methods of [`Store`] that take the group, so that no row of another group is in
//! reach. `SQLite` and `PostgreSQL` run the same code, the same migrations and the same stories.

mod bookkeeping;
mod channels;
mod charters;
mod clock;
mod database;
mod decisions;
mod dedication;
mod deliveries;
mod door;
mod forms;
mod gather;
mod groups;
mod holds;
mod key;
mod log;
mod meetings;
mod members;
mod opinions;
mod people;
mod posts;
mod reports;
mod rig;
mod store;
mod time;

pub use bookkeeping::Bookkeeping;
pub use channels::account::Account;
pub use channels::connections::{AppRegistration, ConnectionTry};
pub use channels::register::ChannelRow;
pub use channels::renewing::{Renewing, Turn};
pub use channels::servers::ServerTrouble;
pub use charters::amending::Adopting;
pub use charters::drafts::{CharterDraft, NewDraft};
pub use charters::house::HouseRule;
pub use charters::in_force::{CharterVersion, compiled};
pub use charters::readings::AdoptedReading;
pub use clock::{Clock, Wrong};
pub use database::address::Database;
pub use database::not_opened::OpenError;
pub use database::open::MIGRATIONS;
pub use decisions::answers::{AnswerRow, FREE, Question, Recorded};
pub use decisions::bodies::BodyAddress;
pub use decisions::calling::Proposal;
pub use decisions::duties::Part;
pub use decisions::letters::{Telling, Untold};
pub use decisions::objecting::ObjectionReply;
pub use decisions::of_bodies::decides_here;
pub use decisions::reading::{Ballot, Closing, DecisionRow};
pub use decisions::recording::not_recorded;
pub use decisions::request_letters::{RequestLetter, Unsent};
pub use dedication::Used;
pub use deliveries::{DeliveryRow, Leaves, Leaving, Op, OpenNotice, Sent, Transition};
pub use door::{Changed, Declined, Judged};
pub use forms::SentForm;
pub use gather::{Gather, Gathering};
pub use groups::chats::{ChatHook, ChatShown};
pub use groups::end::GroupEnding;
pub use groups::errands::{Errand, ErrandKind};
pub use groups::founding::{Founder, Founding, Group};
pub use holds::{Brake, Hold, Thawing, VOICES, WhyHeld};
pub use key::{Key, KeyError};
pub use log::pages::{Clauses, LogFilter, LogLine, Place};
pub use log::walk::LogWalk;
pub use log::withheld::LogReader;
pub use meetings::{
    ActionRow, AgendaRow, Answered, CorrectionRow, Direction, FeedRow, MeetingRow, Papers, Plan, Planned, PresenceRow,
    Said, Saved as SavedMinutes, SeriesEnd, SeriesRow, ShortfallRow, VersionRow,
};
pub use members::applications::{APPLICATION, ApplicationRow, Applying, Received};
pub use members::body_seats::SeatRow;
pub use members::offers::Waiting;
pub use members::removing::Reply;
pub use members::retention::APPLICATIONS_KEPT_MONTHS;
pub use members::roster::{MEMBER, Member, Roster, Standing};
pub use members::statuses::StatusChange;
pub use members::terms::Terms;
pub use opinions::AnyAct;
pub use people::ceremonies::Ceremony;
pub use people::credentials::{KeptPasskey, KeptTotp, NewWay, UsedUp};
pub use people::invitations::KeptInvitation;
pub use people::joining::{Coming, Joining};
pub use people::mail_choices::{MailChoice, MailedHow};
pub use people::sessions::KeptSession;
pub use people::sign_in_links::SignInLink;
pub use people::tries::Guess;
pub use posts::campaigns::{CAMPAIGN, CampaignRow};
pub use posts::drafts::Saved;
pub use posts::importing::ImportedDraft;
pub use posts::library::{LibraryPicture, PictureUse};
pub use posts::media::{Blob, KeptMedium, MediaRow};
pub use posts::moving::Moved;
pub use posts::nearby::Nearby;
pub use posts::notices::{PostNotice, PostNoticeKind};
pub use posts::people::KnownRow;
pub use posts::queue::PlannedDelivery;
pub use posts::reading::{PostRow, PostStage};
pub use posts::recurring::{NewSeries, SeriesOfPosts, SeriesPost};
pub use posts::redress::{Correction, Redress};
pub use posts::shelf::{Arrived, Arriving, Chunks};
pub use posts::slots::SlotRow;
pub use posts::templates::TemplateRow;
pub use posts::versions::SavedDraft;
pub use reports::letters::UnsentReport;
pub use reports::papers::{REPORT, ReportRow};
pub use rig::may_die;
pub use store::{Config, StartError, Store, make_folder};
