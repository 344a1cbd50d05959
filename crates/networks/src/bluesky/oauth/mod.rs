//! Signing in on the account's own server (OAuth of the AT Protocol): this program is known by the address of a document
//! about it, asks beforehand what it wants, and proves with every call that it holds the key of the account.

mod agreeing;
mod client;
mod keys;
mod server;

pub use client::{PATH, document};
pub(super) use keys::{Keys, of_account};
pub(super) use server::Server;
