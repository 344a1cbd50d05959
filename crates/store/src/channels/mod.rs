//! Channels: the register, the accounts behind them, and who has access.

pub(crate) mod account;
pub(crate) mod connections;
pub(crate) mod grants;
mod moving;
pub(crate) mod register;
pub(crate) mod renewing;
pub(crate) mod servers;
