//! The log: entries made only from a permit or a refusal, and the chain that shows when one was touched.
//!
//! An [`Entry`] is what stays for good: it names nobody and discloses nothing. What it commits to, with the facts
//! and the change, is its [`Disclosure`], which can be erased without touching the chain. Positions and chain values
//! are given by one sequencer per group; here is only how they are computed and how they are checked.

mod chain;
mod disclosure;
mod entry;
mod verify;

pub use chain::{Chained, START, link};
pub use disclosure::{Change, Disclosure, Record};
pub use entry::{ENCODING, Entry, Pseudonym};
pub use verify::{Fault, Finding, Kept, Walk, verify};
