//! Who belongs to a group, until when, and in which offices.
//!
//! Pure rules over values: terms by the calendar and how they go on, offices and outside statuses as intervals, what ends
//! when something ends, and whether a group is composed as its charter asks. What the charter says comes in as its rules;
//! nothing here knows a clock or a database.
//!
//! ```
//! use charter::presets;
//! use membership::{Course, Stage, Term, TermRule};
//!
//! let charter = presets::DJANGO.charter().expect("the preset loads");
//! let adopted = "2024-01-11".parse().expect("a day");
//! let rule = TermRule::read(charter.rules(), adopted).expect("terms that can be counted");
//! let mut course = Course::beginning(Term::starting(adopted, 6, &rule.zone).expect("a term"));
//! let may = "2024-05-12T00:00:00Z".parse().expect("an instant");
//! assert!(matches!(course.at(&rule, &[], may), Stage::Running { .. }));
//! let refused = course.stays(&rule, &[], may).unwrap_err().to_string();
//! assert_eq!(refused, "this can be said from Tue 11 Jun 2024, 00:00 UTC; until then nothing has to be done");
//! ```

pub mod application;
pub mod composition;
mod course;
mod electorate;
pub mod eligibility;
mod ending;
pub mod file;
mod founding;
mod holiday;
mod member;
mod offer;
mod office;
mod period;
mod reading;
mod reminder;
pub mod removal;
mod roster;
mod seat;
mod status;
mod sunset;
mod term;
mod term_rule;
mod voting;

pub use course::{Course, Following, NotStaying, Stage};
pub use electorate::{BodySeat, electorate};
pub use ending::{Because, Ending, what_ends};
pub use founding::{Founder, founding};
pub use holiday::{Holiday, NoHoliday};
pub use member::{Member, Standing};
pub use offer::{Offer, OfferStage};
pub use office::{MEMBER, OfficeHeld, offices_in_force};
pub use reading::BadRule;
pub use reminder::Reminder;
pub use roster::Roster;
pub use seat::{Handover, Hindrance, Obstacle, hand_over, may_hold};
pub use status::{OutsideStatus, statuses};
pub use sunset::{NoDay, sunset};
pub use term::{BadTerm, Term};
pub use term_rule::{Basis, TermRule};
pub use voting::{TooFewVote, enough_vote};
