//! X, through the second version of its interface, which asks money for every call. Nothing leaves there before the group
//! has typed a monthly cap.

mod address;
mod answers;
mod api;
mod application;
pub mod connector;
mod find;
mod limits;
mod publish;
mod render;
mod view;
mod wire;

pub use api::Places;
pub use connector::X;
