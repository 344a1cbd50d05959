//! What `step` does, told as small stories.

mod bench;
mod leaving;
mod people;
mod published;
mod unknown;
mod waiting;
