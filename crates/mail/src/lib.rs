//! Mail that goes out: a letter of plain text, and the outbox that takes it.
//!
//! It decides nothing: what is written to whom is said by the acts. It reaches one server and no other, the operator's
//! own, whose address and password come from the command line; an address that came from data is only ever a recipient.

mod letter;
mod outbox;
mod refused;
mod server;

pub use letter::Letter;
pub use outbox::Outbox;
pub use refused::NotSent;
pub use server::{MailServer, NoMailServer};
