//! Requests to other bodies: where a body is written to, what it is told, how it is called in.

mod addressing;
mod brief;
mod calling_in;
mod letter;

pub use addressing::{look, written_to};
pub use brief::{Brief, brief};
pub use calling_in::{CALL_IN, LONGEST_REASON, call_in, calls_in};
pub(crate) use letter::{letter, quoted};
