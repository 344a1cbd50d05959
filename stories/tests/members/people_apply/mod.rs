//! Somebody applies from outside, members look and attest, the group talks and votes, and whoever is admitted comes in by
//! the letter: from the public form to the database and back.

mod accepted;
mod admitted;
mod applying;
mod looked_at;
pub mod scene;
