//! Everything that is kept: SQL lives here and nowhere else.
//!
//! Three doors lead in. [`Store::begin`] is for acts: it judges, and only its result can write what the group decided,
//! published, granted or recorded. [`Store::bookkeeping`] is for what no charter speaks of; its tables are listed in
//! that file. Reading goes through methods of [`Store`] that take the group, so that no row of another group is in
//! reach. `SQLite` and `PostgreSQL` run the same code, the same migrations and the same stories.

mod admissible;
mod admitting;
mod answers;
mod applications;
mod ballots;
mod bookkeeping;
mod calling;
mod ceremonies;
mod channels;
mod charters;
mod clock;
mod closing;
mod connections;
mod credentials;
mod decisions;
mod dedication;
mod deliveries;
mod departures;
mod door;
mod drafts;
mod duties;
mod endings;
mod gather;
mod grants;
mod groups;
mod heads;
mod holidays;
mod house;
mod hurdles;
mod joining;
mod key;
mod log;
mod log_pages;
mod log_walk;
mod marks;
mod media;
mod meetings;
mod members;
mod moving;
mod nearby;
mod numbers;
mod offices;
mod open;
mod opinions;
mod overriding;
mod people;
mod posts;
mod queue;
mod removing;
mod serving;
mod sessions;
mod statuses;
mod staying;
mod stepping_in;
mod store;
mod sweep;
mod tables;
mod terms;
mod tokens;
mod tries;
mod vote_keys;
mod vote_letters;
mod voting;
mod ways_in;

pub use admitting::Admission;
pub use answers::{AnswerRow, FREE, Question, Recorded};
pub use applications::{ApplicationRow, Applying, Received};
pub use bookkeeping::Bookkeeping;
pub use ceremonies::Ceremony;
pub use channels::{Account, ChannelRow};
pub use charters::{CharterVersion, compiled};
pub use clock::Clock;
pub use connections::{AppRegistration, ConnectionTry};
pub use credentials::{KeptPasskey, KeptTotp, NewWay, UsedUp};
pub use decisions::{Ballot, Closing, DecisionRow};
pub use dedication::Used;
pub use deliveries::{DeliveryRow, Leaves, Leaving, Op, OpenNotice, Sent, Transition};
pub use door::{Changed, Declined, Judged};
pub use drafts::Saved;
pub use duties::Part;
pub use gather::{Gather, Gathering};
pub use groups::{Founder, Founding, Group};
pub use house::HouseRule;
pub use joining::Joining;
pub use key::{Key, KeyError};
pub use log_pages::{Clauses, LogFilter, LogLine};
pub use log_walk::LogWalk;
pub use media::{Blob, MediaRow};
pub use meetings::{
    ActionRow, AgendaRow, Answered, CorrectionRow, FeedRow, MeetingRow, Papers, Plan, Planned, PresenceRow, Said,
    Saved as SavedMinutes, SeriesRow, ShortfallRow,
};
pub use members::{MEMBER, Member, Roster, Standing};
pub use moving::Moved;
pub use nearby::Nearby;
pub use open::{Database, MIGRATIONS, OpenError};
pub use opinions::AnyAct;
pub use posts::{PostRow, PostStage};
pub use queue::PlannedDelivery;
pub use removing::Reply;
pub use sessions::KeptSession;
pub use statuses::StatusChange;
pub use store::{Config, StartError, Store, make_folder};
pub use terms::Terms;
pub use tokens::{KeptInvitation, SignInLink};
pub use tries::Guess;
pub use vote_letters::Untold;
