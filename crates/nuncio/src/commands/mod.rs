//! What an operator does at a command line, one file for each thing that is looked at.

mod audit;
mod charter;
mod database;
mod holds;
mod invite;
mod out;

pub use audit::verify;
pub use charter::{check, diff, explain, powers, prove};
pub use database::migrate;
pub use holds::{freeze, thaw};
pub use invite::{founders_link, invite};
