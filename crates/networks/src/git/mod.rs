//! A static site whose source is a Git repository: a post is one commit that adds one Markdown file and its pictures,
//! pushed to a branch over Git's own protocol on HTTP.

mod answers;
pub mod connector;
mod file;
mod key;
mod limits;
mod objects;
mod packet;
mod place;
mod publish;
mod render;
mod repository;
mod view;

pub use connector::Git;
