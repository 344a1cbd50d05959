//! What holds of a charter in every case, and in what two charters differ in any: proved, or refuted with an example.
//!
//! A charter's policies are compiled to formulas, and a solver (cvc5, a program of its own that need not be installed) looks
//! for a request that contradicts them. Whatever it finds is put to the judge before anybody sees it. Nothing here decides
//! whether somebody may do something: without a solver every verdict is the same.

mod difference;
mod domain;
mod example;
mod no_proof;
mod policies;
mod prove;
mod session;
mod solver;
mod statements;

pub use difference::difference;
pub use no_proof::NoProof;
pub use prove::{Proved, Refuted, Stated, prove};
pub use solver::{OLDEST, Solver, Version};
