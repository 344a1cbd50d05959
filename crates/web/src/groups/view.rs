//! What the list of groups shows.

use crate::{filters, frame::Plain};
use askama::Template;

/// One group of the list.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its Home.
    pub href: String,
    /// What the reader is there: `Member until 14 Mar 2027`.
    pub standing: String,
    /// How many things wait there.
    pub waiting: usize,
}

/// The groups of one person.
#[derive(Template)]
#[template(path = "groups/list.html")]
pub struct Groups {
    /// The frame.
    pub plain: Plain,
    /// The groups.
    pub groups: Vec<Group>,
    /// Whether they have a seat on a body that decides here.
    pub has_seats: bool,
}
