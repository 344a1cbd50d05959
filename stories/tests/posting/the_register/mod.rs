//! The register of channels in a browser: who may do what to a channel, by the page and past it.

mod access;
mod answering;
mod moves;
mod scene;
mod secrets;
mod shown;
