//! One channel of a Mattermost server, through an incoming webhook: it takes a text and gives nothing back.

mod address;
mod answers;
mod connector;
mod render;

pub use connector::Mattermost;
