//! The page of an organisation on LinkedIn, by the interface that LinkedIn grants to vetted applications.

mod address;
mod answers;
mod api;
pub mod connector;
mod find;
mod limits;
mod little;
mod publish;
mod render;
mod view;
mod wire;

pub use connector::LinkedIn;
