//! The one guarded way out: every request to a name that came from data leaves through [`Egress`].
//!
//! It knows addresses, limits and the operator's allow-list, and nothing of any network, post or group. The allow-list
//! is the only switch that weakens the guard.

pub mod address;
pub mod allow;
pub mod answer;
pub mod ask;
pub mod door;
pub mod failure;
pub mod medium;
pub mod resolve;
pub mod safe_url;
pub mod secret;

pub use allow::{AllowList, Allowed, NotAllowable};
pub use answer::Answer;
pub use ask::{Ask, Body, Cap, Content, Method, Part};
pub use door::{Egress, NoDoor};
pub use failure::{Failure, Sent};
pub use medium::{BadMedium, Chunks, Medium, Source};
pub use resolve::{Lookup, SystemLookup};
pub use safe_url::{SafeUrl, UnsafeUrl};
pub use secret::Secret;
