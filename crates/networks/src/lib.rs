//! The networks: one trait, and a folder for each network that speaks it.
//!
//! Nothing here knows the store, a charter or a person. Every request leaves through `egress`.

pub mod account;
pub mod assisted;
pub mod bluesky;
pub mod capabilities;
pub mod connecting;
pub mod fitting;
pub mod git;
pub mod intended;
pub mod linkedin;
pub mod mailing_list;
pub mod mastodon;
pub mod name;
pub mod network;
pub mod page;
pub mod practice;
pub mod registry;
pub mod remote;
pub mod rendered;
pub mod trouble;
mod unclear;
pub mod wait;
pub mod wordpress;

pub use account::{Account, Forgetful, Identity, NotKept, Sessions};
pub use capabilities::{Capabilities, Handlings, HeadlineRule, Operation, Takes, Visibility, WarningSupport};
pub use connecting::{Blank, Connecting, NotConnected, Typed};
pub use egress::{SafeUrl, Secret};
pub use name::{NetworkName, UnknownNetwork};
pub use network::{Network, Outcome, Probe};
pub use registry::Networks;
pub use remote::{Parent, Refers, Seen, ThreadRoot};
pub use rendered::{ClientRef, PictureBytes, Prepared, Rendered, RenderedPicture, Violation};
pub use trouble::{Kind, Trouble};
