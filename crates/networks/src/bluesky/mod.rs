//! Any server of the AT Protocol, with an app password or a sign-in on its own page.

pub mod address;
pub mod answers;
pub mod card;
pub mod connector;
pub mod directory;
pub mod find;
pub mod gates;
pub mod limits;
pub mod oauth;
mod open_graph;
pub mod publish;
pub mod record;
pub mod render;
pub mod session;
pub mod tid;
pub mod view;
pub mod wire;
pub mod xrpc;

pub use address::AtUri;
pub use connector::{Bluesky, SignedIn};
pub use directory::{Directory, Home};
