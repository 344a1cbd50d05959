//! What the first run shows.

use crate::{
    charter::Situation,
    filters,
    frame::Plain,
    parts::{Choices, Field, Pick, Problems},
};
use askama::Template;

/// One of the four steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Name and address of the group.
    Name,
    /// Its charter.
    Charter,
    /// Who holds its offices.
    Officers,
    /// Its first channel.
    Channel,
}

impl Stage {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Name, Self::Charter, Self::Officers, Self::Channel];
    /// What the progress says.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Charter => "Charter",
            Self::Officers => "Officers",
            Self::Channel => "Channel",
        }
    }
    /// Its number, from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }
    fn heading(self) -> &'static str {
        match self {
            Self::Name => "What is the group called?",
            Self::Charter => "Which charter does it stand under?",
            Self::Officers => "Who holds its offices?",
            Self::Channel => "Where does it speak?",
        }
    }
}

/// One row of officers and members.
#[derive(Clone, Debug)]
pub struct Officer {
    /// The name.
    pub name: Field,
    /// The office.
    pub office: Pick,
}

/// A point that the charter leaves open, and how Nuncio reads it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The name in the form.
    pub name: String,
    /// `“50%+1” is read as more than half of the entitled members.`
    pub words: String,
    /// The label of the clause.
    pub label: String,
    /// Whether it was confirmed.
    pub confirmed: bool,
}

/// One step of the first run.
#[derive(Template)]
#[template(path = "setup/setup.html")]
pub struct Setup {
    /// The frame.
    pub plain: Plain,
    /// Which step.
    pub stage: Stage,
    /// Where the form goes; it carries the one-time link.
    pub to: String,
    /// What is wrong.
    pub problems: Problems,
    /// The fields of the step.
    pub fields: Vec<Field>,
    /// Paste, a preset, or empty; which network.
    pub choices: Vec<Choices>,
    /// The officers.
    pub officers: Vec<Officer>,
    /// The charter as a table of powers, as soon as there is one.
    pub powers: Vec<Situation>,
    /// The heads of that table.
    pub offices: Vec<String>,
    /// The readings to confirm.
    pub readings: Vec<Reading>,
    /// What the button says.
    pub button: String,
    /// The step before, to go back to.
    pub back: Option<String>,
    /// Whether this step can be left out.
    pub skip: Option<String>,
}
