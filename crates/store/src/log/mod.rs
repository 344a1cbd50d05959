//! The log: written with what it tells of, put in order, and read by those who may.

pub(crate) mod entries;
pub(crate) mod heads;
pub(crate) mod pages;
pub(crate) mod walk;
pub(crate) mod withheld;
