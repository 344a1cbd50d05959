//! A blog on WordPress, by its REST interface and an application password.

mod address;
mod answers;
mod body;
pub mod connector;
mod find;
mod key;
mod limits;
mod publish;
mod render;
mod site;
mod view;
mod wire;

pub use connector::WordPress;
