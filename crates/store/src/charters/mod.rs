//! Charters: the versions and which of them is in force, drafts of the next one, readings, and the rules of the house beside them.

pub(crate) mod amending;
pub(crate) mod drafts;
pub(crate) mod house;
pub(crate) mod in_force;
pub(crate) mod readings;
