//! The pages: axum, askama and the assets inside the binary. Folders are named like the pages.
//!
//! This crate knows no rule of any charter and no SQL. It shows what the acts answer, and every button stands beside
//! the verdict of the same judge that will be asked again when it is pressed.

pub mod address;
pub mod app;
pub mod assets;
pub mod cache;
pub mod done;
pub mod failed;
pub mod frame;
pub mod guard;
pub mod law;
pub mod offering;
pub mod own_zone;
pub mod page;
pub mod parts;
pub mod reader;
pub mod routes;
pub mod told;
pub mod unsubscribe;
pub mod when;
pub mod words;

mod filters;

pub mod applications;
pub mod apply;
mod asked;
pub mod attendance;
pub mod audit;
pub mod calendar;
mod campaigns;
pub mod carry_on;
pub mod channels;
pub mod charter;
pub mod decisions;
pub mod demonstration;
pub mod ending;
pub mod errands;
pub mod errors;
pub mod feeds;
pub mod groups;
pub mod holds;
pub mod home;
pub mod media;
pub mod meetings;
pub mod members;
pub mod minutes;
pub mod people_we_name;
pub mod posts;
pub mod reports;
pub mod requests;
pub mod seats;
pub mod setup;
pub mod sign_in;
pub mod status;
pub mod stay;
pub mod templates;
pub mod you;

pub use app::{App, serve};
