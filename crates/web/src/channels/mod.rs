//! `/g/{group}/channels/…`: the register, one channel with its grants, a new one, connecting an account.

mod view;
pub use view::{Channels, Connect, Grant, NewChannel, One, Row};
