//! What the page of a demonstration shows.

use crate::{
    filters,
    frame::Plain,
    parts::{Action, Problems},
};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "demonstration/demonstration.html")]
pub struct Demonstration {
    /// The frame.
    pub plain: Plain,
    /// What is wrong.
    pub problems: Problems,
    /// What time it is here.
    pub now: String,
    /// Whether the clock was moved just now.
    pub moved: bool,
    /// How far it can be moved on.
    pub steps: Vec<Action>,
    /// The groups with their people.
    pub teams: Vec<Team>,
}

/// A group of the demonstration.
#[derive(Clone, Debug)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// Everybody who is or was in it.
    pub people: Vec<Someone>,
}

/// A sample person.
#[derive(Clone, Debug)]
pub struct Someone {
    /// How the group calls them.
    pub name: String,
    /// Their offices, or that they are gone.
    pub standing: String,
    /// The button that signs in as them.
    pub come_in: Action,
}
