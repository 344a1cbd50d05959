//! The register of channels: what each one is, how it is used, in which state it stands, and who has access.
//!
//! Pure rules over values. Nothing here knows a charter's text, a clock, a database or a network: what the charter
//! says about announcing comes in as its rules, and "now" is an argument.

mod channel;
mod grant;
mod granting;
mod marks;
mod mode;
mod state;
#[cfg(test)]
mod testing;

pub use channel::{Channel, Kind, NetworkName, NotANetworkName};
pub use grant::{
    Capability, Concern, Ended, Grant, NotACapability, administrators, concerns, held, would_administer_all,
};
pub use granting::{CannotGrant, GrantWish};
pub use marks::{CannotPrefer, Marks, Moved, prefer, preferred};
pub use mode::{Mode, mode};
pub use state::{IllegalMove, State, after, moves};
