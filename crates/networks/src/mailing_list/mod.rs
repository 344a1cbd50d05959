//! A mailing list, written to by a letter from the operator's own mail server.

mod connector;
mod letter;
mod limits;
mod render;

pub use connector::MailingList;
