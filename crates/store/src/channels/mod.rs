//! Channels: the register, the accounts behind them, and who has access.

pub(crate) mod connections;
pub(crate) mod grants;
pub(crate) mod register;
