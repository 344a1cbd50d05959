//! The rules file, as serde reads it: one file here per section of it.
//!
//! Every table that cites a `clause` may say how it follows from it (`status`). Unknown keys are refused. What the
//! values mean together (labels, bodies, acts that exist) is checked in the compiler.

mod budget;
mod channels;
mod decisions;
mod editorial;
mod ending;
mod head;
mod meetings;
mod membership;
mod moderation;
mod number;
mod offices;
mod powers;
mod readings;
mod reporting;
mod term;

pub use budget::{Budget, PaidPromotion, Spending};
pub use channels::{Broadcast, Channels};
pub use decisions::{
    AmendPolicy, BallotChange, CastingVote, Consensus, DecisionRule, EarlyClose, Electorate, Method, Participation,
    PublicRecord, Quorum, Recusal, ResultsVisibility, Secrecy, ShortenIf, Subject, Threshold, Tie,
};
pub use editorial::{Amplify, Editorial, FourEyes, LanguageVetting, Principle, ThirdParty};
pub use ending::{Amendment, Dissolution, Override};
pub use head::{Clauses, Head, Incorporated, Informative, Minimum, Mode, Places, Precedence, Unnamed};
pub use meetings::{Attendance, Meetings, Workspace};
pub use membership::{
    Admission, Application, Eligibility, Field, Holds, Membership, MembershipModel, Probation, Suspension,
};
pub use moderation::{Moderation, Repeated};
pub use number::{Base, Comparator, Fraction, Period, Share};
pub use offices::{Appointment, Body, BodyKind, Decides, Office, Size, Sunset};
pub use powers::{Limit, Power, Reserved, Want, When};
pub use readings::{Answers, HouseRule, Reading};
pub use reporting::Report;
pub use term::{Exit, Fixed, Holidays, Removal, Renewal, Term, TermBasis};

use serde::Deserialize;
use std::collections::BTreeMap;

/// A whole rules file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The group, its text and what happens to acts nobody named.
    pub charter: Head,
    /// Documents that the charter stands under or takes in, with the lines that rules cite.
    #[serde(default)]
    pub incorporated: BTreeMap<String, Incorporated>,
    /// The goals in force, by the name that posts use, each with its clause.
    #[serde(default)]
    pub goals: BTreeMap<String, String>,
    /// The bodies that decide, or whose members count for something.
    #[serde(default)]
    pub bodies: BTreeMap<String, Body>,
    /// Outside statuses a person may have, as this charter names them, each with what it means.
    #[serde(default)]
    pub statuses: BTreeMap<String, String>,
    /// The offices, `member` among them.
    pub offices: BTreeMap<String, Office>,
    /// Who may do what without asking anybody.
    #[serde(default)]
    pub power: Vec<Power>,
    /// What must be so, each time.
    #[serde(default)]
    pub limit: Vec<Limit>,
    /// What another body decides, or the group as a whole.
    #[serde(default)]
    pub reserved: Vec<Reserved>,
    /// What a recorded answer of a body needs and how long it serves.
    pub answers: Option<Answers>,
    /// Who can become a member, and how.
    pub membership: Option<Membership>,
    /// How long a membership lasts and how it goes on.
    pub term: Option<Term>,
    /// How people leave and are removed.
    pub exit: Option<Exit>,
    /// The rules by which votes are counted, by name.
    #[serde(default)]
    pub decision: BTreeMap<String, DecisionRule>,
    /// Consensus found without a vote.
    pub consensus: Option<Consensus>,
    /// Who must stay out of a matter.
    pub recusal: Option<Recusal>,
    /// The duty to take part in votes.
    pub participation: Option<Participation>,
    /// Where decisions can be read.
    pub record: Option<PublicRecord>,
    /// When the group meets and who has to come.
    pub meetings: Option<Meetings>,
    /// The reports the group owes.
    #[serde(default)]
    pub reporting: Vec<Report>,
    /// The register of channels.
    #[serde(default)]
    pub channels: Channels,
    /// What may be published, beyond goals.
    #[serde(default)]
    pub editorial: Editorial,
    /// What may be done about what others write.
    pub moderation: Option<Moderation>,
    /// Money.
    pub budget: Option<Budget>,
    /// Who may set a decision of the group aside.
    #[serde(rename = "override")]
    pub overriding: Option<Override>,
    /// How the charter changes.
    pub amendment: Option<Amendment>,
    /// How the group ends.
    pub dissolution: Option<Dissolution>,
    /// Readings of open points that the group has adopted.
    #[serde(default)]
    pub reading: Vec<Reading>,
    /// Rules the group gave itself below the charter. Never cited as a clause.
    #[serde(default)]
    pub house: BTreeMap<String, HouseRule>,
    /// Labels: the name of a clause for good, and where it stands in this version of the text.
    pub clauses: Clauses,
    /// Clauses that bind nobody, by place, each with the reason.
    #[serde(default)]
    pub informative: BTreeMap<String, Informative>,
}
