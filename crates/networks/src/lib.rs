//! The networks: one trait, and a folder for each network that speaks it.
//!
//! Nothing here knows the store, a charter or a person. Every request leaves through `egress`.

pub mod account;
pub mod assisted;
pub mod bluesky;
pub mod capabilities;
pub mod connecting;
mod differing;
pub mod discord;
pub mod discourse;
pub mod fitting;
pub mod git;
pub mod intended;
pub mod linkedin;
mod listed;
pub mod mailing_list;
mod markdown;
pub mod mastodon;
pub mod mattermost;
pub mod name;
pub mod naming;
pub mod network;
pub mod oauth;
pub mod page;
mod place;
pub mod practice;
pub mod registry;
pub mod remote;
pub mod rendered;
mod ringing;
pub mod slack;
pub mod trouble;
mod unclear;
pub mod wait;
mod webhook;
mod whole;
pub mod wordpress;
pub mod x;
pub mod zulip;

pub use account::{Account, Forgetful, Identity, NotKept, Sessions};
pub use capabilities::{
    APART, Capabilities, Handlings, HeadlineRule, Operation, Paid, Takes, Visibility, WarningSupport,
};
pub use connecting::{Blank, Connecting, NotConnected, Tried, Typed};
pub use egress::{Chunks, Medium, SafeUrl, Secret, Source};
pub use name::{NetworkName, UnknownNetwork};
pub use network::{Network, Outcome, Probe};
pub use registry::Networks;
pub use remote::{Carries, Parent, Refers, Seen, SeenQuote, ThreadRoot};
pub use rendered::{ClientRef, Prepared, Rendered, RenderedPicture, Violation};
pub use trouble::{Kind, Trouble};
