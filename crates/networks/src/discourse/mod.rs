//! One category of a Discourse forum: a post is a topic there, its headline the title; an answer is a reply in a topic.

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

pub use connector::Discourse;
