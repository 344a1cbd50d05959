//! The database itself: opening it, its tables, what it cannot do, and what is swept out of it.

pub(crate) mod address;
pub(crate) mod hints;
pub(crate) mod hurdles;
pub(crate) mod not_opened;
pub(crate) mod numbers;
pub(crate) mod open;
pub(crate) mod sweep;
pub(crate) mod tables;
