//! Every server that speaks the Mastodon client API.

pub mod address;
pub mod answers;
pub mod connector;
pub mod dialect;
pub mod find;
pub mod limits;
pub mod oauth;
pub mod publish;
pub mod render;
pub mod server;
pub mod view;
pub mod wire;

pub use connector::Mastodon;
pub use dialect::{Dialect, Flags, Polling, Quoting};
pub use server::{Instance, Server};
