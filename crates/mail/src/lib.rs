//! Mail that goes out: a letter of plain text to a person, a circular to a mailing list, and the outbox that takes both.
//!
//! It decides nothing: what is written to whom is said by the acts. It reaches one server and no other, the operator's
//! own, whose address and password come from the command line; an address that came from data is only ever a recipient.

mod circular;
mod flowed;
mod handing_over;
mod letter;
mod outbox;
mod refused;
mod server;

pub use circular::Circular;
pub use handing_over::NotTaken;
pub use letter::Letter;
pub use outbox::Outbox;
pub use refused::NotSent;
pub use server::{MailServer, NoMailServer};
