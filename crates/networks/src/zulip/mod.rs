//! One channel of a Zulip organisation, through a bot: every post is a message in a topic, and the topic is the headline.

mod address;
mod answers;
mod connector;
mod find;
mod limits;
mod publish;
mod render;
mod server;
mod view;
mod wire;

pub use connector::Zulip;
