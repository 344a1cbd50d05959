//! Channels without a usable interface: the program prepares text, pictures and a link; a person posts and brings the
//! address back.

mod address;
pub mod connector;
pub mod place;

pub use connector::Assisted;
pub use place::Place;
