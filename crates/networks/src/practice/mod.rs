//! The practice network: a small server that speaks the parts of the Mastodon API and of AT Protocol that Nuncio uses.
//!
//! It counts, refuses and limits as they do, keeps its own truth about what was published, and can be told to fail before
//! or after the effect. The real connectors talk to it over loopback; nothing in them knows that it is practice, except
//! for the two dialects no real server has.

mod arriving;
mod atproto;
mod cid;
mod fault;
mod guard;
mod hold;
mod host;
mod line;
mod mastodon;
mod oauth;
mod pages;
mod serve;
mod state;
mod visit;
mod world;

pub use fault::{Calls, Effect, Fault, When};
pub use hold::Held;
pub use host::Host;
pub use serve::{router, serve};
pub use state::{Access, Practice};
pub use world::{Card, Picture, PracticeAccount, Published};
