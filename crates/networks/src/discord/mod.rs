//! One channel of a Discord server, through a webhook. It tells the id of what it posted, and reads and removes that by
//! its id; it lists nothing.

mod address;
mod answers;
mod connector;
mod hook;
mod publish;
mod render;
mod view;
mod wire;

pub use connector::Discord;
