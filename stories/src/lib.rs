//! Stories: tests over the whole of Nuncio, from an act or a page to a network and back.
//!
//! A [`World`] is one installation with a practice network beside it, a clock that the story moves, and the two groups
//! of the presets. Every story runs on SQLite, and on PostgreSQL too when `NUNCIO_TEST_POSTGRES` names a server.

#![expect(clippy::missing_panics_doc, clippy::unwrap_used, reason = "a story that cannot be set up has failed")]

mod browser;
mod coming_in;
mod database;
mod deciding;
mod form;
mod golden;
mod groups;
mod mailbox;
mod people_come_in;
mod queries;
mod rows;
mod traced;
mod world;
mod writing;

pub use browser::{Browser, Page, Site};
pub use database::{both, fresh_on_postgres, on_each, on_each_empty, run};
pub use form::Form;
pub use golden::{as_read, golden};
pub use groups::{ALL_CLASSES, DJANGO, JUPYTER, PROVED_BY_CODE, Role, Sample};
pub use mailbox::{Mailbox, Received};
pub use people_come_in::{PASSWORD, app_secret, founder_comes_in};
pub use queries::Queries;
pub use rows::{holds, rows};
pub use traced::{Secrets, Traced};
pub use world::{World, by_hand};
pub use writing::Post;
