//! The use cases: one function per act of a person or of the clock. Each reads like a checklist: look, judge, change,
//! keep.
//!
//! Permission is asked nowhere else than in [`store::Store::begin`]; an act that needs a fresh proof of who is there
//! takes [`::people::Elevated`], so that a page cannot forget to ask for it.

mod accepting;
pub mod access;
pub mod accounts;
pub mod admission;
pub mod agreeing;
mod ahead;
pub mod amending;
mod answering;
pub mod answers;
pub mod applying;
pub mod beside;
pub mod campaigns;
pub mod channels;
pub mod chat;
pub mod clock;
mod clocks;
pub mod connecting;
pub mod consequence;
pub mod demonstration;
pub mod drafts;
mod effects;
pub mod ending_group;
pub mod expiring;
pub mod founding;
pub mod holds;
pub mod house;
pub mod importing;
pub mod installation;
pub mod invitations;
pub mod inviting;
mod lengths;
mod letters;
pub mod library;
pub mod mailing;
pub mod media;
pub mod meetings;
pub mod naming;
pub mod needs;
pub mod offices;
pub mod opinions;
pub mod people;
pub mod posts;
pub mod readings;
pub mod recovery;
pub mod recurring;
pub mod redress;
pub mod removal;
pub mod renewing;
mod replacing;
pub mod replay;
pub mod reports;
pub mod requests;
pub mod seats;
pub mod sessions;
pub mod settle;
pub mod setup;
pub mod sign_in;
pub mod slots;
pub mod spending;
pub mod statuses;
pub mod templates;
pub mod terms;
pub mod turns;
pub mod unanswered;
pub mod votes;
pub mod waiting;

pub use installation::Installation;
pub use store::Declined;
